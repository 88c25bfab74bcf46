"""Forms that were refused: what somebody typed, until they send it again or some minutes have passed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute, Prepared
from bot.store.tables import drafts, refused_forms

_C, _D = refused_forms.c, drafts.c


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """What a person typed into a form; `id` is the request that was refused.

    `form` is what the form does and to what, `message` the message that it is about, if it is about one.
    """

    id: int
    channel: int
    user: int
    form: str
    fields: Mapping[str, str]
    at: datetime
    message: int | None = None


async def keep(execute: Execute, refused: RefusedForm, forget_before: datetime) -> None:
    """Keep a form, and forget the old ones. The draft of its message is kept as long.

    A request that is delivered twice keeps its first form.
    """
    values = {f"kept_{name}": getattr(refused, name) for name in RefusedForm.__dataclass_fields__}
    await execute(_KEPT, values | {"kept_fields": json.dumps(refused.fields), "forget_before": forget_before})


def _kept(name: str) -> sa.BindParameter[object]:
    return sa.bindparam(f"kept_{name}", type_=_C[name].type)


_DRAFT = (_D.channel == _kept("channel")) & (_D.user == _kept("user")) & (_D.message == _kept("message"))
_AUTHOR = sa.select(_D.author).where(_DRAFT).scalar_subquery()
_KEPT = Prepared(
    sa.select(sa.literal(1)).add_cte(
        sa.delete(refused_forms).where(_C.at < sa.bindparam("forget_before", type_=_C.at.type)).cte("forgotten"),
        sa.update(drafts).where(_DRAFT).values(at=_kept("at")).cte("draft"),
        insert(refused_forms)
        .values({c.name: _AUTHOR if c is _C.author else _kept(c.name) for c in refused_forms.c})
        .on_conflict_do_nothing()
        .cte("kept"),
    )
)


async def find(execute: Execute, id: int, user: int, since: datetime) -> RefusedForm | None:
    """The form that a person has filled in since then; None once it is forgotten."""
    rows = await execute(_FOUND, {"id_of": id, "user_of": user, "since": since})
    if not rows:
        return None
    kept = RefusedForm(*rows[0])
    return replace(kept, fields=json.loads(rows[0][_FIELDS]))


_FIELDS = list(RefusedForm.__dataclass_fields__).index("fields")
_FOUND = Prepared(
    sa.select(*(_C[name] for name in RefusedForm.__dataclass_fields__)).where(
        _C.id == sa.bindparam("id_of", type_=_C.id.type),
        _C.user == sa.bindparam("user_of", type_=_C.user.type),
        _C.at >= sa.bindparam("since", type_=_C.at.type),
    )
)


async def forget(session: AsyncSession, before: datetime) -> None:
    """Forget the forms that were not sent again."""
    await session.execute(sa.delete(refused_forms).where(_C.at < before))


async def about(session: AsyncSession, user: int) -> int:
    """How many forms a person filled in, or others about a message of theirs."""
    return await session.scalar(sa.select(sa.func.count()).select_from(refused_forms).where(_about(user))) or 0


async def forget_about(session: AsyncSession, user: int) -> None:
    """Forget them."""
    await session.execute(sa.delete(refused_forms).where(_about(user)))


def _about(user: int) -> sa.ColumnElement[bool]:
    return (_C.user == user) | (_C.author == user)
