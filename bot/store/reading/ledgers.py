"""Whole ledgers: as the tables have them, and as their events give them."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Ledger, Link, PostedDigest, Relation
from bot.ledger.record.replay import replay
from bot.store import tables as t
from bot.store.reading import debates, entries, events, people


async def load(session: AsyncSession, debate: int, *, stances: bool = True) -> Ledger | None:
    """What stands in a ledger now, from the tables, with its stances or without; None where there is no debate."""
    head = await debates.find(session, debate)
    if head is None:
        return None
    linked = sa.select(t.links).where(t.links.c.debate == debate)
    posted = sa.select(t.digests).where(t.digests.c.debate == debate).order_by(t.digests.c.sequence)
    return Ledger(
        debate=head,
        sides={side.number: side for side in await people.sides(session, debate)},
        participants={person.number: person for person in await people.all_of(session, debate)},
        entries={entry.number: entry for entry in await entries.every(session, debate)},
        stances={(s.entry, s.person): s for s in await entries.every_stance(session, debate)} if stances else {},
        marks={(m.entry, m.person, m.target): m for m in await entries.every_mark(session, debate)},
        links=frozenset(
            Link(row.entry, Relation(row.relation), row.target) for row in (await session.execute(linked)).all()
        ),
        definitions={known.number: known for known in await entries.every_definition(session, debate)},
        digests=tuple(
            PostedDigest(row.message, row.seen, row.at, row.sequence) for row in (await session.execute(posted)).all()
        ),
    )


async def at_one_moment(session: AsyncSession) -> None:
    """See everything from here to the end of the transaction as it stands now; to be asked before anything else."""
    await session.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


async def at_the_moment_of(session: AsyncSession, other: AsyncSession) -> None:
    """See everything as a session does that sees one moment; to be asked before anything else."""
    moment = await other.scalar(sa.select(sa.func.pg_export_snapshot()))
    await at_one_moment(session)
    await session.execute(sa.text(f"SET TRANSACTION SNAPSHOT '{moment}'"))


async def rows_beside(session: AsyncSession, debate: int) -> tuple[int, int]:
    """How many wordings and adoptions are kept, whether or not their entry or definition is."""
    counts = (
        sa.select(sa.func.count()).select_from(table).where(table.c.debate == debate).scalar_subquery()
        for table in (t.wordings, t.adoptions)
    )
    wordings, adoptions = (await session.execute(sa.select(*counts))).one()
    return wordings, adoptions


async def replayed(session: AsyncSession, debate: int, upto: int | None = None) -> Ledger:
    """What stood in a ledger after its event `upto` (after all, where None), from its events.

    Raises ValueError where the debate has no events.
    """
    return replay([line.event async for line in events.stream(session, debate, upto)])
