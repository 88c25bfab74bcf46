"""Forums whose posts are debates: which there are, and what was decided of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.forums import Forum
from bot.ledger.standing.debate_tag import DebateTag
from bot.store.prepared import Execute, Prepared
from bot.store.tables import forums

_F = forums.c
_COLUMNS = (_F.id, _F.guild, _F.after, _F.chosen, _F.revives, *(_F[tag.value] for tag in DebateTag))


async def put(session: AsyncSession, forum: Forum) -> None:
    """Have new posts of a forum be debates; what was decided of it before is replaced.

    While the same posts are chosen, those are new that were.
    """
    values = {
        "guild": forum.guild,
        "after": forum.after,
        "chosen": forum.chosen,
        "revives": forum.revives,
        "left_at": None,
        **{tag.value: forum.tags.get(tag) for tag in DebateTag},
    }
    row = insert(forums).values(id=forum.id, **values)
    same = _F.chosen.is_not_distinct_from(row.excluded.chosen)
    kept = {"after": sa.case((same, _F.after), else_=row.excluded.after)}
    await session.execute(row.on_conflict_do_update(index_elements=[_F.id], set_=values | kept))


async def get(execute: Execute, forum: int) -> Forum | None:
    """A forum whose posts are debates; None where they are not."""
    rows = await execute(_ONE, {"forum_of": forum})
    return _forum(rows[0]) if rows else None


_ONE = Prepared(sa.select(*_COLUMNS).where(_F.id == sa.bindparam("forum_of", type_=sa.BigInteger)))


def _forum(row: Sequence[Any]) -> Forum:
    number, guild, after, chosen, revives, *tags = row
    there = {tag: known for tag, known in zip(DebateTag, tags, strict=True) if known is not None}
    return Forum(number, guild, after, chosen, revives, there)


async def of_server(session: AsyncSession, guild: int) -> list[Forum]:
    """The forums of a server whose posts are debates."""
    here = sa.select(*_COLUMNS).where(_F.guild == guild).order_by(_F.id)
    return [_forum(row) for row in (await session.execute(here)).all()]


async def servers(session: AsyncSession) -> list[int]:
    """The servers that have such forums."""
    return list((await session.scalars(sa.select(_F.guild).distinct().order_by(_F.guild))).all())


async def put_tags(session: AsyncSession, forum: Forum) -> None:
    """Write down which tags a forum has for where debates stand."""
    numbers = {tag.value: forum.tags.get(tag) for tag in DebateTag}
    await session.execute(sa.update(forums).where(_F.id == forum.id).values(numbers))


async def drop(session: AsyncSession, forum: int) -> bool:
    """Have posts of a forum be debates no more; False where they were none. Debates that there are go on."""
    gone = sa.delete(forums).where(_F.id == forum).returning(_F.id)
    return await session.scalar(gone) is not None


# Servers that Crux loses or finds again


async def left(session: AsyncSession, guild: int, at: datetime) -> None:
    """Crux is not in that server from now on, or since it left it before."""
    await session.execute(sa.update(forums).where(_F.guild == guild, _F.left_at.is_(None)).values(left_at=at))


async def back(session: AsyncSession, guild: int) -> None:
    """Crux is in that server, or somebody uses its commands there."""
    await session.execute(sa.update(forums).where(_F.guild == guild, _F.left_at.is_not(None)).values(left_at=None))


async def forget_left_since(session: AsyncSession, moment: datetime) -> None:
    """Delete what was decided of forums whose server was left at that moment or before."""
    await session.execute(sa.delete(forums).where(_F.left_at <= moment))
