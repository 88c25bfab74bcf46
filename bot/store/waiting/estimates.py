"""Sealed estimates: kept until the closing's are counted, then deleted."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.estimates import Estimate, Phase
from bot.store.tables import debates, estimates, participants

_C = estimates.c


async def put(session: AsyncSession, debate: int, given: Estimate, first_since: datetime) -> datetime | None:
    """Keep an estimate, with the leave for all of the person's; gives when it was first given.

    None, and nothing is kept, where another number of before was first given before `first_since`.
    """
    row = {
        "debate": debate,
        "person": given.person,
        "phase": given.phase.value,
        "percent": given.percent,
        "shown": given.shown,
        "at": given.at,
    }
    new = insert(estimates).values(row)
    is_after = _C.phase == Phase.AFTER.value
    corrected = new.on_conflict_do_update(
        index_elements=["debate", "person", "phase"],
        set_={
            "percent": new.excluded.percent,
            "shown": new.excluded.shown,
            "at": sa.case((is_after, new.excluded.at), else_=_C.at),
        },
        where=is_after | (_C.at > first_since) | (_C.percent == new.excluded.percent),
    )
    first: datetime | None = await session.scalar(corrected.returning(_C.at))
    if first is not None:
        theirs = (_C.debate == debate) & (_C.person == given.person)
        await session.execute(sa.update(estimates).where(theirs).values(shown=given.shown))
    return first


async def of_debate(session: AsyncSession, debate: int) -> list[Estimate]:
    """All that are sealed in a debate by people whose answers count in their server, in the order of people."""
    p = participants.c
    by_whom = estimates.join(participants, (p.debate == _C.debate) & (p.number == _C.person))
    sealed = sa.select(estimates).select_from(by_whom).where(_C.debate == debate, ~p.uncounted)
    rows = await session.execute(sealed.order_by(_C.person, _C.phase))
    return [Estimate(row.person, Phase(row.phase), row.percent, row.shown, row.at) for row in rows]


async def people_before(session: AsyncSession, debate: int) -> int:
    """How many people put one while the debate was open."""
    there = (_C.debate == debate) & (_C.phase == Phase.BEFORE.value)
    return await session.scalar(sa.select(sa.func.count()).select_from(estimates).where(there)) or 0


async def due(session: AsyncSession, closed_by: datetime) -> Sequence[int]:
    """The debates with estimates that were closed by then, and not opened again."""
    closed = sa.select(_C.debate).join(debates, debates.c.id == _C.debate).where(debates.c.closed_at <= closed_by)
    return (await session.scalars(closed.distinct().order_by(_C.debate))).all()


async def delete_of_debate(session: AsyncSession, debate: int) -> None:
    """Delete those of a debate: they are counted."""
    await session.execute(sa.delete(estimates).where(_C.debate == debate))


async def delete_of_person(session: AsyncSession, debate: int, person: int) -> None:
    """Delete those of somebody who is forgotten."""
    await session.execute(sa.delete(estimates).where(_C.debate == debate, _C.person == person))


async def of_user(session: AsyncSession, user: int) -> int:
    """How many are sealed of a person of the platform."""
    p = participants.c
    theirs = estimates.join(participants, (p.debate == _C.debate) & (p.number == _C.person))
    return await session.scalar(sa.select(sa.func.count()).select_from(theirs).where(p.user == user)) or 0
