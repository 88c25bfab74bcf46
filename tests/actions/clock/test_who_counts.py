"""Whose answers count is looked at anew once a server has decided that, and each day while not everybody counts."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import debates, stances, tags
from bot.actions.clock import who_counts
from bot.actions.request import Request
from bot.actions.settings import change_setting
from bot.actions.tagging import TagForm
from bot.actions.verify import verify_debate
from bot.ledger.entries import Answer, Kind
from bot.ledger.house import UNSET, House, Membership, Setting
from bot.store.houses import Houses
from bot.store.reading import ledgers
from bot.store.sessions import Sessions

GUILD, OTHER, CHANNEL, ANA, BEN, CY = 7, 8, 70, 1, 2, 3
HOSTS = 55
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MEMBERS = {ANA: Membership((HOSTS, 9), NOON - 100 * DAY), BEN: Membership((9,), NOON - 100 * DAY)}


def by(user: int, channel: int = CHANNEL, at: datetime = NOON) -> Request:
    return Request(GUILD, channel, "housing", user, f"person {user}", True, at, manager=True)


def asked_of(asked: list[int]) -> Callable[[int, int], Awaitable[Membership | None]]:
    async def member_of(guild: int, user: int) -> Membership | None:
        asked.append(user)
        return MEMBERS.get(user)

    return member_of


@pytest.fixture
async def houses(committed_sessions: Sessions) -> Houses:
    """Two debates of three people, one of whom is not in the server any more, and a server that lets hosts count."""
    for channel in (CHANNEL, CHANNEL + 1):
        await tags.state(committed_sessions, by(ANA, channel), TagForm(Kind.CLAIM, "Rents fall"))
        for person in (BEN, CY):
            await stances.take_stance(committed_sessions, by(person, channel), 1, Answer.DISAGREE)
    houses = Houses()
    await change_setting(committed_sessions, by(ANA), houses, Setting.COUNTING_ROLE, str(HOSTS))
    return houses


async def uncounted(sessions: Sessions, channel: int = CHANNEL) -> list[int]:
    async with sessions() as session:
        ledger = await ledgers.load(session, channel)
    assert ledger is not None
    return [person.user for person in ledger.participants.values() if person.uncounted and person.user]


async def test_whose_answers_count_is_looked_at_in_all_open_debates_each_person_once(
    committed_sessions: Sessions, houses: Houses
) -> None:
    await debates.close_debate(committed_sessions, by(ANA, CHANNEL + 1))
    await tags.state(committed_sessions, by(ANA, CHANNEL + 2), TagForm(Kind.CLAIM, "Streets fill"))
    await stances.take_stance(committed_sessions, by(BEN, CHANNEL + 2), 1, Answer.AGREE)
    asked: list[int] = []

    changed = await who_counts.recount(committed_sessions, GUILD, houses.of(GUILD), asked_of(asked), NOON)

    assert changed == 3
    assert sorted(asked) == [ANA, BEN, CY]
    found = [await uncounted(committed_sessions, CHANNEL + place) for place in range(3)]
    assert found == [[BEN, CY], [], [BEN]]
    assert (await verify_debate(committed_sessions, CHANNEL)).problems == ()


async def test_once_everybody_counts_again_nobody_is_asked_for(committed_sessions: Sessions, houses: Houses) -> None:
    asked: list[int] = []
    await who_counts.recount(committed_sessions, GUILD, houses.of(GUILD), asked_of([]), NOON)

    assert await who_counts.recount(committed_sessions, GUILD, House(), asked_of(asked), NOON) == 4

    assert (asked, await uncounted(committed_sessions)) == ([], [])
    assert await who_counts.recount(committed_sessions, GUILD, House(), asked_of(asked), NOON) == 0


async def test_it_is_looked_at_after_each_decision_and_a_day_later_where_not_everybody_counts(
    committed_sessions: Sessions, houses: Houses
) -> None:
    async def due(at: datetime) -> bool:
        return GUILD in await who_counts.to_recount(committed_sessions, at)

    async def look(at: datetime) -> None:
        await who_counts.recount(committed_sessions, GUILD, houses.of(GUILD), asked_of([]), at)

    assert await due(NOON)
    await look(NOON + MINUTE)
    assert not await due(NOON + DAY)
    assert await due(NOON + DAY + 2 * MINUTE)
    await look(NOON + 2 * DAY)
    anew = by(ANA, at=NOON + 2 * DAY + MINUTE)
    await change_setting(committed_sessions, anew, houses, Setting.COUNTING_ROLE, UNSET)
    assert await due(NOON + 2 * DAY + MINUTE)
    await look(NOON + 3 * DAY)
    assert not await due(NOON + 30 * DAY)


async def test_what_somebody_does_meanwhile_says_whether_they_count(
    committed_sessions: Sessions, houses: Houses
) -> None:
    await who_counts.recount(committed_sessions, GUILD, houses.of(GUILD), asked_of([]), NOON)

    await stances.take_stance(committed_sessions, by(BEN), 1, Answer.UNSURE)
    await stances.take_stance(committed_sessions, replace(by(CY), counts=False), 1, Answer.AGREE)

    assert await uncounted(committed_sessions) == [CY]
