"""Entries, stances, crux marks and definitions as they stand now."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import CruxMark, Definition, Entry, Link, Stance, Status
from bot.store import tables as t
from bot.store.reading import values
from bot.store.rows import CRUX_MARKS, DEFINITIONS, ENTRIES, LINKS, STANCES


async def get(session: AsyncSession, debate: int, number: int) -> Entry | None:
    """The entry of that number; None where there is none."""
    found = await values.find(session, ENTRIES, debate, t.entries.c.number == number)
    return found[0] if found else None


async def of_message(session: AsyncSession, debate: int, message: int) -> list[Entry]:
    """The entries that quote a message and are live or proposed, in their order."""
    return await values.find(session, ENTRIES, debate, (t.entries.c.message == message) & _alive())


async def stated_by(session: AsyncSession, debate: int, author: int, statement: str) -> list[Entry]:
    """The live or proposed entries of an author that quote no message and say this, in whatever case of letters."""
    said = sa.func.lower(_latest_statement()) == sa.func.lower(statement)
    own = (t.entries.c.author == author) & t.entries.c.message.is_(None)
    return await values.find(session, ENTRIES, debate, own & _alive() & said)


async def quoting(session: AsyncSession, debate: int, messages: Collection[int]) -> list[Entry]:
    """All entries that quote one of these messages, whatever has become of them, in their order."""
    return await values.find(session, ENTRIES, debate, t.entries.c.message.in_(messages))


async def every(session: AsyncSession, debate: int) -> list[Entry]:
    """All entries of a debate, in their order."""
    return await values.find(session, ENTRIES, debate)


async def next_number(session: AsyncSession, debate: int) -> int:
    """The number of the next entry of a debate that is held."""
    return await _next(session, t.entries, debate)


def _alive() -> sa.ColumnElement[bool]:
    return (t.entries.c.status == Status.LIVE) | (t.entries.c.status == Status.PROPOSED)


def _latest_statement() -> sa.ScalarSelect[str | None]:
    return (
        sa.select(t.wordings.c.statement)
        .where(t.wordings.c.debate == t.entries.c.debate, t.wordings.c.entry == t.entries.c.number)
        .order_by(t.wordings.c.number.desc())
        .limit(1)
        .correlate(t.entries)
        .scalar_subquery()
    )


async def stance(session: AsyncSession, debate: int, entry: int, person: int) -> Stance | None:
    """A person's stance on an entry; None where they have not answered."""
    found = await values.find(session, STANCES, debate, (t.stances.c.entry == entry) & (t.stances.c.person == person))
    return found[0] if found else None


async def stances_on(session: AsyncSession, debate: int, entry: int) -> list[Stance]:
    """Everybody's stance on an entry."""
    return await values.find(session, STANCES, debate, t.stances.c.entry == entry)


async def every_stance(session: AsyncSession, debate: int) -> list[Stance]:
    """Everybody's stances on everything."""
    return await values.find(session, STANCES, debate)


async def marks_on(session: AsyncSession, debate: int, entry: int) -> list[CruxMark]:
    """The crux marks of an entry."""
    return await values.find(session, CRUX_MARKS, debate, t.crux_marks.c.entry == entry)


async def every_mark(session: AsyncSession, debate: int) -> list[CruxMark]:
    """All crux marks of a debate."""
    return await values.find(session, CRUX_MARKS, debate)


async def links_of(session: AsyncSession, debate: int, entry: int) -> list[Link]:
    """What an entry is to others."""
    return await values.find(session, LINKS, debate, t.links.c.entry == entry)


async def definition(session: AsyncSession, debate: int, number: int) -> Definition | None:
    """The definition of that number; None where there is none."""
    found = await values.find(session, DEFINITIONS, debate, t.definitions.c.number == number)
    return found[0] if found else None


async def every_definition(session: AsyncSession, debate: int) -> list[Definition]:
    """All definitions of a debate, in their order."""
    return await values.find(session, DEFINITIONS, debate)


async def next_definition_number(session: AsyncSession, debate: int) -> int:
    """The number of the next definition of a debate that is held."""
    return await _next(session, t.definitions, debate)


async def _next(session: AsyncSession, table: sa.Table, debate: int) -> int:
    largest = sa.select(sa.func.max(table.c.number)).where(table.c.debate == debate)
    return (await session.scalar(largest) or 0) + 1
