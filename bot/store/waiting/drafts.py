"""Messages that wait for the form of their tag."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute, Prepared
from bot.store.tables import drafts, entries, refused_forms, suggestions

DRAFT_LIFE = timedelta(minutes=20)
"""How long a message waits for its modal: the modal's own token lives 15 minutes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as it was when somebody began to tag it."""

    channel: int
    user: int
    message: int
    author: int
    author_name: str
    text: str
    at: datetime


async def keep(execute: Execute, draft: Draft, forget_before: datetime) -> bool:
    """Keep a message for its form, and forget those whose form never came back; all in one statement.

    Gives whether entries of the debate quote the message.
    """
    values = {f"kept_{name}": getattr(draft, name) for name in Draft.__dataclass_fields__}
    rows = await execute(_KEPT, values | {"forget_before": forget_before})
    return bool(rows[0][0])


def _forgotten(old: sa.ColumnElement[bool]) -> sa.Delete:
    """Drafts are gone for whom they are free: what somebody else is at is left to them."""
    c = drafts.c
    free = sa.select(c.channel, c.user, c.message).where(old).with_for_update(skip_locked=True).subquery()
    same = (c.channel == free.c.channel) & (c.user == free.c.user) & (c.message == free.c.message)
    return sa.delete(drafts).where(same)


_OTHERS = sa.or_(
    drafts.c.channel != sa.bindparam("kept_channel"),
    drafts.c.user != sa.bindparam("kept_user"),
    drafts.c.message != sa.bindparam("kept_message"),
)
"""What one statement keeps, it cannot forget."""

_NEW = insert(drafts).values({c.name: sa.bindparam(f"kept_{c.name}", type_=c.type) for c in drafts.c})
_NOW = {name: _NEW.excluded[name] for name in ("author", "author_name", "text", "at")}
_QUOTED = sa.exists().where(
    entries.c.debate == sa.bindparam("kept_channel"), entries.c.message == sa.bindparam("kept_message")
)
_KEPT = Prepared(
    sa.select(_QUOTED).add_cte(
        _forgotten((drafts.c.at < sa.bindparam("forget_before")) & _OTHERS).cte("forgotten"),
        _NEW.on_conflict_do_update(index_elements=["channel", "user", "message"], set_=_NOW).cte("kept"),
    )
)


async def forget(session: AsyncSession, before: datetime) -> None:
    """Forget the messages whose form never came back. What somebody else is forgetting now is left to them."""
    await session.execute(_forgotten(drafts.c.at < before))


async def find(session: AsyncSession, channel: int, user: int, message: int) -> Draft | None:
    """The message that a person's form is about; None once it is forgotten."""
    c = drafts.c
    wanted = sa.select(drafts).where(c.channel == channel, c.user == user, c.message == message)
    row = (await session.execute(wanted)).one_or_none()
    return Draft(*row) if row is not None else None


async def about(session: AsyncSession, user: int) -> int:
    """How many messages wait that a person wrote or is about to tag."""
    return await session.scalar(sa.select(sa.func.count()).select_from(drafts).where(_about(user))) or 0


async def forget_about(session: AsyncSession, user: int) -> None:
    """Forget the messages that a person wrote or was about to tag."""
    await session.execute(sa.delete(drafts).where(_about(user)))


def _about(user: int) -> sa.ColumnElement[bool]:
    return (drafts.c.user == user) | (drafts.c.author == user)


async def forget_of_messages(session: AsyncSession, channel: int, messages: Collection[int]) -> bool:
    """Forget the drafts, refused forms and suggestions about these messages.

    Gives whether a draft was kept, or an entry bears one. One statement: most messages that are deleted were never
    tagged.
    """
    waited = sa.delete(drafts).where(drafts.c.channel == channel, drafts.c.message.in_(messages))
    gone = waited.returning(drafts.c.message).cte("gone")
    borne = sa.exists().where(entries.c.debate == channel, entries.c.message.in_(messages))
    refused = sa.delete(refused_forms).where(refused_forms.c.channel == channel, refused_forms.c.message.in_(messages))
    suggested = sa.delete(suggestions).where(suggestions.c.channel == channel, suggestions.c.message.in_(messages))
    any_gone = sa.exists(sa.select(gone.c.message))
    return bool(
        await session.scalar(sa.select(borne | any_gone).add_cte(refused.cte("refused"), suggested.cte("suggested")))
    )
