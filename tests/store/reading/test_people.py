"""People and sides are those of one debate."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Kind
from bot.ledger.people import Participant, Side
from bot.ledger.record.events import (
    Change,
    DebateOpened,
    EntryTagged,
    ParticipantMet,
    ParticipantRenamed,
    SideJoined,
    SideNamed,
)
from bot.store.reading import people
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows
from tests.store.writing.plans import rows_met

DEBATE, OTHER, GUILD = 4001, 4002, 77
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _two_debates(session: AsyncSession) -> None:
    """One with ana and ben; in another ben came first, on a side of another name."""
    here = (ParticipantMet(1, "9001", "ana"), ParticipantMet(2, "9002", "ben"), SideNamed(1, "yes"), SideJoined(2, 1))
    there = (ParticipantMet(1, "9002", "benny"), SideNamed(1, "cats"), SideNamed(2, "dogs"), SideJoined(1, 2))
    await write(session, DEBATE, GUILD, here)
    await write(session, OTHER, GUILD, there)


async def write(session: AsyncSession, debate: int, guild: int, changes: Iterable[Change]) -> None:
    head = await debate_rows.create(session, debate, guild, NOON)
    await append.record(session, head, 1, (DebateOpened(guild, False, "?"), *changes), NOON)


async def test_a_person_is_another_participant_in_each_debate(session: AsyncSession) -> None:
    assert await people.participant(session, DEBATE, 9002) == Participant(2, 9002, "ben", 1)
    assert await people.participant(session, OTHER, 9002) == Participant(1, 9002, "benny", 2)
    assert await people.participant(session, OTHER, 9001) is None


async def test_everybody_is_told_in_the_order_they_were_met(session: AsyncSession) -> None:
    assert [person.number for person in await people.all_of(session, DEBATE)] == [1, 2]


async def test_sides_are_those_of_the_debate(session: AsyncSession) -> None:
    assert await people.sides(session, DEBATE) == [Side(1, "yes")]
    assert await people.sides(session, OTHER) == [Side(1, "cats"), Side(2, "dogs")]


async def test_in_a_server_people_are_called_what_they_were_in_any_of_its_debates(session: AsyncSession) -> None:
    renamed = (ParticipantMet(1, "9001", "ana"), ParticipantRenamed(1, "anabel"), ParticipantRenamed(1, "ana b"))
    await write(session, 4003, GUILD, renamed)
    await write(session, 4004, GUILD + 1, (ParticipantMet(1, "9001", "somebody"),))

    assert sorted(await people.called_in(session, GUILD)) == [
        *((9001, "ana"), (9001, "ana b"), (9001, "anabel")),
        *((9002, "ben"), (9002, "benny")),
    ]


async def test_for_their_names_no_other_server_is_read(committed_sessions: Sessions, fresh_database: str) -> None:
    """Nor what is said in the server, as far as it is no name."""
    told = [EntryTagged(n, Kind.CLAIM, 1, 1, False, statement=f"No. {n}") for n in range(1, 300)]
    async with committed_sessions.begin() as session:
        for guild in range(GUILD, GUILD + 3):
            await write(session, guild * 10, guild, (ParticipantMet(1, "9001", f"ana {guild}"), *told))
            await write(session, guild * 10 + 1, guild, (ParticipantMet(1, "9002", f"ben {guild}"), *told))
    async with committed_sessions.begin() as session:
        # As autovacuum may do at any moment, to some of the tables first.
        await session.execute(sa.text("ANALYZE debates, participants, events, event_texts"))

    async def ask(sessions: Sessions) -> None:
        async with sessions() as session:
            assert len(await people.called_in(session, GUILD)) == 2

    assert await rows_met(fresh_database, ask) < 50
