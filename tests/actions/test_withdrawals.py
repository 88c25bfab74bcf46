"""Several entries are taken back at once, all or none, and come back at once as far as they can."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions import concessions, proposals, tags
from bot.actions.debates import open_debate
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.tags import Target
from bot.actions.withdrawals import (
    MOST,
    entries_to_withdraw,
    own_entries,
    restore_together,
    withdraw_together,
)
from bot.ledger.entries import Kind, Status
from bot.ledger.refusals import (
    ButtonExpired,
    EntryIsGone,
    ModeratorsOnly,
    NoDebate,
    NoSuchEntry,
    NothingRestorable,
    NotYours,
)
from bot.store.reading import ledgers
from bot.store.sessions import Sessions

GUILD, CHANNEL, ANA, BEN = 7, 70, 1, 2
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERS = Request(GUILD, CHANNEL, "housing", ANA, "ana", False, NOON)
HIS = Request(GUILD, CHANNEL, "housing", BEN, "ben", False, NOON)
MODERATOR = Request(GUILD, CHANNEL, "housing", 90, "mod", True, NOON)


@pytest.fixture
async def debated(sessions: Sessions) -> Sessions:
    """Ana has stated #1 to #3; Ben #4, and conceded #1 in #5; Ana proposed #6 to Ben."""
    await open_debate(sessions, HERS, "Should we build?")
    for number in range(1, 4):
        await tags.state(sessions, HERS, TagForm(Kind.CLAIM, f"Reason {number}"))
    await tags.state(sessions, HIS, TagForm(Kind.CLAIM, "A reason against it"))
    await concessions.concede(sessions, HIS, 1, "That is so")
    await tags.keep_draft(sessions, HERS, Target(700, BEN, "ben", "It takes years"))
    await tags.tag_message(sessions, HERS, 700, TagForm(Kind.CLAIM, "It takes years", "It takes years"))
    return sessions


async def statuses(sessions: Sessions) -> dict[int, Status]:
    async with sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    return {number: entry.status for number, entry in ledger.entries.items() if entry.status is not Status.LIVE}


async def test_ones_own_are_offered_with_what_one_proposed_and_moderators_are_offered_anybodys(
    debated: Sessions,
) -> None:
    assert [entry.number for entry in await own_entries(debated, HERS)] == [6, 3, 2, 1]
    assert [entry.number for entry in await own_entries(debated, HIS)] == [6, 5, 4]
    assert [entry.number for entry in await entries_to_withdraw(debated, MODERATOR, ANA)] == [6, 3, 2, 1]
    assert [entry.number for entry in await entries_to_withdraw(debated, MODERATOR, None)] == [6, 5, 4, 3, 2, 1]
    assert await entries_to_withdraw(debated, MODERATOR, 2**70) == []
    with pytest.raises(ModeratorsOnly):
        await entries_to_withdraw(debated, HERS, BEN)
    with pytest.raises(NoDebate):
        await own_entries(debated, replace(HERS, guild=8))


async def test_several_are_taken_back_and_brought_back_in_one_step_each(debated: Sessions) -> None:
    done = await withdraw_together(debated, HERS, (3, 1))

    assert [entry.number for entry in done.entries] == [1, 3]
    assert await statuses(debated) == {1: Status.WITHDRAWN, 3: Status.WITHDRAWN, 6: Status.PROPOSED}
    with pytest.raises(NotYours):
        await restore_together(debated, HIS, done.begins, done.ends)

    back = await restore_together(debated, HERS, done.begins, done.ends)

    assert [entry.number for entry in back] == [1, 3]
    assert await statuses(debated) == {6: Status.PROPOSED}
    with pytest.raises(NothingRestorable):
        await restore_together(debated, HERS, done.begins, done.ends)


async def test_a_moderator_takes_back_chosen_ones_of_anybody(debated: Sessions) -> None:
    done = await withdraw_together(debated, MODERATOR, (2, 4, 5, 6))

    back = await restore_together(debated, MODERATOR, done.begins, done.ends)

    assert [entry.number for entry in back] == [2, 4], "a concession is made anew, and a proposal had not counted"
    assert await statuses(debated) == {5: Status.WITHDRAWN, 6: Status.WITHDRAWN}


async def test_all_are_taken_back_or_none(debated: Sessions) -> None:
    await proposals.withdraw(debated, HERS, 3)
    before = await statuses(debated)
    for numbers, refusal in (((1, 4), NotYours), ((1, 3), EntryIsGone), ((1, 99), NoSuchEntry), ((), ButtonExpired)):
        with pytest.raises(refusal):
            await withdraw_together(debated, HERS, numbers)
    with pytest.raises(ButtonExpired):
        await withdraw_together(debated, HERS, range(1, MOST + 2))
    assert await statuses(debated) == before


async def test_what_was_merged_since_stays_merged(debated: Sessions) -> None:
    done = await withdraw_together(debated, HERS, (2, 3))
    await proposals.restore(debated, HERS, 2)
    await proposals.merge(debated, HERS, 2, 1)

    back = await restore_together(debated, HERS, done.begins, done.ends)

    assert [entry.number for entry in back] == [3]
    assert (await statuses(debated))[2] is Status.MERGED


async def test_numbers_of_events_that_cannot_be_bring_nothing_back(debated: Sessions) -> None:
    for begins, ends in ((-5, 0), (2**70, 2**71), (5, 1)):
        with pytest.raises(NothingRestorable):
            await restore_together(debated, HERS, begins, ends)
