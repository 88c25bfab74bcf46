"""What says nearly the same is found with pg_trgm and without it, and answered instead in one step."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions import proposals, stances, tags
from bot.actions.request import Request
from bot.actions.similar import answer_instead, said_before
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Entry, Kind, Status
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import NotYours
from bot.store.reading import ledgers, similar
from bot.store.sessions import Sessions

GUILD, CHANNEL, ANA, BEN = 7, 70, 1, 2
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERS = Request(GUILD, CHANNEL, "housing", ANA, "ana", False, NOON)
HIS = Request(GUILD, CHANNEL, "housing", BEN, "ben", False, NOON)


async def state(sessions: Sessions, request: Request, statement: str, kind: Kind = Kind.CLAIM) -> Entry:
    return (await tags.state(sessions, request, TagForm(kind, statement))).entry


async def ledger_of(sessions: Sessions) -> Ledger:
    async with sessions() as session:
        ledger = await ledgers.load(session, CHANNEL)
    assert ledger is not None
    return ledger


@pytest.fixture(params=[None, False], ids=["pg_trgm", "without it"])
async def debated(sessions: Sessions, request: pytest.FixtureRequest) -> Sessions:
    sessions.has_trigrams = request.param
    await state(sessions, HERS, "Quality suffers when we build")
    await state(sessions, HERS, "Rents fall when we build")
    return sessions


async def test_the_database_of_the_tests_has_the_extension(sessions: Sessions) -> None:
    assert await similar.has_trigrams(sessions.execute)


async def test_the_earlier_one_is_found_and_what_is_just_about_the_same_is_not(debated: Sessions) -> None:
    again = await state(debated, HIS, "RENTS FALL when we build more")
    other = await state(debated, HIS, "Nobody builds where it is dear")
    in_numbers = await state(debated, HIS, "Rents fall when we build 5")

    found = await said_before(debated, HIS, again)

    assert found is not None
    assert found.number == 2
    assert await said_before(debated, HIS, other) is None
    assert await said_before(debated, HIS, in_numbers) is None


async def test_what_was_taken_back_or_says_something_else_now_is_not_offered(debated: Sessions) -> None:
    await proposals.reword(debated, HERS, 2, "It takes years")
    again = await state(debated, HIS, "Rents fall when we build more")
    assert await said_before(debated, HIS, again) is None

    await proposals.withdraw(debated, HIS, again.number)
    third = await state(debated, HERS, "Rents fall when we build a lot")
    assert await said_before(debated, HERS, third) is None


async def test_ones_own_goes_on_as_it_and_ones_answer_counts_there(sessions: Sessions) -> None:
    await state(sessions, HERS, "Rents fall when we build")
    await state(sessions, HIS, "Rents fall when we build more")
    await stances.take_stance(sessions, HIS, 2, Answer.DISAGREE, 20)
    with pytest.raises(NotYours):
        await answer_instead(sessions, replace(HERS, moderator=True), 2, 1)

    done = await answer_instead(sessions, HIS, 2, 1)

    assert (done.entry.status, done.into.number) == (Status.MERGED, 1)
    ledger = await ledger_of(sessions)
    assert (ledger.stances[1, 2].answer, ledger.stances[1, 2].credence) == (Answer.DISAGREE, 20)

    await proposals.restore(sessions, HIS, 2)
    assert (await ledger_of(sessions)).entries[2].status is Status.LIVE


async def test_an_answer_that_was_given_before_stays(sessions: Sessions) -> None:
    await state(sessions, HERS, "Rents fall when we build")
    await stances.take_stance(sessions, HIS, 1, Answer.UNSURE)
    await state(sessions, HIS, "Rents fall when we build more")

    await answer_instead(sessions, HIS, 2, 1)

    assert (await ledger_of(sessions)).stances[1, 2].answer is Answer.UNSURE
