"""Entries, stances, crux marks and definitions as they stand now."""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import (
    Answer,
    Concession,
    CruxMark,
    Definition,
    Degree,
    Entry,
    Kind,
    Link,
    Parking,
    Proposal,
    Relation,
    Scope,
    Stance,
    Status,
    Wording,
    source_of,
)
from bot.store import tables as t

Row = sa.Row[tuple[object, ...]]


async def get(session: AsyncSession, debate: int, number: int) -> Entry | None:
    """The entry of that number; None where there is none."""
    found = await _load(session, debate, t.entries.c.number == number)
    return found[0] if found else None


async def of_message(session: AsyncSession, debate: int, message: int) -> list[Entry]:
    """The entries that quote a message and are live or proposed, in their order."""
    return await _load(session, debate, (t.entries.c.message == message) & _alive())


async def stated_by(session: AsyncSession, debate: int, author: int, statement: str) -> list[Entry]:
    """The live or proposed entries of an author that quote no message and say this, in whatever case of letters."""
    said = sa.func.lower(_latest_statement()) == sa.func.lower(statement)
    own = (t.entries.c.author == author) & t.entries.c.message.is_(None)
    return await _load(session, debate, own & _alive() & said)


async def quoting(session: AsyncSession, debate: int, messages: Collection[int]) -> list[Entry]:
    """All entries that quote one of these messages, whatever has become of them, in their order."""
    return await _load(session, debate, t.entries.c.message.in_(messages))


async def every(session: AsyncSession, debate: int) -> list[Entry]:
    """All entries of a debate, in their order."""
    return await _load(session, debate, sa.true())


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
    found = await _stances(session, debate, (t.stances.c.entry == entry) & (t.stances.c.person == person))
    return found[0] if found else None


async def stances_on(session: AsyncSession, debate: int, entry: int) -> list[Stance]:
    """Everybody's stance on an entry."""
    return await _stances(session, debate, t.stances.c.entry == entry)


async def every_stance(session: AsyncSession, debate: int) -> list[Stance]:
    """Everybody's stances on everything."""
    return await _stances(session, debate, sa.true())


async def marks_on(session: AsyncSession, debate: int, entry: int) -> list[CruxMark]:
    """The crux marks of an entry."""
    return await _marks(session, debate, t.crux_marks.c.entry == entry)


async def every_mark(session: AsyncSession, debate: int) -> list[CruxMark]:
    """All crux marks of a debate."""
    return await _marks(session, debate, sa.true())


async def links_of(session: AsyncSession, debate: int, entry: int) -> list[Link]:
    """What an entry is to others."""
    linked = sa.select(t.links).where(t.links.c.debate == debate, t.links.c.entry == entry)
    return [Link(row.entry, Relation(row.relation), row.target) for row in (await session.execute(linked)).all()]


async def definition(session: AsyncSession, debate: int, number: int) -> Definition | None:
    """The definition of that number; None where there is none."""
    found = await _definitions(session, debate, t.definitions.c.number == number)
    return found[0] if found else None


async def every_definition(session: AsyncSession, debate: int) -> list[Definition]:
    """All definitions of a debate, in their order."""
    return await _definitions(session, debate, sa.true())


async def _definitions(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[Definition]:
    adopters: dict[int, list[int]] = {}
    adopted = sa.select(t.adoptions).where(t.adoptions.c.debate == debate).order_by(t.adoptions.c.person)
    for row in (await session.execute(adopted)).all():
        adopters.setdefault(row.definition, []).append(row.person)
    wanted = sa.select(t.definitions).where(t.definitions.c.debate == debate, condition)
    rows = wanted.order_by(t.definitions.c.number)
    return [
        Definition(
            row.number,
            row.term,
            row.meaning,
            row.person,
            row.owner,
            source_of(row.channel, row.message),
            tuple(adopters.get(row.number, ())),
        )
        for row in (await session.execute(rows)).all()
    ]


async def next_definition_number(session: AsyncSession, debate: int) -> int:
    """The number of the next definition of a debate that is held."""
    return await _next(session, t.definitions, debate)


async def _next(session: AsyncSession, table: sa.Table, debate: int) -> int:
    largest = sa.select(sa.func.max(table.c.number)).where(table.c.debate == debate)
    return (await session.scalar(largest) or 0) + 1


_COLUMNS = len(t.entries.c)


async def _load(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[Entry]:
    # An entry that has lost its wordings must be seen all the same: `crux verify` names what is missing.
    worded = t.entries.outerjoin(
        t.wordings, (t.wordings.c.debate == t.entries.c.debate) & (t.wordings.c.entry == t.entries.c.number)
    )
    wanted = (
        sa.select(t.entries, t.wordings.c.number.label("wording"), t.wordings.c.statement)
        .select_from(worded)
        .where(t.entries.c.debate == debate, condition)
        .order_by(t.entries.c.number, t.wordings.c.number)
    )
    found = (await session.execute(wanted)).all()
    alike = (list(same) for _, same in groupby(found, key=lambda row: row[1]))
    return [entry_of(rows[0][:_COLUMNS], [row[_COLUMNS:] for row in rows]) for rows in alike]


def entry_of(columns: Sequence[Any], worded: Iterable[Sequence[Any]]) -> Entry:
    """The entry of a row, with its wordings as number and statement."""
    # Unpacked at once: asked for by name, a row's columns take longer than all the rest.
    (_, number, kind, author, tagger, status, tagged_at, passage, channel, message, concedes, scope, conceded_answer,
     has_proposal, tagger_answer, crux_for, parked_by, parking_agreed_by, merged_into, orphaned, source_edited,
     source_deleted) = columns  # fmt: skip
    concession = Concession(concedes, Scope(scope), Answer(conceded_answer)) if concedes is not None else None
    answer = Answer(tagger_answer) if tagger_answer is not None else None
    return Entry(
        number=number,
        kind=Kind(kind),
        author=author,
        tagger=tagger,
        status=Status(status),
        wordings=tuple(Wording(place, statement) for place, statement in worded if place is not None),
        tagged_at=tagged_at,
        passage=passage,
        source=source_of(channel, message),
        concession=concession,
        proposal=Proposal(answer, crux_for) if has_proposal else None,
        parking=Parking(parked_by, parking_agreed_by) if parked_by is not None else None,
        merged_into=merged_into,
        orphaned=orphaned,
        source_edited=source_edited,
        source_deleted=source_deleted,
    )


async def _stances(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[Stance]:
    rows = sa.select(t.stances).where(t.stances.c.debate == debate, condition)
    ordered = rows.order_by(t.stances.c.entry, t.stances.c.person)
    return [
        Stance(row.person, row.entry, row.wording, Answer(row.answer), row.credence, row.at)
        for row in (await session.execute(ordered)).all()
    ]


async def _marks(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[CruxMark]:
    rows: Sequence[Row] = (
        await session.execute(sa.select(t.crux_marks).where(t.crux_marks.c.debate == debate, condition))
    ).all()
    return [CruxMark(row.person, row.entry, row.target, Degree(row.degree)) for row in rows]
