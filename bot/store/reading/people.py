"""Participants and sides of a debate."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Participant, Side
from bot.store import tables as t


async def participant(session: AsyncSession, debate: int, user: int) -> Participant | None:
    """The participant that a person of the platform is in a debate; None where it has not met them."""
    found = await _people(session, debate, t.participants.c.user == user)
    return found[0] if found else None


async def all_of(session: AsyncSession, debate: int) -> list[Participant]:
    """Everybody the debate has met, in that order."""
    return await _people(session, debate, sa.true())


async def names(session: AsyncSession, debate: int, people: Collection[int]) -> dict[int, str | None]:
    """What these people are called; None for whoever was forgotten."""
    found = await _people(session, debate, t.participants.c.number.in_(people))
    return {person.number: person.name for person in found}


async def next_number(session: AsyncSession, debate: int) -> int:
    """The number of the next participant of a debate that is held."""
    largest = sa.select(sa.func.max(t.participants.c.number)).where(t.participants.c.debate == debate)
    return (await session.scalar(largest) or 0) + 1


async def sides(session: AsyncSession, debate: int) -> list[Side]:
    """The declared sides of a debate, in their order."""
    rows = sa.select(t.sides).where(t.sides.c.debate == debate).order_by(t.sides.c.number)
    return [Side(row.number, row.name) for row in (await session.execute(rows)).all()]


async def _people(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[Participant]:
    rows = sa.select(t.participants).where(t.participants.c.debate == debate, condition)
    ordered = rows.order_by(t.participants.c.number)
    return [Participant(row.number, row.user, row.name, row.side) for row in (await session.execute(ordered)).all()]
