"""People and sides are those of one debate."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.people import Participant, Side
from bot.ledger.record.events import DebateOpened, ParticipantMet, SideJoined, SideNamed
from bot.store.reading import people
from bot.store.writing import append, debate_rows

DEBATE, OTHER, GUILD = 4001, 4002, 77
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _two_debates(session: AsyncSession) -> None:
    """One with ana and ben; in another ben came first, on a side of another name."""
    here = (ParticipantMet(1, "9001", "ana"), ParticipantMet(2, "9002", "ben"), SideNamed(1, "yes"), SideJoined(2, 1))
    there = (ParticipantMet(1, "9002", "benny"), SideNamed(1, "cats"), SideNamed(2, "dogs"), SideJoined(1, 2))
    for debate, changes in ((DEBATE, here), (OTHER, there)):
        head = await debate_rows.create(session, debate, GUILD, NOON)
        await append.record(session, head, 1, (DebateOpened(GUILD, False, "?"), *changes), NOON)


async def test_a_person_is_another_participant_in_each_debate(session: AsyncSession) -> None:
    assert await people.participant(session, DEBATE, 9002) == Participant(2, 9002, "ben", 1)
    assert await people.participant(session, OTHER, 9002) == Participant(1, 9002, "benny", 2)
    assert await people.participant(session, OTHER, 9001) is None


async def test_everybody_is_told_in_the_order_they_were_met(session: AsyncSession) -> None:
    assert [person.number for person in await people.all_of(session, DEBATE)] == [1, 2]


async def test_sides_are_those_of_the_debate(session: AsyncSession) -> None:
    assert await people.sides(session, DEBATE) == [Side(1, "yes")]
    assert await people.sides(session, OTHER) == [Side(1, "cats"), Side(2, "dogs")]
