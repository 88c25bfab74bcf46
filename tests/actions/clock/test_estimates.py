"""From sealed numbers to a tally: what the ledger, its files and its verification have of them at each step."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import debates, estimates, privacy, tags
from bot.actions.clock import estimates as clock
from bot.actions.exports import export_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Kind
from bot.ledger.estimates import Phase, Tally
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import EstimatesAreOver, EstimateStands
from bot.render.front_ends import DISCORD
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from tests.exchange.words_in import words_in

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GUILD, CHANNEL = 7, 70
OPENER = Request(GUILD, CHANNEL, "housing", 1, "ana", False, NOON)
PEOPLE = ((20, 60), (31, 47), (50, 55), (70, 60), (83, 13))


def by(user: int, at: datetime) -> Request:
    return replace(OPENER, user=user, user_name=f"person {user}", at=at)


async def give(sessions: Sessions, user: int, percent: int, at: datetime, *, shown: bool = False) -> None:
    await estimates.give_estimate(sessions, by(user, at), str(percent), shown=shown)


async def debated(sessions: Sessions, people: tuple[tuple[int, int], ...] = PEOPLE, shown: int = 0) -> datetime:
    """A debate before and after which people put estimates; gives when they are to be counted."""
    await debates.open_debate(sessions, OPENER, "Should we build?")
    for user, (before, _) in enumerate(people, 1):
        await give(sessions, user, before, NOON + HOUR)
    await debates.close_debate(sessions, by(1, NOON + DAY))
    for user, (_, after) in enumerate(people, 1):
        await give(sessions, user, after, NOON + DAY + HOUR, shown=user == shown)
    return NOON + 4 * DAY


async def ledger(sessions: Sessions) -> Ledger:
    async with sessions() as session:
        found = await ledgers.load(session, CHANNEL)
        assert found is not None
        assert await ledgers.replayed(session, CHANNEL) == found
    verified = await verify_debate(sessions, CHANNEL)
    assert verified.problems == ()
    return found


async def files(sessions: Sessions) -> str:
    """Every file of the ledger, one after the other."""
    return "".join([words_in(await export_ledger(sessions, CHANNEL, form, LedgerWriter(DISCORD))) for form in Format])


async def test_no_number_stands_in_the_ledger_or_in_a_file_before_all_are_counted(sessions: Sessions) -> None:
    await debated(sessions, ((77, 88), *PEOPLE), shown=1)

    told = await files(sessions)
    assert "estimate given" in told
    assert not any(number in told for number in ('"77"', '"88"', "77 %", "88 %"))
    assert (await ledger(sessions)).debate.tally is None


async def test_the_tally_stands_in_the_ledger_once_three_days_are_over_and_the_numbers_are_gone(
    sessions: Sessions,
) -> None:
    due = await debated(sessions)
    early = await clock.due(sessions, due - HOUR), await clock.count(sessions, CHANNEL, due - HOUR)
    at_last = await clock.due(sessions, due), await clock.count(sessions, CHANNEL, due)
    again = await clock.due(sessions, due), await clock.count(sessions, CHANNEL, due)

    assert (early, at_last, again) == (([], False), ([CHANNEL], True), ([], False))
    assert (await ledger(sessions)).debate.tally == Tally(5, 0, 0, 2, 2, 1, 50, 55)


async def test_numbers_of_people_who_do_not_count_are_deleted_and_not_told(sessions: Sessions) -> None:
    await debates.open_debate(sessions, OPENER, "Should we build?")
    await estimates.give_estimate(sessions, replace(by(2, NOON + HOUR), counts=False), "80", shown=True)
    await debates.close_debate(sessions, by(1, NOON + DAY))
    due = NOON + 4 * DAY

    assert not await clock.count(sessions, CHANNEL, due)
    assert await clock.due(sessions, due) == []
    assert (await ledger(sessions)).debate.tally is None


async def test_whose_numbers_may_be_shown_says_so_in_the_ledger_until_they_are_forgotten(sessions: Sessions) -> None:
    due = await debated(sessions, (*PEOPLE, (33, 66)), shown=6)
    await clock.count(sessions, CHANNEL, due)
    shown = {number: one for number, one in (await ledger(sessions)).participants.items() if one.estimate_before}
    file = await files(sessions)
    await privacy.forget_person(sessions, 6, due + HOUR)

    assert {one.name: (one.estimate_before, one.estimate_after) for one in shown.values()} == {"person 6": (33, 66)}
    assert '"33"' in file
    assert '"33"' not in await files(sessions)
    assert all(one.estimate_before is None for one in (await ledger(sessions)).participants.values())


async def test_who_is_forgotten_before_the_count_is_not_among_those_who_are_counted(sessions: Sessions) -> None:
    due = await debated(sessions)
    stored = await privacy.stored_about(sessions, 5, GUILD)
    await privacy.forget_person(sessions, 5, NOON + 2 * DAY)
    await clock.count(sessions, CHANNEL, due)

    assert stored.estimates == 2
    assert (await ledger(sessions)).debate.tally == Tally(4, 0, 0)


async def test_a_debate_that_was_opened_again_is_counted_after_its_next_closing(sessions: Sessions) -> None:
    due = await debated(sessions)
    await debates.open_debate(sessions, by(1, NOON + 2 * DAY))
    missed = await clock.due(sessions, due), await clock.count(sessions, CHANNEL, due)
    await debates.close_debate(sessions, by(1, due))
    await clock.count(sessions, CHANNEL, due + 3 * DAY)

    assert missed == ([], False)
    assert (await ledger(sessions)).debate.tally == Tally(0, 5, 0)


async def test_opening_again_ends_the_tally_with_the_outcome(sessions: Sessions) -> None:
    due = await debated(sessions)
    await clock.count(sessions, CHANNEL, due)
    await debates.open_debate(sessions, by(1, due + HOUR))

    assert (await ledger(sessions)).debate.tally is None


async def test_before_stands_after_an_hour_and_after_is_over_in_three_days(sessions: Sessions) -> None:
    due = await debated(sessions)
    with pytest.raises(EstimatesAreOver):
        await give(sessions, 1, 50, due)
    await debates.open_debate(sessions, by(1, due))
    before = await ledger(sessions)
    with pytest.raises(EstimateStands):
        await give(sessions, 1, 50, due + HOUR)

    assert await ledger(sessions) == before


async def test_an_estimate_makes_nobody_one_of_those_who_take_part(sessions: Sessions) -> None:
    await debates.open_debate(sessions, OPENER, "Should we build?", "Yes", "No")
    given = await estimates.give_estimate(sessions, by(2, NOON), "40", shown=False)
    await tags.state(sessions, OPENER, TagForm(Kind.CLAIM, "Rents fall"))
    stored = await ledger(sessions)

    assert (given.estimate.phase, given.changed_until) == (Phase.BEFORE, NOON + HOUR)
    assert {one.person for one in stored.stances.values()} == {1}
