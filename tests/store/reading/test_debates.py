"""A debate is made once, held by one writer at a time, and forgotten as a whole."""

import asyncio
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Degree, Kind, Relation
from bot.ledger.record.chain import GENESIS
from bot.ledger.record.events import (
    Change,
    CruxMarked,
    DebateClosed,
    DebateOpened,
    DigestPosted,
    DigestSigned,
    EntriesLinked,
    EntryTagged,
    ParticipantMet,
    QuestionAsked,
    SideJoined,
    SideNamed,
    SidesMerged,
    StanceTaken,
    TermAdopted,
    TermDefined,
)
from bot.store import tables as t
from bot.store.reading import debates, events
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD, FOREIGN = 4001, 4002, 77, 78
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA = 1

EVERYWHERE: tuple[Change, ...] = (
    DebateOpened(GUILD, False, "rents"),
    ParticipantMet(ANA, "9001", "ana"),
    SideNamed(1, "yes"),
    SideNamed(2, "Yes!"),
    SidesMerged(2, 1),
    SideJoined(ANA, 1),
    EntryTagged(1, Kind.CLAIM, ANA, ANA, False, statement="Rents fall"),
    EntryTagged(2, Kind.CRUX, ANA, ANA, False, statement="Demand is fixed"),
    StanceTaken(1, ANA, 1, Answer.AGREE),
    CruxMarked(2, ANA, 1, Degree.FULLY),
    EntriesLinked(2, Relation.SUPPORTS, 1),
    TermDefined(1, ANA, ANA, None, None, "fall", "in real terms"),
    TermAdopted(1, ANA),
    DigestPosted(3, 601),
    DigestSigned(14, ANA, 1, fair=True),
)
"""A row in every table of the ledger."""


async def begin(session: AsyncSession, debate: int = DEBATE, guild: int = GUILD) -> debates.Head:
    head = await debate_rows.create(session, debate, guild, NOON)
    return await append.record(session, head, ANA, (DebateOpened(guild, False, "rents"), *EVERYWHERE[1:]), NOON)


async def test_a_debate_without_events_is_not_found(session: AsyncSession) -> None:
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    assert (head.debate.id, head.debate.guild, head.sequence, head.hash) == (DEBATE, GUILD, 0, GENESIS)
    assert await debates.find(session, DEBATE) is None
    assert await debate_rows.lock(session, DEBATE) is None
    assert await debates.head(session, DEBATE) is None


async def test_the_head_tells_the_debate_as_it_stands(session: AsyncSession) -> None:
    head = await debate_rows.create(session, DEBATE, GUILD, NOON)
    head = await append.record(session, head, ANA, (DebateOpened(GUILD, False, "rents"),), NOON)
    assert (head.debate.question, head.debate.opened_by) == ("rents", ANA)
    head = await append.record(session, head, ANA, (QuestionAsked("Do rents fall?"), DebateClosed()), NOON)
    assert (head.debate.question, head.debate.closed_at) == ("Do rents fall?", NOON)
    assert head == await debate_rows.lock(session, DEBATE) == await debates.head(session, DEBATE)


async def test_two_who_open_a_debate_at_once_open_one(committed_sessions: Sessions) -> None:
    async def open_or_join(person: int) -> int:
        async with committed_sessions.begin() as session:
            head = await debate_rows.create(session, DEBATE, GUILD, NOON)
            if head.sequence == 0:
                head = await append.record(session, head, person, (DebateOpened(GUILD, False, "rents"),), NOON)
            head = await append.record(session, head, person, (ParticipantMet(person, str(person), None),), NOON)
            return head.sequence

    assert sorted(await asyncio.gather(*(open_or_join(person) for person in range(1, 7)))) == [2, 3, 4, 5, 6, 7]
    async with committed_sessions() as session:
        lines = [line.event async for line in events.stream(session, DEBATE)]
    assert [line.sequence for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(isinstance(line.change, DebateOpened) for line in lines) == 1


async def test_a_held_debate_is_held(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        await begin(session)
        await begin(session, OTHER)
    async with committed_sessions.begin() as holder, committed_sessions.begin() as second:
        await debate_rows.lock(holder, DEBATE)
        await second.execute(sa.text("SET LOCAL lock_timeout = '20ms'"))
        assert await debate_rows.lock(second, OTHER) is not None
        assert await debates.find(second, DEBATE) is not None
        with pytest.raises(DBAPIError, match="lock timeout"):
            await debate_rows.lock(second, DEBATE)
        await second.rollback()


async def test_a_forgotten_debate_leaves_no_row_and_no_other_is_touched(
    committed_sessions: Sessions,
) -> None:
    async with committed_sessions.begin() as session:
        await begin(session)
        await begin(session, OTHER)
        await cards.put(session, DEBATE, NOON)
        await cards.put(session, OTHER, NOON)
        await session.execute(sa.insert(t.forums).values(id=1, guild=1, after=0))
        for debate in (DEBATE, OTHER):
            await session.execute(
                sa.insert(t.estimates).values(debate=debate, person=ANA, phase="before", percent=60, at=NOON)
            )
            await session.execute(sa.insert(t.forum_posts).values(debate=debate, forum=1))
            await session.execute(sa.insert(t.reminders).values(debate=debate, day=NOON.date(), due_at=NOON))
            await session.execute(sa.insert(t.estimate_tallies).values(debate=debate, counted=1, due_at=NOON))
            await session.execute(sa.insert(t.debate_places).values(debate=debate, parent=debate + 1))
            await debate_rows.mark_imported(session, debate)
    async with committed_sessions.begin() as session:
        assert await debate_rows.forget(session, DEBATE)
        assert not await debate_rows.forget(session, DEBATE)
        with pytest.raises(DBAPIError, match="what was written stays"):
            async with session.begin_nested():
                await session.execute(sa.delete(t.debates).where(t.debates.c.id == OTHER))
    async with committed_sessions() as session:
        for table in t.metadata.sorted_tables:
            if "debate" in table.c and table not in (t.schedules, t.slots):
                left = set((await session.scalars(sa.select(table.c.debate))).all())
                assert left == {OTHER}, table.name
