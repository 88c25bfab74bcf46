"""Messages that wait for the form of their tag."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as somebody right-clicked it."""

    channel: int
    user: int
    message: int
    author: int
    author_name: str
    text: str
    at: datetime


async def keep(session: AsyncSession, draft: Draft, forget_before: datetime) -> None:
    """Keep a message for its form, and forget those whose form never came back."""
    await forget(session, forget_before)
    values = {name: getattr(draft, name) for name in Draft.__dataclass_fields__}
    now = {name: values[name] for name in ("author", "author_name", "text", "at")}
    kept = insert(drafts).values(**values)
    await session.execute(kept.on_conflict_do_update(index_elements=["channel", "user", "message"], set_=now))


async def forget(session: AsyncSession, before: datetime) -> None:
    """Forget the messages whose form never came back. What somebody else is forgetting now is left to them."""
    c = drafts.c
    old = sa.select(c.channel, c.user, c.message).where(c.at < before).with_for_update(skip_locked=True)
    await session.execute(sa.delete(drafts).where(sa.tuple_(c.channel, c.user, c.message).in_(old)))


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
