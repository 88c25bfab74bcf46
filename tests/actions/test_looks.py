"""A digest goes on from what the last one saw, and is what one from the beginning would be."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.actions import concessions, cruxes, digests, privacy, proposals, sides, stances, tags
from bot.actions.clock import retention
from bot.actions.composing import ReadyDigest
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Answer, Degree, Kind
from bot.ledger.standing.causes import Cause
from bot.ledger.telling.digest import compose
from bot.ledger.telling.news import PersonMoved
from bot.store.reading import counting, ledgers
from bot.store.sessions import Sessions
from bot.store.writing import debate_rows

GUILD, CHANNEL = 7, 70
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANA, BEN, CY, DAN, EVA = 1, 2, 3, 4, 5


def request(person: int, minute: int = 0) -> Request:
    return Request(GUILD, CHANNEL, "housing", person, f"person {person}", False, AT + timedelta(minutes=minute))


@pytest.fixture
async def debated(committed_sessions: Sessions) -> Sessions:
    """Two sides, three claims, and a digest that was posted."""
    sessions = committed_sessions
    for statement in ("Rents fall", "Quality suffers", "Streets fill"):
        await tags.state(sessions, request(ANA), TagForm(Kind.CLAIM, statement))
    for person, name in ((ANA, "Build"), (BEN, "Wait"), (CY, "Wait")):
        await sides.join_side(sessions, request(person), name, open_it=True)
    await stances.take_stance(sessions, request(BEN), 1, Answer.DISAGREE)
    await digests.record_posted_now(sessions, await previewed(sessions), 900, AT)
    return sessions


async def previewed(sessions: Sessions) -> ReadyDigest:
    return await digests.preview(sessions, request(ANA, 60))


async def from_the_beginning(sessions: Sessions) -> ReadyDigest:
    """The digest as a process that has seen nothing composes it, checked against the events replayed."""
    ready = await digests.preview(Sessions(sessions.bind), request(ANA, 60))
    async with sessions() as session:
        ledger = await ledgers.replayed(session, CHANNEL)
        told = max((posted.sequence for posted in ledger.digests), default=None)
        before = await ledgers.replayed(session, CHANNEL, told) if told is not None else None
    assert ready.digest == compose(ledger, before, ready.digest.at)
    return ready


@pytest.fixture
def never_counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, nothing may count all stances anew."""

    async def refuse(*_: object) -> None:
        raise AssertionError("all stances were counted anew")

    return lambda: monkeypatch.setattr(counting, "_answers_by_camp", refuse)


async def test_after_some_stances_nothing_is_counted_anew(
    debated: Sessions, never_counted: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    await previewed(debated)
    await stances.take_stance(debated, request(BEN, 1), 1, Answer.AGREE, 80)
    await stances.take_stance(debated, request(CY, 2), 1, Answer.AGREE)
    await tags.state(debated, request(CY, 3), TagForm(Kind.CLAIM, "Noise grows"))
    whole = await from_the_beginning(debated)

    never_counted()

    assert await previewed(debated) == whole
    (moved, *_) = whole.digest.news.people
    assert moved == PersonMoved(2, "person 2", 1, Answer.DISAGREE, Answer.AGREE)


@pytest.mark.parametrize(
    "happens",
    [
        lambda sessions: sides.join_side(sessions, request(CY, 1), "Build", open_it=True),
        lambda sessions: proposals.reword(sessions, request(ANA, 1), 1, "Rents fall slowly"),
        lambda sessions: proposals.withdraw(sessions, request(ANA, 1), 2),
        lambda sessions: privacy.forget_person(sessions, BEN, AT + timedelta(minutes=1)),
        lambda sessions: sides.join_side(sessions, request(BEN, 1), "Build", open_it=True),
        lambda sessions: sides.leave_side(sessions, request(BEN, 1)),
    ],
    ids=[
        "a side is changed",
        "an entry is reworded",
        "an entry is withdrawn",
        "somebody is forgotten",
        "who answered changes sides",
        "who answered leaves",
    ],
)
async def test_what_changes_the_counts_is_counted_anew(
    debated: Sessions, happens: Callable[[Sessions], Awaitable[object]]
) -> None:
    await previewed(debated)

    await happens(debated)

    assert await previewed(debated) == await from_the_beginning(debated)


@pytest.fixture
async def argued_in_a_room(committed_sessions: Sessions) -> Sessions:
    """No sides: ana, ben and cy each have a claim, and a digest was posted."""
    for person, statement in ((ANA, "Rents fall"), (BEN, "Quality suffers"), (CY, "Streets fill")):
        await tags.state(committed_sessions, request(person), TagForm(Kind.CLAIM, statement))
    await digests.record_posted_now(committed_sessions, await previewed(committed_sessions), 900, AT)
    return committed_sessions


async def test_where_no_side_is_declared_nothing_is_counted_anew_either(
    argued_in_a_room: Sessions, never_counted: Callable[[], None]
) -> None:
    sessions = argued_in_a_room
    await previewed(sessions)
    await stances.take_stance(sessions, request(BEN, 1), 1, Answer.AGREE, 80)
    await stances.take_stance(sessions, request(CY, 2), 1, Answer.DISAGREE)
    await stances.take_stance(sessions, request(DAN, 3), 1, Answer.AGREE)
    await tags.state(sessions, request(EVA, 4), TagForm(Kind.CLAIM, "Noise grows"))
    whole = await from_the_beginning(sessions)

    never_counted()

    assert await previewed(sessions) == whole
    assert whole.digest.room == 5


async def test_two_people_are_followed_as_two_sides_until_a_third_takes_part(
    committed_sessions: Sessions, never_counted: Callable[[], None]
) -> None:
    sessions = committed_sessions
    for person, statement in ((ANA, "Rents fall"), (BEN, "Quality suffers")):
        await tags.state(sessions, request(person), TagForm(Kind.CLAIM, statement))
    await previewed(sessions)
    await stances.take_stance(sessions, request(BEN, 1), 1, Answer.AGREE)
    agreed = await from_the_beginning(sessions)
    assert await previewed(sessions) == agreed
    third = Sessions(sessions.bind)
    await previewed(third)
    await stances.take_stance(third, request(CY, 2), 2, Answer.AGREE)
    in_a_room = await from_the_beginning(sessions)
    assert await previewed(third) == in_a_room
    await stances.take_stance(third, request(CY, 3), 1, Answer.AGREE)
    followed = await from_the_beginning(sessions)

    never_counted()

    assert await previewed(third) == followed
    assert [len(agreed.digest.sides), in_a_room.digest.room, followed.digest.room] == [2, 3, 3]


def causes(ready: ReadyDigest) -> dict[int, Cause]:
    return {moved.entry: moved.cause for moved in ready.digest.news.classes}


async def test_what_turned_an_entry_is_told_by_the_tables_as_by_the_events(debated: Sessions) -> None:
    await sides.leave_side(debated, request(BEN, 1))
    left = await from_the_beginning(debated)
    await sides.join_side(debated, request(BEN, 2), "Wait", open_it=True)
    back = await from_the_beginning(debated)
    await stances.take_stance(debated, request(CY, 3), 2, Answer.AGREE)
    more = await from_the_beginning(debated)
    await privacy.forget_person(debated, CY, AT + timedelta(minutes=4))
    less = await from_the_beginning(debated)
    await privacy.forget_person(debated, BEN, AT + timedelta(minutes=5))
    gone = await from_the_beginning(debated)

    assert causes(left) == {1: Cause.PEOPLE_CHANGED_SIDES}
    assert causes(back) == {}
    assert causes(more) == {1: Cause.MORE_TAKE_PART}
    assert causes(less) == {}
    assert causes(gone) == {1: Cause.SOMEBODY_FORGOTTEN}


async def test_that_others_count_is_told_by_the_tables_as_by_the_events(debated: Sessions) -> None:
    async def counts(person: int, minute: int, *, counted: bool) -> None:
        await stances.take_stance(debated, replace(request(person, minute), counts=counted), 3, Answer.UNSURE)

    await counts(BEN, 1, counted=False)
    gone = await from_the_beginning(debated)
    assert await previewed(debated) == gone
    await digests.record_posted_now(debated, gone, 901, AT)
    await counts(BEN, 2, counted=True)
    back = await from_the_beginning(debated)

    assert causes(gone) == causes(back) == {1: Cause.OTHERS_COUNT}
    assert await previewed(debated) == back


async def test_a_third_person_makes_a_room_of_two_and_the_tables_say_so_too(committed_sessions: Sessions) -> None:
    sessions = committed_sessions
    for person, statement in ((ANA, "Rents fall"), (BEN, "Quality suffers")):
        await tags.state(sessions, request(person), TagForm(Kind.CLAIM, statement))
    await stances.take_stance(sessions, request(BEN), 1, Answer.DISAGREE)
    await digests.record_posted_now(sessions, await previewed(sessions), 900, AT)

    await stances.take_stance(sessions, request(CY, 1), 2, Answer.AGREE)
    room = await from_the_beginning(sessions)
    await privacy.forget_person(sessions, CY, AT + timedelta(minutes=2))
    pair = await from_the_beginning(sessions)
    await privacy.forget_person(sessions, BEN, AT + timedelta(minutes=3))
    alone = await from_the_beginning(sessions)

    assert causes(room) == {1: Cause.MORE_TAKE_PART, 2: Cause.NEW_ANSWERS}
    assert causes(pair) == {}
    assert causes(alone)[1] is Cause.SOMEBODY_FORGOTTEN


async def test_a_crux_that_was_settled_before_the_last_digest_is_no_news_to_another_process(debated: Sessions) -> None:
    await cruxes.mark_crux(debated, request(ANA, 1), 1, None, Degree.FULLY)
    await concessions.concede(debated, request(BEN, 2), 1, "")
    await stances.take_stance(debated, request(CY, 3), 1, Answer.AGREE)
    await digests.record_posted_now(debated, await previewed(debated), 901, AT + timedelta(minutes=4))

    ready = await from_the_beginning(debated)

    assert ready.digest.nothing_moved
    assert ready.digest.news.says_nothing


async def test_another_debate_in_the_same_channel_is_not_taken_for_the_first(debated: Sessions) -> None:
    await previewed(debated)
    async with debated.begin() as session:
        await debate_rows.forget(session, CHANNEL)
    for number in range(9):
        await tags.state(debated, request(BEN), TagForm(Kind.CLAIM, f"Other claim {number}"))
    for person, name in ((BEN, "Build"), (ANA, "Wait")):
        await sides.join_side(debated, request(person), name, open_it=True)

    assert await previewed(debated) == await from_the_beginning(debated)


async def test_words_that_were_erased_are_kept_at_hand_no_longer(debated: Sessions) -> None:
    await previewed(debated)
    assert debated.looks.newest(CHANNEL) is not None

    await privacy.forget_person(debated, BEN, AT + timedelta(minutes=1))

    assert debated.looks.newest(CHANNEL) is None


async def test_words_that_another_process_erased_are_dropped_by_the_hour(debated: Sessions) -> None:
    await previewed(debated)
    elsewhere = Sessions(debated.bind)
    await stances.take_stance(elsewhere, request(CY, 1), 1, Answer.AGREE)
    await retention.forget_passing(debated, AT)
    assert debated.looks.newest(CHANNEL) is not None

    await privacy.forget_person(elsewhere, BEN, AT + timedelta(minutes=1))
    await retention.forget_passing(debated, AT)

    assert debated.looks.newest(CHANNEL) is None
