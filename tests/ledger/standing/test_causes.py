"""Why an entry stands elsewhere than at the last digest: the true cause, and exactly one."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ledger.entries import Answer, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.standing.causes import Cause, decided_one_by_one
from bot.ledger.standing.counts import counted, participants
from bot.ledger.standing.moves import ClassMove, moves
from bot.ledger.standing.verdicts import StandingClass
from tests.ledger.standing.test_standing import Book
from tests.transcript import before_and_now

SIDED = """
sides Build / Wait
ana joins Build
ben joins Wait
cy joins Wait
"""


def shifts(text: str) -> list[ClassMove]:
    return list(moves(*before_and_now(text)).classes)


@pytest.mark.parametrize(
    ("story", "before", "after", "cause"),
    [
        pytest.param(
            "ana claim  X\nben disagrees #1\ndigest\nben agrees #1",
            StandingClass.DIVERGING,
            StandingClass.COMMON_GROUND,
            Cause.SIDES_MOVED,
            id="a side moved",
        ),
        pytest.param(
            "ana claim  X\ndigest\nben claim  Y",
            StandingClass.ROOM_HOLDS,
            StandingClass.ONE_SIDED,
            Cause.MORE_TAKE_PART,
            id="the second person makes two sides of the room",
        ),
        pytest.param(
            "ana claim  X\nben disagrees #1\ndigest\ncy agrees #1",
            StandingClass.DIVERGING,
            StandingClass.ROOM_HOLDS,
            Cause.NEW_ANSWERS,
            id="a third person's answer makes a room of two",
        ),
        pytest.param(
            "ana claim  X\nben claim  Y\ndigest\nben agrees #1",
            StandingClass.ONE_SIDED,
            StandingClass.COMMON_GROUND,
            Cause.NEW_ANSWERS,
            id="new answers",
        ),
        pytest.param(
            "ana claim  X\nben agrees #1\ndigest\nana rewords #1  Z",
            StandingClass.COMMON_GROUND,
            StandingClass.ONE_SIDED,
            Cause.NEW_WORDING,
            id="new wording",
        ),
        pytest.param(
            SIDED + "ana claim  X\nben disagrees #1\ndigest\nben leaves",
            StandingClass.DIVERGING,
            StandingClass.ONE_SIDED,
            Cause.PEOPLE_CHANGED_SIDES,
            id="somebody left a side",
        ),
        pytest.param(
            SIDED + "ana claim  X\nben agrees #1\ncy disagrees #1\ndigest\ncy joins Build",
            StandingClass.ONE_SIDED,
            StandingClass.ONE_SIDED,
            None,
            id="somebody changed the side, and nothing turned",
        ),
        pytest.param(
            SIDED + "dan joins Build\nana claim  X\ndan agrees #1\nben agrees #1\ncy disagrees #1\ndigest\ncy leaves",
            StandingClass.ONE_SIDED,
            StandingClass.COMMON_GROUND,
            Cause.PEOPLE_CHANGED_SIDES,
            id="who disagreed left a side",
        ),
        pytest.param(
            SIDED + "ana claim  X\nben agrees #1\ncy disagrees #1\ndigest\ncy is forgotten",
            StandingClass.ONE_SIDED,
            StandingClass.COMMON_GROUND,
            Cause.SOMEBODY_FORGOTTEN,
            id="who disagreed was forgotten",
        ),
        pytest.param(
            SIDED + "ana claim  X\nben agrees #1\ndigest\ncy claim  Y\ndan joins Wait\ndan claim  Z",
            StandingClass.COMMON_GROUND,
            StandingClass.ONE_SIDED,
            Cause.MORE_TAKE_PART,
            id="more of the side take part",
        ),
        pytest.param(
            SIDED + "ana claim  X\nben agrees #1\ncy claim  Y\ndigest\ncy withdraws #2",
            StandingClass.ONE_SIDED,
            StandingClass.COMMON_GROUND,
            Cause.FEWER_TAKE_PART,
            id="what was answered beside it was withdrawn",
        ),
        pytest.param(
            "ana claim  X\nben disagrees #1\ndigest\nsides Build / Wait\nana joins Build\nben joins Build",
            StandingClass.DIVERGING,
            StandingClass.UNTESTED,
            Cause.SIDES_CHANGED,
            id="sides were opened",
        ),
        pytest.param(
            "ana claim  X\nben disagrees #1\ndigest\ncy claim  Y",
            StandingClass.DIVERGING,
            StandingClass.CONTESTED,
            Cause.MORE_TAKE_PART,
            id="a third person makes a room of two",
        ),
    ],
)
def test_each_cause_is_told_as_what_it_is(
    story: str, before: StandingClass, after: StandingClass, cause: Cause | None
) -> None:
    told = {shift.entry.number: (shift.before, shift.after, shift.cause) for shift in shifts(story)}

    assert told.get(1) == (None if cause is None else (before, after, cause))


PEOPLE, ENTRIES, SIDES = range(1, 6), range(1, 4), range(1, 4)
_person, _entry, _side = st.sampled_from(PEOPLE), st.sampled_from(ENTRIES), st.sampled_from(SIDES)
_doings = st.lists(
    st.one_of(
        st.tuples(st.just("answers"), _person, _entry, st.sampled_from(Answer)),
        st.tuples(st.just("takes back"), _person, _entry),
        st.tuples(st.just("joins"), _person, _side),
        st.tuples(st.just("leaves"), _person),
        st.tuples(st.just("is forgotten"), _person),
        st.tuples(st.just("counts"), _person, st.booleans()),
        st.tuples(st.just("opens"), _side),
        st.tuples(st.just("are merged"), _side, _side),
        st.tuples(st.just("withdraws"), _entry),
        st.tuples(st.just("rewords"), _entry),
    ),
    max_size=14,
)


class _History:
    """Doings as changes; what cannot be done then is passed over."""

    def __init__(self) -> None:
        self.book = Book(*(f"p{number}" for number in PEOPLE)).claim(1, 1).claim(2, 2).claim(3, 1)
        self.gone: set[int] = set()

    def goes_on(self, doings: list[tuple[object, ...]]) -> Ledger:
        for doing in doings:
            self.book.write(*self._changes(doing))
        return self.book.ledger()

    def _changes(self, doing: tuple[object, ...]) -> tuple[Change, ...]:
        ledger = self.book.ledger()
        match doing:
            case ("answers", int(person), int(entry), Answer() as answer) if person not in self.gone:
                stands = ledger.entries[entry]
                return (e.StanceTaken(entry, person, stands.wording.number, answer),) if stands.asks_for_stances else ()
            case ("takes back", int(person), int(entry)) if (
                person not in self.gone and (entry, person) in ledger.stances
            ):
                return (e.StanceWithdrawn(entry, person),)
            case ("joins", int(person), int(side)) if person not in self.gone and side in ledger.sides:
                return (e.SideJoined(person, side),)
            case ("leaves", int(person)) if person not in self.gone:
                return (e.SideLeft(person),)
            case ("is forgotten", int(person)) if person not in self.gone:
                self.gone.add(person)
                return (e.PersonForgotten(person),)
            case ("counts", int(person), bool(counts)) if person not in self.gone:
                return (e.ParticipantCounted(person, counts),)
            case ("opens", int(side)) if side not in ledger.sides | ledger.former_sides:
                return (e.SideNamed(side, f"side {side}"),)
            case ("are merged", int(side), int(into)) if side != into and {side, into} <= ledger.sides.keys():
                return (e.SidesMerged(side, into),)
            case ("withdraws", int(entry)) if ledger.entries[entry].status is Status.LIVE:
                return (e.EntryWithdrawn(entry),)
            case ("rewords", int(entry)) if ledger.entries[entry].status is Status.LIVE:
                number = ledger.entries[entry].wording.number + 1
                return (e.EntryReworded(entry, number, f"Wording {number}"),)
        return ()


def _new_answers(before: Ledger, now: Ledger, entry: int) -> set[int]:
    then = {key: stance.wording for key, stance in before.stances.items()}
    answers = (stance for key, stance in now.stances.items() if then.get(key) != stance.wording)
    return {stance.person for stance in answers if stance.entry == entry and not now.is_forgotten(stance.person)}


def _changed_answers(before: Ledger, now: Ledger, entry: int) -> set[int]:
    both = ((key, then, now.stances.get(key)) for key, then in before.stances.items())
    return {
        p for (number, p), then, after in both if number == entry and (not after or then.answer is not after.answer)
    }


def _can_be(cause: Cause, before: Ledger, now: Ledger, entry: int) -> bool:
    """Whether what is told as the cause happened at all."""
    then, here = counted(before), counted(now)
    sides = ((before.participants[number].side, person.side) for number, person in now.participants.items())
    match cause:
        case Cause.NEW_WORDING:
            return before.entries[entry].wording != now.entries[entry].wording
        case Cause.SIDES_MOVED | Cause.ANSWERS_CHANGED:
            return bool(_changed_answers(before, now, entry))
        case Cause.NEW_ANSWERS:
            return bool(_new_answers(before, now, entry))
        case Cause.SOMEBODY_FORGOTTEN:
            return any(now.is_forgotten(p) and not before.is_forgotten(p) for p in PEOPLE)
        case Cause.OTHERS_COUNT:
            return any(now.participants[p].uncounted is not before.participants[p].uncounted for p in PEOPLE)
        case Cause.MORE_TAKE_PART:
            return bool(here.answered - then.answered or here.present - then.present)
        case Cause.FEWER_TAKE_PART:
            return bool(then.answered - here.answered or participants(before) - participants(now))
        case Cause.PEOPLE_CHANGED_SIDES:
            return any(side_then != side for side_then, side in sides)
        case Cause.SIDES_MERGED:
            return bool(before.sides.keys() - now.sides.keys())
        case Cause.SIDES_CHANGED:
            return before.sides != now.sides


def _as_counted(look: Ledger, people: Collection[int], other: Ledger) -> Ledger:
    """The look as the store makes it: with stances one by one only where they changed, or are of these people."""
    alone = {
        key: stance for key, stance in look.stances.items() if key[1] in people or other.stances.get(key) != stance
    }
    return replace(look, counted=counted(look), stances=alone)


@settings(max_examples=100, deadline=None)
@given(_doings, _doings)
def test_whatever_happens_the_cause_happened_and_a_counted_look_says_the_same(
    first: list[tuple[object, ...]], then: list[tuple[object, ...]]
) -> None:
    history = _History()
    before, now = history.goes_on(first), history.goes_on(then)

    told = moves(before, now)

    for shift in told.classes:
        assert _can_be(shift.cause, before, now, shift.entry.number), shift
    people = decided_one_by_one(before, now)
    assert moves(_as_counted(before, people, now), _as_counted(now, people, before)).classes == told.classes
