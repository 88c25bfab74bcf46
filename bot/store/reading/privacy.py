"""What is kept of one person of the platform, over all debates."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record import events as e
from bot.ledger.record.erasure import DECISIVE, DECISIVE_OF_ANYBODY
from bot.ledger.record.events import Event
from bot.ledger.record.verb import ACTOR
from bot.store import tables as t
from bot.store.reading import events

BATCH = 250
"""How many events are read at a time: others have the event loop in between."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept of a person in some debates, and when they first and last did something there."""

    debates: int
    entries: int
    wordings: int
    stances: int
    definitions: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A debate that knows a person, and the number they have in it."""

    debate: int
    person: int


async def places(session: AsyncSession, user: int, guild: int | None = None) -> list[Place]:
    """The debates that know a person: of one server, or all."""
    there = sa.true() if guild is None else t.debates.c.guild == guild
    p = t.participants.c
    known = sa.select(p.debate, p.number).join(t.debates, t.debates.c.id == p.debate).where(p.user == user, there)
    return [Place(row.debate, row.number) for row in (await session.execute(known.order_by(p.debate))).all()]


async def decisive(session: AsyncSession, debate: int, person: int, after: int, upto: int) -> AsyncIterator[Event]:
    """The events between two places that decide which words are a person's, in their order."""
    ev = t.events.c
    there = (ev.debate == debate) & ev.sequence.between(after + 1, upto) & _may_decide(person)
    sequences = (await session.scalars(sa.select(ev.sequence).where(there).order_by(ev.sequence))).all()
    for first in range(0, len(sequences), BATCH):
        batch = sa.literal(sequences[first : first + BATCH], ARRAY(sa.Integer))
        for line in await events.matching(session, debate, ev.sequence == sa.any_(batch)):
            yield line.event


def _may_decide(person: int) -> sa.ColumnElement[bool]:
    """What `OwnWords` need not see of a person is left out, as far as that costs nothing to say."""
    ev = t.events.c
    writers = {name for change in DECISIVE for name in change.traits.words_of}
    theirs = (ev.actor if name == ACTOR else ev.data[name].as_integer() for name in sorted(writers))
    of_anybody = ev.verb.in_([change.verb for change in DECISIVE_OF_ANYBODY])
    conceding = ev.data["concedes"].as_integer().is_not(None)
    return ev.verb.in_([change.verb for change in DECISIVE]) & sa.or_(
        of_anybody, conceding, *(writer == person for writer in theirs)
    )


async def kept_in(session: AsyncSession, user: int, guild: int) -> Kept:
    """What is kept of a person in a server's debates."""
    return await _kept(session, user, t.debates.c.guild == guild)


async def kept_elsewhere(session: AsyncSession, user: int, guild: int) -> Kept:
    """What is kept of a person in all other servers' debates."""
    return await _kept(session, user, t.debates.c.guild != guild)


async def _kept(session: AsyncSession, user: int, where: sa.ColumnElement[bool]) -> Kept:
    p = t.participants.c
    mine = (
        sa.select(p.debate, p.number)
        .join(t.debates, t.debates.c.id == p.debate)
        .where(p.user == user, where)
        .cte("mine")
    )
    met = (t.events.c.verb == e.ParticipantMet.verb) & (t.events.c.data["person"].as_integer() == mine.c.number)
    did = _joined(mine, t.events, (t.events.c.actor == mine.c.number) | met)
    own = _joined(mine, t.entries, t.entries.c.author == mine.c.number)
    worded = own.join(
        t.wordings, (t.wordings.c.debate == t.entries.c.debate) & (t.wordings.c.entry == t.entries.c.number)
    )
    row = (
        await session.execute(
            sa.select(
                _count(mine),
                _count(own),
                _count(worded),
                _count(_joined(mine, t.stances, t.stances.c.person == mine.c.number)),
                _count(_joined(mine, t.definitions, t.definitions.c.person == mine.c.number)),
                sa.select(sa.func.min(t.events.c.at)).select_from(did).scalar_subquery(),
                sa.select(sa.func.max(t.events.c.at)).select_from(did).scalar_subquery(),
            )
        )
    ).one()
    return Kept(*row)


def _joined(mine: sa.CTE, table: sa.Table, theirs: sa.ColumnElement[bool]) -> sa.Join:
    return mine.join(table, (table.c.debate == mine.c.debate) & theirs)


def _count(rows: sa.FromClause) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(rows).scalar_subquery()
