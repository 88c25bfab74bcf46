"""What moved between two digests, and what did not."""

from dataclasses import replace

from bot.ledger.entries import Answer
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.moves import Moves, moves
from bot.ledger.standing.verdicts import StandingClass
from tests.transcript import before_and_now, events_of

SIDED = """
sides Build / Wait
ana joins Build
ben joins Wait
cy joins Wait
"""


def moved(text: str) -> Moves:
    return moves(*before_and_now(text))


def test_a_mind_that_changed_is_told_with_its_side() -> None:
    told = moved("ana  claim  Rents fall\nben disagrees #1\ndigest\nben agrees #1")

    assert [(move.person, move.entry.number) for move in told.people] == [(2, 1)]
    (shift,) = told.classes
    assert (shift.after, shift.cause, shift.sides) == (StandingClass.COMMON_GROUND, Cause.SIDES_MOVED, (1,))


def test_an_answer_to_a_new_wording_is_a_new_answer_and_no_change_of_mind() -> None:
    told = moved("ana  claim  Rents fall\nben agrees #1\ndigest\nana  rewords #1  Rents halve\nben disagrees #1")

    assert told.people == ()
    assert told.answers == 1
    (shift,) = told.classes
    assert (shift.before, shift.after) == (StandingClass.COMMON_GROUND, StandingClass.DIVERGING)
    assert (shift.cause, shift.sides) == (Cause.NEW_WORDING, ())


def test_a_stance_that_waited_over_a_digest_is_news_once_it_is_taken_again() -> None:
    told = moved(
        SIDED
        + """
        ana  claim  Rents fall
        ben agrees #1
        cy disagrees #1
        ana  rewords #1  Rents fall slowly
        ben agrees #1
        digest
        cy disagrees #1
        """
    )

    assert (told.answers, told.people) == (1, ())
    assert not told.nothing


def test_an_authors_own_stance_on_a_new_entry_is_no_new_answer() -> None:
    told = moved("ana  claim  Rents fall\nben agrees #1\ndigest\nana  claim  Wages rise\nana  rewords #1  Rents halve")

    assert [entry.number for entry in told.entries] == [2]
    assert told.answers == 0


def test_a_concession_is_told_once_and_not_as_an_answer_too() -> None:
    told = moved("ana  claim  Rents fall\nben  claim  Wages rise\ndigest\nben  concedes #1  You are right")

    assert [entry.number for entry in told.concessions] == [3]
    assert told.answers == 0


def test_whoever_does_not_count_has_conceded_nothing_and_not_moved() -> None:
    text = SIDED + "ana  claim  Rents fall\nben disagrees #1\ncy disagrees #1\ndigest\nben  concedes #1  You are right"
    before, now = (_without(2, ledger) for ledger in before_and_now(text) if ledger is not None)

    told = moves(before, now)

    assert (told.concessions, told.people, told.answers, told.classes) == ((), (), 0, ())


def _without(person: int, ledger: Ledger) -> Ledger:
    """The ledger, with somebody in it whose answers do not count."""
    outside = replace(ledger.participants[person], uncounted=True)
    return replace(ledger, participants={**ledger.participants, person: outside})


def test_ten_points_of_credence_are_a_move_and_nine_are_none() -> None:
    start = "ana  claim  Rents fall\nben agrees #1 60%\ndigest\n"

    assert [move.person for move in moved(start + "ben agrees #1 70%").people] == [2]
    assert moved(start + "ben agrees #1 69%").nothing


def test_what_is_parked_is_left_out() -> None:
    told = moved("ana  claim  Rents fall\nben disagrees #1\ndigest\nana parks #1\nana  claim  Wages rise\nana parks #2")

    assert (told.classes, told.entries) == ((), ())
    assert not told.nothing


def test_of_two_sides_of_one_name_only_the_one_that_moved_is_told() -> None:
    start = [*events_of(SIDED + "ana  claim  Rents fall\nben disagrees #1\ncy disagrees #1")]
    named_alike = [*start, written(start, e.SideRenamed(2, "Build"))]
    before = replay(named_alike)
    now = replay([*named_alike, *(written(named_alike, e.StanceTaken(1, p, 1, Answer.AGREE, None), p) for p in (2, 3))])

    (shift,) = moves(before, now).classes

    assert (shift.cause, shift.sides) == (Cause.SIDES_MOVED, (1,))


def test_where_sides_are_merged_it_is_said_so_and_nobody_is_told_to_have_changed_theirs() -> None:
    text = """
    sides Build / Wait / Later
    ana joins Build
    ben joins Wait
    cy joins Later
    ana  claim  Rents fall
    ben agrees #1
    cy disagrees #1
    """
    start = events_of(text)
    before, now = replay(start), replay([*start, written(start, e.SidesMerged(3, 2))])

    (shift,) = moves(before, now).classes

    assert (shift.before, shift.after) == (StandingClass.DIVERGING, StandingClass.ONE_SIDED)
    assert shift.cause is Cause.SIDES_MERGED


def written(after: list[Event], change: Change, actor: int = 1) -> Event:
    last = after[-1]
    return Event(last.debate, last.sequence + 1, last.at, actor, change)
