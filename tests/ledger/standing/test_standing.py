"""Where entries stand, what the disagreement turns on, and what moved: on small debates written as events."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger.entries import Answer, Degree, Kind, Scope
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.causes import Cause
from bot.ledger.standing.counts import sides_of
from bot.ledger.standing.cruxes import CruxState, crux_findings
from bot.ledger.standing.moves import moves
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass, Tally
from bot.ledger.telling.card import card
from bot.ledger.telling.digest import compose
from bot.ledger.telling.lines import SectionKind
from bot.ledger.telling.overview import overview
from bot.render.front_ends import TERMINAL
from bot.words.digest import said
from tests.transcript import debate, events_of

START = datetime(2026, 1, 1, tzinfo=UTC)
AGREE, DISAGREE, UNSURE = Answer


class Book:
    """A debate that is written one change after the other."""

    def __init__(self, *people: str, sides: tuple[str, ...] = ()) -> None:
        self.changes: list[e.Change] = [e.DebateOpened(1, True, "Should we build?")]
        self.changes += [e.ParticipantMet(n, str(n), name) for n, name in enumerate(people, start=1)]
        self.changes += [e.SideNamed(n, name) for n, name in enumerate(sides, start=1)]

    def write(self, *changes: e.Change) -> "Book":
        self.changes += changes
        return self

    def claim(self, entry: int, author: int, *answers: tuple[int, Answer]) -> "Book":
        self.write(e.EntryTagged(entry, Kind.CLAIM, author, author, False, statement=f"Statement {entry}"))
        return self.answers(entry, (author, AGREE), *answers)

    def answers(self, entry: int, *answers: tuple[int, Answer], wording: int = 1) -> "Book":
        return self.write(*(e.StanceTaken(entry, person, wording, answer) for person, answer in answers))

    def ledger(self) -> Ledger:
        return replay(
            Event(1, n, START + timedelta(minutes=n), 1, change) for n, change in enumerate(self.changes, start=1)
        )


def classes(ledger: Ledger) -> dict[int, StandingClass | None]:
    return {line.entry.number: line.cls for line in standing(ledger).entries}


def states(ledger: Ledger) -> dict[int, CruxState]:
    return {finding.entry.number: finding.state for finding in crux_findings(ledger, standing(ledger))}


def test_with_no_declared_side_two_participants_are_a_side_each() -> None:
    book = Book("ana", "ben", "a reader").claim(1, 1, (2, DISAGREE))

    assert [side.name for side in sides_of(book.ledger())] == ["ana", "ben"]
    assert classes(book.ledger()) == {1: StandingClass.DIVERGING}
    (room,) = sides_of(book.answers(1, (3, AGREE)).ledger())
    assert (room.name, room.number, room.people) == (None, None, {1, 2, 3})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("agree agree agree", StandingClass.ROOM_HOLDS),
        ("disagree disagree disagree", StandingClass.ROOM_REJECTS),
        ("agree agree disagree", StandingClass.ROOM_HOLDS),
        ("agree agree disagree disagree", StandingClass.CONTESTED),
        ("agree disagree unsure", StandingClass.CONTESTED),
        ("unsure unsure unsure", StandingClass.OPEN),
        ("agree unsure unsure", StandingClass.OPEN),
        ("agree agree agree disagree disagree", StandingClass.CONTESTED),
    ],
)
def test_without_sides_any_other_number_of_people_than_two_is_one_room(answers: str, expected: StandingClass) -> None:
    people = list(enumerate((Answer(word) for word in answers.split()), start=1))
    book = Book(*(f"p{person}" for person, _ in people)).claim(1, 1).answers(1, *people)
    now = standing(book.ledger())
    (line,) = now.entries

    assert (now.is_room, now.unsided, line.cls) == (True, (), expected)
    assert line.tallies[0].members == line.tallies[0].answers == len(people)


def test_a_room_is_heard_as_a_side_is_and_one_person_is_a_room_too() -> None:
    book = Book(*(f"p{n}" for n in range(1, 8))).claim(1, 1)
    alone = classes(book.ledger())
    for person in range(2, 8):
        book.claim(person, person)

    assert alone == {1: StandingClass.ROOM_HOLDS}
    assert classes(book.answers(1, (2, AGREE)).ledger())[1] is StandingClass.UNTESTED
    assert standing(Book("a reader").ledger()).is_room


def test_a_third_person_makes_a_pair_a_room_and_erases_no_answer() -> None:
    book = Book("ana", "ben", "cy").claim(1, 1, (2, DISAGREE)).claim(2, 1, (2, AGREE))
    now = standing(book.answers(2, (3, AGREE)).ledger())

    assert {line.entry.number: line.cls for line in now.entries} == {
        1: StandingClass.CONTESTED,
        2: StandingClass.ROOM_HOLDS,
    }
    assert [line.tallies for line in now.entries] == [(Tally(3, 0, 0, 3),), (Tally(1, 1, 0, 3),)]


def test_a_room_orders_what_it_holds_by_consensus_and_what_it_contests_by_the_minority() -> None:
    book = Book(*(f"p{n}" for n in range(1, 7)))
    book.claim(1, 1, (2, DISAGREE), (3, UNSURE)).claim(2, 1, (2, AGREE), (3, DISAGREE), (4, DISAGREE))
    book.claim(3, 1, (2, AGREE), (3, AGREE), (4, AGREE), (5, DISAGREE))
    book.claim(4, 1, *((n, AGREE) for n in range(2, 7)))
    ranked = [(line.entry.number, line.cls) for line in standing(book.ledger()).entries]

    assert ranked == [
        (4, StandingClass.ROOM_HOLDS),
        (3, StandingClass.ROOM_HOLDS),
        (2, StandingClass.CONTESTED),
        (1, StandingClass.CONTESTED),
    ]


def test_a_side_without_members_takes_no_part_while_two_others_have_some() -> None:
    book = Book("ana", "ben", "cy", "dan", sides=("Yes", "No", "lol"))
    book.write(e.SideJoined(1, 1), e.SideJoined(2, 1)).claim(1, 1, (2, AGREE), (3, AGREE), (4, AGREE))
    waits_for_two = standing(book.ledger())
    book.write(e.SideJoined(3, 2), e.SideJoined(4, 2))
    common = standing(book.ledger())
    passer_by = book.write(e.SideJoined(4, 3)).ledger()
    left = book.write(e.SideLeft(4)).ledger()

    assert [side.number for side in waits_for_two.sides] == [1, 2, 3]
    assert waits_for_two.entries[0].cls is StandingClass.ONE_SIDED
    assert [(side.number, side.name) for side in common.sides] == [(1, "Yes"), (2, "No")]
    assert common.entries[0].cls is StandingClass.COMMON_GROUND
    assert [side.number for side in standing(passer_by).sides] == [1, 2, 3]
    assert [side.number for side in standing(left).sides] == [1, 2]
    assert classes(left) == {1: StandingClass.COMMON_GROUND}


STUFFED = """
sides Build / Wait
ana joins Build
ben joins Wait
ana  crux  Zoning is what holds us back
ben  disagrees #1
ana  marks #1
ben  marks #1
ana  claim  Rents fall
ben  claim  Streets fill
ana  disagrees #3
"""
BALLOT = """
eve joins Wait
eve agrees #1
eve marks #1
eve agrees #2
eve disagrees #3
eve is forgotten
"""


@pytest.mark.parametrize("sided", [True, False], ids=["with sides", "without sides"])
def test_whoever_votes_and_is_forgotten_five_times_has_changed_nothing(sided: bool) -> None:
    start = "\n".join(line for line in STUFFED.splitlines() if sided or not ("joins" in line or "sides" in line))
    ballot = "\n".join(line for line in BALLOT.splitlines() if sided or "joins" not in line)
    before, after = debate(start), debate(start + ballot * 5)

    assert standing(after) == standing(before)
    assert crux_findings(after, standing(after)) == crux_findings(before, standing(before))
    assert compose(after, None, START) == compose(before, None, START)
    assert card(after) == card(before)
    assert overview(after, START) == overview(before, START)
    assert classes(debate(start + ballot.replace("eve is forgotten", ""))) != classes(before)


def test_an_earlier_moment_still_counts_whoever_was_forgotten_later() -> None:
    events = events_of(STUFFED + BALLOT)
    forgetting = next(event.sequence for event in events if isinstance(event.change, e.PersonForgotten))

    earlier = standing(replay(events[: forgetting - 1]))

    assert [sorted(side.people) for side in earlier.sides] == [[1], [2, 3]]
    assert [sorted(side.people) for side in standing(replay(events)).sides] == [[1], [2]]


def test_those_on_no_side_count_for_none_and_are_counted_apart() -> None:
    book = Book("ana", "ben", "cy", sides=("Yes", "No")).write(e.SideJoined(1, 1), e.SideJoined(2, 2))
    ledger = book.claim(1, 1, (2, AGREE), (3, DISAGREE)).ledger()

    assert classes(ledger) == {1: StandingClass.COMMON_GROUND}
    assert standing(ledger).unsided == (3,)
    assert compose(ledger, None, START).unsided == 1


def test_a_rewording_waits_for_assent_again_and_the_author_goes_with_their_own_words() -> None:
    book = Book("ana", "ben").claim(1, 1, (2, AGREE))
    book.write(e.EntryReworded(1, 2, "Another statement")).answers(1, (1, AGREE), wording=2)

    (line,) = standing(book.ledger()).entries

    assert line.cls is StandingClass.ONE_SIDED
    assert line.waiting == (2,)
    assert line.tallies[1].members == 1
    assert classes(book.answers(1, (2, DISAGREE), wording=2).ledger()) == {1: StandingClass.DIVERGING}


def test_proposals_concessions_and_what_was_taken_back_are_not_classed() -> None:
    book = Book("ana", "ben").claim(1, 1, (2, AGREE)).claim(2, 1).write(e.EntryWithdrawn(2))
    book.write(e.EntryTagged(3, Kind.CLAIM, 1, 2, True, statement="Proposed"))
    book.write(
        e.EntryTagged(
            4,
            Kind.CONCESSION,
            2,
            2,
            False,
            concedes=1,
            scope=Scope.POINT,
            conceded_answer=AGREE,
            statement="You are right",
        )
    )

    assert classes(book.ledger()) == {1: StandingClass.COMMON_GROUND, 3: None, 4: None}


def test_a_crux_named_by_opposed_people_of_both_sides_is_double_and_settled_once_they_agree() -> None:
    book = Book("ana", "ben").claim(1, 1, (2, DISAGREE)).write(e.CruxMarked(1, 1, None, Degree.FULLY))
    one = states(book.ledger())
    both = states(book.write(e.CruxMarked(1, 2, None, Degree.FULLY)).ledger())
    settled = states(book.answers(1, (2, AGREE)).ledger())

    assert (one, both, settled) == ({1: CruxState.MARKED}, {1: CruxState.DOUBLE}, {1: CruxState.SETTLED})


def test_a_crux_of_too_few_is_only_a_possible_double_crux() -> None:
    people = [f"p{n}" for n in range(1, 9)]
    book = Book(*people, sides=("Yes", "No")).write(*(e.SideJoined(n, 1 if n <= 4 else 2) for n in range(1, 9)))
    book.claim(1, 1, (5, DISAGREE), (2, AGREE), (6, DISAGREE))
    book.write(e.CruxMarked(1, 1, None, Degree.FULLY), e.CruxMarked(1, 5, None, Degree.FULLY))
    few = states(book.ledger())
    enough = states(
        book.write(e.CruxMarked(1, 2, None, Degree.PARTLY), e.CruxMarked(1, 6, None, Degree.FULLY)).ledger()
    )

    assert few == {1: CruxState.POSSIBLE}
    assert enough == {1: CruxState.DOUBLE}


def test_a_crux_for_another_entry_needs_people_opposed_on_both() -> None:
    book = Book("ana", "ben").claim(1, 1, (2, DISAGREE)).claim(2, 1, (2, DISAGREE))
    book.write(e.CruxMarked(2, 1, 1, Degree.FULLY), e.CruxMarked(2, 2, 1, Degree.FULLY))
    opposed = states(book.ledger())
    no_more = states(book.answers(1, (2, UNSURE)).ledger())

    assert (opposed, no_more) == ({2: CruxState.DOUBLE}, {2: CruxState.MARKED})


def test_whoever_was_there_before_moves_and_whoever_comes_new_only_answers() -> None:
    people = ["ana", "ben", "cy"]
    book = Book(*people, sides=("Yes", "No")).write(e.SideJoined(1, 1), e.SideJoined(2, 2), e.SideJoined(3, 2))
    before = book.claim(1, 1, (2, DISAGREE)).ledger()
    changed = moves(before, book.answers(1, (2, AGREE)).ledger())
    later = book.ledger()
    joined = moves(later, book.answers(1, (3, DISAGREE)).ledger())

    (shift,) = changed.classes
    assert (shift.before, shift.after, shift.cause, shift.sides) == (
        StandingClass.DIVERGING,
        StandingClass.COMMON_GROUND,
        Cause.SIDES_MOVED,
        (1,),
    )
    assert [(move.person, move.before.answer, move.after.answer) for move in changed.people] == [(2, DISAGREE, AGREE)]
    (shift,) = joined.classes
    assert (shift.after, shift.cause) == (StandingClass.ONE_SIDED, Cause.NEW_ANSWERS)
    assert joined.people == ()
    assert joined.answers == 1


def test_nothing_moved_between_two_equal_looks() -> None:
    ledger = Book("ana", "ben").claim(1, 1, (2, DISAGREE)).ledger()

    assert moves(ledger, ledger).nothing
    assert not moves(None, ledger).nothing


def test_a_digest_leaves_out_what_is_parked_and_says_when_sides_are_not_equally_sure() -> None:
    book = Book("ana", "ben").claim(1, 1, (2, AGREE)).claim(2, 1, (2, DISAGREE)).write(e.EntryParked(2, 1))
    book.write(e.StanceTaken(1, 1, 1, AGREE, 95), e.StanceTaken(1, 2, 1, AGREE, 60))

    digest = compose(book.ledger(), None, START)

    assert [(section.kind, [line.entry for line in section.lines]) for section in digest.sections] == [
        (SectionKind.ACCEPT, [1]),
        (SectionKind.PARKED, [2]),
    ]
    assert said(TERMINAL, digest.sections[0].lines[0]).reason == (
        "A 1 of 1 · B 1 of 1 · not equally sure: A 95 % · B 60 %"
    )


def test_two_senses_of_one_term_are_two_terms() -> None:
    book = Book("ana", "ben").claim(1, 1)
    book.write(
        e.TermDefined(1, 1, 1, term="rent", meaning="what tenants pay"),
        e.TermDefined(2, 2, 2, term="Rent", meaning="all costs"),
    )

    assert compose(book.ledger(), None, START).rest.terms == 2
