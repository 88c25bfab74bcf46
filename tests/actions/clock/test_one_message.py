"""Exactly one message, of digest, card, reminder and tally alike: wherever an attempt dies, the next one finds out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, TypeAlias

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.actions import cards as asked_cards
from bot.actions import debates, estimates, schedules, stances, tags
from bot.actions.clock import cards, digests, obstacles
from bot.actions.clock import estimates as counting
from bot.actions.clock.due import CannotPost, Due, PostedAndDeleted, PostFailed, Ready
from bot.actions.clock.one_message import FAILURES, OneMessage, Unshown
from bot.actions.clock.reminders import REMINDERS
from bot.actions.clock.tallies import TALLIES
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.clock import SetClock
from bot.ledger.entries import Answer, Kind
from bot.ledger.forums import Forum
from bot.ledger.outcomes import OutcomeForm
from bot.ledger.pauses import BadSchedule, Obstacle, PausedBy, PlacedObstacle
from bot.ledger.schedule_problems import NotCron, ScheduleProblem, UnknownTimezone
from bot.store import forums, tables
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.waiting import cards as stored
from bot.store.waiting import posts
from bot.store.waiting.schedules import StoredSchedule

CHANNEL, GUILD, ANA = 70, 7, 1
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)

Kinds: TypeAlias = Due[Any, Any]
KINDS: tuple[Kinds, ...] = (digests, cards)
ALL_KINDS: tuple[Kinds, ...] = (*KINDS, REMINDERS, TALLIES)
NAMES = ("digest", "card", "reminder", "tally")


class Death(BaseException):
    """The process ends here."""


@dataclass
class Channel:
    """A platform in memory: it posts what bears a reference once, and dies or refuses where it is told to."""

    clock: SetClock
    messages: dict[int, str] = field(default_factory=dict)
    edited: list[int] = field(default_factory=list)
    fails: dict[str, BaseException] = field(default_factory=dict)
    archived: bool = False
    meanwhile: Callable[[], Awaitable[None]] | None = None
    """What happens while a message is on its way."""

    def is_ready(self) -> bool:
        return True

    def _step(self, name: str) -> None:
        if (failure := self.fails.pop(name, None)) is not None:
            raise failure

    async def find(self, ready: Ready, since: datetime) -> int | None:
        self._step("find")
        return next((message for message, reference in self.messages.items() if reference == ready.reference), None)

    async def prepare(self, ready: Ready) -> Callable[[], Awaitable[int]]:
        self._step("prepare")

        async def post() -> int:
            self._step("before it was posted")
            message = 900 + len(self.messages)
            self.messages[message] = ready.reference
            if self.meanwhile is not None:
                await self.meanwhile()
            self._step("after it was posted")
            return message

        return post

    async def require_open(self, ready: Ready) -> None:
        if self.archived:
            raise CannotPost(Obstacle.THREAD_ARCHIVED)

    async def edit(self, ready: Ready, message: int) -> None:
        self._step("edit")
        if message not in self.messages:
            raise PostedAndDeleted
        self.edited.append(message)

    async def take_back(self, ready: Ready, message: int) -> None:
        del self.messages[message]


@dataclass
class Place:
    sessions: Sessions
    clock: SetClock
    channel: Channel
    unshown: list[Unshown] = field(default_factory=list)
    """How attempts ended that showed nothing."""

    def one_message(self, due: Kinds) -> OneMessage[Any, Any]:
        """One more process."""
        return OneMessage(self.sessions, self.clock, due, self.channel, count=self.unshown.append)

    async def see_to_all(self, due: Kinds) -> int:
        """See to what is due; gives how much that was."""
        process = self.one_message(due)
        claimed = await process.claim(20)
        for one in claimed:
            await process.see_to(one)
        return len(claimed)

    def by_ana(self) -> Request:
        return Request(GUILD, CHANNEL, "housing", ANA, "ana", True, self.clock.at)

    async def change(self, words: str) -> None:
        await tags.state(self.sessions, self.by_ana(), TagForm(Kind.CLAIM, words))

    async def recorded(self, due: Kinds) -> int | None:
        """The message that the digest or the card stands with."""
        async with self.sessions() as session:
            if due is cards:
                known = await stored.get(self.sessions.execute, CHANNEL)
                return known.message if known is not None else None
            ledger = await ledgers.load(session, CHANNEL)
        assert ledger is not None
        return ledger.digests[-1].message if ledger.digests else None


@pytest.fixture
async def place(committed_sessions: Sessions) -> Place:
    """A debate whose digest and whose card are due."""
    clock = SetClock(NOON)
    here = Place(committed_sessions, clock, Channel(clock))
    await here.change("Rents fall")
    await schedules.schedule_digest(here.sessions, here.by_ana(), HOUR, "daily", "18:00", "UTC", None, None)
    await asked_cards.want_card(here.sessions, here.by_ana())
    clock.at += A_DAY
    return here


@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
async def test_what_is_due_is_posted_once_and_recorded(place: Place, due: Kinds) -> None:
    assert await place.see_to_all(due) == 1
    assert await place.see_to_all(due) == 0

    assert [*place.channel.messages] == [await place.recorded(due)]


@pytest.mark.parametrize(
    ("step", "failure"),
    [
        *((step, Death()) for step in ("find", "prepare", "before it was posted", "after it was posted")),
        ("after it was posted", PostFailed()),
        ("after it was posted", ArithmeticError()),
    ],
)
@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
async def test_wherever_an_attempt_ends_there_is_one_message_in_the_end(
    place: Place, due: Kinds, step: str, failure: BaseException
) -> None:
    place.channel.fails[step] = failure
    if step == "find":
        place.channel.fails["before it was posted"] = Death()
        await attempt(place, due)
        place.clock.at += HOUR

    await attempt(place, due)
    assert await place.recorded(due) is None
    place.clock.at += HOUR
    await place.see_to_all(due)

    assert [*place.channel.messages] == [await place.recorded(due)]
    assert place.channel.fails == {}


async def attempt(place: Place, due: Kinds) -> None:
    try:
        await place.see_to_all(due)
    except Death:
        return


@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
async def test_two_processes_that_look_at_the_same_moment_post_one(place: Place, due: Kinds) -> None:
    seen = await asyncio.gather(*(place.see_to_all(due) for _ in range(3)))

    assert sum(seen) == 1
    assert len(place.channel.messages) == 1


@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
async def test_who_was_overtaken_while_posting_learns_which_message_stands(place: Place, due: Kinds) -> None:
    slow = place.one_message(due)
    (claimed,) = await slow.claim(20)
    ready = await due.ready(place.sessions, claimed, place.clock.at)
    assert await due.renew(place.sessions, ready, place.clock.at)
    place.clock.at += HOUR
    await place.see_to_all(due)
    (kept,) = place.channel.messages

    assert not await due.record(place.sessions, ready, kept + 1, place.clock.at)
    assert await due.record(place.sessions, ready, kept, place.clock.at), "the very same message stays"
    assert not await due.renew(place.sessions, ready, place.clock.at)
    assert await place.recorded(due) == kept


async def pause(place: Place) -> None:
    await schedules.pause_digest(place.sessions, place.by_ana())


async def schedule_anew(place: Place) -> None:
    await schedules.schedule_digest(place.sessions, place.by_ana(), HOUR, "daily", "06:00", "UTC", None, None)


@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
@pytest.mark.parametrize(
    ("step", "failure", "how"),
    [
        ("prepare", ArithmeticError(), Unshown.FAILED),
        ("before it was posted", ArithmeticError(), Unshown.FAILED),
        ("before it was posted", CannotPost(Obstacle.THREAD_LOCKED), Unshown.REFUSED),
        ("after it was posted", PostFailed(), Unshown.UNCLEAR),
        ("after it was posted", PostedAndDeleted(), Unshown.DELETED),
    ],
    ids=lambda value: str(value),
)
async def test_each_attempt_that_shows_nothing_is_counted_once_by_how_it_ended(
    place: Place, due: Kinds, step: str, failure: BaseException, how: Unshown
) -> None:
    place.channel.fails[step] = failure

    assert await place.see_to_all(due) == 1

    assert place.unshown == [how]


@pytest.mark.parametrize("change", [pause, schedule_anew])
async def test_a_digest_claimed_before_its_schedule_was_paused_or_set_anew_is_not_posted(
    place: Place, change: Callable[[Place], Awaitable[None]]
) -> None:
    process = place.one_message(digests)
    (claimed,) = await process.claim(20)
    ready = await digests.ready(place.sessions, claimed, place.clock.at)
    assert ready is not None
    await change(place)

    await process.see_to(claimed)
    assert not await digests.renew(place.sessions, ready, place.clock.at)
    place.clock.at += 2 * digests.LEASE
    assert await place.see_to_all(digests) == 0
    assert place.channel.messages == {}


@pytest.mark.parametrize("change", [pause, schedule_anew])
async def test_a_digest_that_is_on_its_way_meanwhile_is_taken_back(
    place: Place, change: Callable[[Place], Awaitable[None]]
) -> None:
    process = place.one_message(digests)
    (claimed,) = await process.claim(20)
    place.channel.meanwhile = lambda: change(place)

    await process.see_to(claimed)

    assert place.channel.messages == {}
    assert await place.recorded(digests) is None


OBSTACLES = [Obstacle.THREAD_LOCKED, Obstacle.CHANNEL_GONE]


async def schedule_here(place: Place) -> StoredSchedule:
    known = await schedules.schedule_here(place.sessions, place.by_ana())
    assert known is not None
    return known


async def make_due(place: Place, due: Kinds) -> None:
    """Digest and card are due; a reminder is once the debate is closed and its day has come, a tally once counted."""
    if due is REMINDERS:
        tomorrow = (place.clock.at + A_DAY).date().isoformat()
        await debates.close_debate(place.sessions, place.by_ana(), OutcomeForm("We shook hands", look_again=tomorrow))
        place.clock.at += 2 * A_DAY
    if due is TALLIES:
        await estimates.give_estimate(place.sessions, place.by_ana(), "40", shown=False)
        await debates.close_debate(place.sessions, place.by_ana())
        await estimates.give_estimate(place.sessions, place.by_ana(), "60", shown=False)
        place.clock.at += 3 * A_DAY
        await counting.count(place.sessions, CHANNEL, place.clock.at)


@pytest.mark.parametrize("reason", OBSTACLES)
@pytest.mark.parametrize("due", ALL_KINDS, ids=NAMES)
async def test_what_something_stands_in_the_way_of_is_tried_again_ever_more_rarely(
    place: Place, due: Kinds, reason: Obstacle
) -> None:
    await make_due(place, due)
    tries: list[datetime] = []
    while len(tries) < 6:
        place.channel.fails["find"] = place.channel.fails["before it was posted"] = CannotPost(reason)
        if await place.see_to_all(due):
            tries.append(place.clock.at)
        place.clock.at += timedelta(minutes=30)
    assert place.channel.messages == {}
    waited = [round((after - before) / HOUR) for before, after in pairwise(tries)]
    assert waited == [1, 2, 4, 8, 16]

    place.channel.fails.clear()
    place.clock.at += A_DAY
    await place.see_to_all(due)

    assert len(place.channel.messages) == 1


async def test_a_schedule_is_paused_while_something_stands_in_the_way_and_no_longer(place: Place) -> None:
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.CHANNEL_GONE)
    await place.see_to_all(digests)
    known = await schedule_here(place)
    assert (known.pause_reason, known.obstacle) == (Obstacle.CHANNEL_GONE, PlacedObstacle(Obstacle.CHANNEL_GONE))

    place.clock.at += A_DAY
    await place.see_to_all(digests)

    assert [*place.channel.messages] == [await place.recorded(digests)]
    assert (await schedule_here(place)).pause_reason is None
    await place.see_to_all(digests)
    assert len(place.channel.messages) == 1, "what came due meanwhile has nothing to tell"


@pytest.mark.parametrize("due", ALL_KINDS, ids=NAMES)
async def test_it_is_tried_again_at_once_where_what_crux_may_do_has_changed(place: Place, due: Kinds) -> None:
    await make_due(place, due)
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.THREAD_LOCKED)
    await place.see_to_all(due)
    place.clock.at += timedelta(seconds=8)

    await obstacles.retry_in_server(place.sessions, GUILD + 1, place.clock.at)
    assert await place.see_to_all(due) == 0
    await obstacles.retry_in_server(place.sessions, GUILD, place.clock.at)
    assert await place.see_to_all(due) == 1

    assert len(place.channel.messages) == 1
    assert (await schedule_here(place)).obstacle is None


async def test_a_card_that_is_there_is_not_touched_by_a_change_of_what_crux_may_do(place: Place) -> None:
    await place.see_to_all(cards)
    await place.change("Quality suffers")

    await obstacles.retry_in_server(place.sessions, GUILD, place.clock.at)

    assert await place.see_to_all(cards) == 0, "its changes gather for a minute"


async def said_by_the_card(place: Place) -> list[PlacedObstacle | None]:
    """What the card says of an obstacle, each time that it is due now."""
    due = await place.one_message(cards).claim(20)
    ready = [await cards.ready(place.sessions, claimed, place.clock.at) for claimed in due]
    for one in ready:
        assert one is not None
        await cards.record(place.sessions, one, 800, place.clock.at)
    return [one.obstacle for one in ready if one is not None]


async def test_the_card_says_what_stands_in_the_way_of_the_digest_until_nothing_does(place: Place) -> None:
    assert await said_by_the_card(place) == [None]
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.POSTING_FORBIDDEN)
    await place.see_to_all(digests)
    assert await said_by_the_card(place) == [PlacedObstacle(Obstacle.POSTING_FORBIDDEN)]
    assert await said_by_the_card(place) == []

    place.clock.at += A_DAY
    await place.see_to_all(digests)
    assert await said_by_the_card(place) == [None]


@pytest.mark.parametrize("change", [pause, schedule_anew])
async def test_the_card_forgets_an_obstacle_where_a_person_pauses_the_schedule_or_sets_another(
    place: Place, change: Callable[[Place], Awaitable[None]]
) -> None:
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.POSTING_FORBIDDEN)
    await place.see_to_all(digests)
    assert await said_by_the_card(place) == [PlacedObstacle(Obstacle.POSTING_FORBIDDEN)]

    await change(place)

    assert await said_by_the_card(place) == [None]


async def test_an_obstacle_met_while_the_card_is_being_shown_is_shown_after_that(place: Place) -> None:
    (claimed,) = await place.one_message(cards).claim(20)
    before = await cards.ready(place.sessions, claimed, place.clock.at)
    assert before is not None
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.POSTING_FORBIDDEN)
    await place.see_to_all(digests)
    await cards.record(place.sessions, before, 800, place.clock.at)

    assert await said_by_the_card(place) == [PlacedObstacle(Obstacle.POSTING_FORBIDDEN)]


async def test_what_a_person_paused_is_never_resumed_by_what_discord_does(place: Place) -> None:
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.THREAD_LOCKED)
    await place.see_to_all(digests)
    await pause(place)
    await obstacles.retry_in_server(place.sessions, GUILD, place.clock.at)
    place.clock.at += 3 * A_DAY

    assert await place.see_to_all(digests) == 0
    assert (await schedule_here(place)).pause_reason == PausedBy.MODERATOR
    assert (await schedule_here(place)).obstacle is None


async def test_one_moderator_is_told_of_an_obstacle_once(place: Place) -> None:
    place.channel.fails["before it was posted"] = CannotPost(Obstacle.THREAD_LOCKED)
    await place.see_to_all(digests)
    asks = place.by_ana()

    assert await schedules.obstacle_to_tell(place.sessions, replace(asks, moderator=False)) is None
    assert await schedules.obstacle_to_tell(place.sessions, replace(asks, guild=GUILD + 1)) is None
    assert await schedules.obstacle_to_tell(place.sessions, asks) == PlacedObstacle(Obstacle.THREAD_LOCKED)
    assert await schedules.obstacle_to_tell(place.sessions, asks) is None

    place.channel.fails["find"] = CannotPost(Obstacle.THREAD_LOCKED)
    place.clock.at += A_DAY
    await place.see_to_all(digests)
    assert await schedules.obstacle_to_tell(place.sessions, asks) is None, "it is the same one"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"timezone": "localtime"}, UnknownTimezone("localtime")),
        ({"timezone": "Factory"}, UnknownTimezone("Factory")),
        ({"cadence": "cron", "cron": "61 * * * *"}, NotCron("61 * * * *")),
        ({"cadence": "cron", "cron": "0 0 30 2 *"}, NotCron("0 0 30 2 *")),
    ],
    ids=str,
)
async def test_a_stored_schedule_that_cannot_be_pauses_itself_and_never_stops_the_others(
    place: Place, wrong: dict[str, str], problem: ScheduleProblem
) -> None:
    other = replace(place.by_ana(), channel=CHANNEL + 1)
    await tags.state(place.sessions, other, TagForm(Kind.CLAIM, "Quality suffers"))
    set_up = await schedules.schedule_digest(place.sessions, other, HOUR, "daily", "18:00", "UTC", None, None)
    async with place.sessions.begin() as session:
        late = sa.update(tables.schedules).where(tables.schedules.c.debate == CHANNEL)
        await session.execute(late.values(wrong | {"next_slot": place.clock.at - A_DAY}))
    place.clock.at = set_up.next_slot

    with capture_logs() as logs:
        assert await place.see_to_all(digests) == 2
        assert await place.see_to_all(digests) == 0

    (told,) = (line for line in logs if line["event"] == "cannot post")
    assert (told["channel"], told["reason"]) == (CHANNEL, str(BadSchedule(problem)))
    assert len(place.channel.messages) == 1
    stored, beside = [await schedules.schedule_here(place.sessions, by) for by in (place.by_ana(), other)]
    assert stored is not None
    assert stored.pause_reason == BadSchedule(problem)
    assert beside is not None
    assert beside.pause_reason is None

    again = await schedules.schedule_digest(place.sessions, place.by_ana(), HOUR, "daily", None, "UTC", None, None)
    assert again.pause_reason is None


@pytest.mark.parametrize("due", KINDS, ids=["digest", "card"])
async def test_what_fails_for_a_reason_of_cruxs_own_is_given_up_in_the_end(place: Place, due: Kinds) -> None:
    tries = 0
    for _ in range(2 * FAILURES):
        place.channel.fails["prepare"] = ArithmeticError()
        tries += await place.see_to_all(due)
        place.clock.at += HOUR

    assert tries == FAILURES
    assert place.channel.messages == {}


async def test_a_card_is_edited_where_it_stands_and_posted_anew_where_somebody_deleted_it(place: Place) -> None:
    await place.see_to_all(cards)
    (first,) = place.channel.messages
    await stances.take_stance(place.sessions, place.by_ana(), 1, Answer.DISAGREE)
    place.clock.at += HOUR
    await place.see_to_all(cards)
    assert place.channel.edited == [first]

    del place.channel.messages[first]
    place.channel.messages[0] = "somebody else's"
    await place.change("Quality suffers")
    place.clock.at += HOUR
    await place.see_to_all(cards)

    assert await place.recorded(cards) in place.channel.messages
    assert place.channel.edited == [first]
    assert len(place.channel.messages) == 2


async def test_a_card_that_somebody_deleted_opens_no_archived_thread(place: Place) -> None:
    await place.see_to_all(cards)
    place.channel.messages.clear()
    place.channel.archived = True
    await place.change("Quality suffers")
    place.clock.at += HOUR
    await place.see_to_all(cards)
    assert not place.channel.messages

    place.channel.archived = False
    await obstacles.retry_in_server(place.sessions, GUILD, place.clock.at)
    await place.see_to_all(cards)
    assert [*place.channel.messages] == [await place.recorded(cards)]


@pytest.mark.parametrize("revives", [False, True], ids=["leaves it alone", "opens it"])
@pytest.mark.parametrize("due", ALL_KINDS, ids=NAMES)
async def test_of_an_archived_post_its_forum_decides(place: Place, due: Kinds, *, revives: bool) -> None:
    async with place.sessions.begin() as session:
        await forums.put(session, Forum(CHANNEL + 1, GUILD, 0, revives=revives))
        await posts.put(session, CHANNEL, CHANNEL + 1, 1)
    await make_due(place, due)
    place.channel.archived = True
    await place.see_to_all(due)

    assert bool(place.channel.messages) is revives


@pytest.mark.parametrize("due", [digests, REMINDERS], ids=["digest", "reminder"])
async def test_in_another_archived_thread_what_somebody_wanted_for_then_is_posted(place: Place, due: Kinds) -> None:
    if due is REMINDERS:
        await close_for_a_day(place)
    place.channel.archived = True
    await place.see_to_all(due)

    assert len(place.channel.messages) == 1


async def close_for_a_day(place: Place) -> None:
    """Ana closes the debate until the next day, and that day has come."""
    tomorrow = (place.clock.at + A_DAY).date().isoformat()
    await debates.close_debate(place.sessions, place.by_ana(), OutcomeForm(look_again=tomorrow))
    place.clock.at += A_DAY + A_DAY


async def test_a_card_that_an_earlier_attempt_posted_is_brought_up_to_date_when_it_is_found(place: Place) -> None:
    place.channel.fails["after it was posted"] = Death()
    await attempt(place, cards)
    await place.change("Quality suffers")
    place.clock.at += HOUR
    await place.see_to_all(cards)

    (found,) = place.channel.messages
    assert place.channel.edited == [found]
    assert await place.recorded(cards) == found


async def test_a_digest_that_an_earlier_attempt_posted_stays_as_it_is(place: Place) -> None:
    place.channel.fails["after it was posted"] = Death()
    await attempt(place, digests)
    await place.change("Quality suffers")
    place.clock.at += HOUR
    await place.see_to_all(digests)

    assert place.channel.edited == []
