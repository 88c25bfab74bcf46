"""Which entries somebody is to answer next: compared with a ledger in which they have answered."""

import random
from collections.abc import Iterator, Mapping

import pytest

from bot.ledger.entries import Answer
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.standing.settling import is_settled_further
from bot.ledger.standing.standing import standing
from bot.ledger.telling.next_entries import NextEntries, next_entries
from tests.ledger.telling.debates import at_random, claim, line_of, opened, written

AGREE, DISAGREE, UNSURE = Answer
MANY = 100


def answered_by(ledger: Ledger, person: int) -> Mapping[int, int]:
    return {stance.entry: stance.wording for stance in ledger.stances.values() if stance.person == person}


def next_for(changes: list[Change], person: int, *skipped: int, most: int = MANY) -> NextEntries:
    ledger = written(changes)
    return next_entries(ledger, standing(ledger), person, answered_by(ledger, person), skipped, most)


def settled_by(changes: list[Change], person: int) -> Iterator[tuple[int, frozenset[Answer]]]:
    """The entries that an answer of a person settles, and which answers do, by writing each of them."""
    ledger = written(changes)
    for number in ledger.entries.keys() - answered_by(ledger, person).keys():
        before = line_of(ledger, number).tallies
        after = {a: written([*changes, e.StanceTaken(number, person, 1, a)]) for a in Answer}
        kinds = frozenset(a for a in Answer if is_settled_further(before, line_of(after[a], number).tallies))
        if kinds:
            yield number, kinds


@pytest.mark.parametrize("sides", [0, 2, 3])
@pytest.mark.parametrize("seed", range(25))
def test_what_one_answer_settles_is_what_stands_more_settled_once_it_is_written(seed: int, sides: int) -> None:
    changes = at_random(random.Random(seed), sides)
    ledger = written(changes)
    taking_part = len(standing(ledger).sides[0].people) if standing(ledger).is_room else MANY

    for person in ledger.participants:
        found = next_for(changes, person).entries
        settled = dict(settled_by(changes, person))
        if taking_part >= 3:
            assert {one.entry.number: one.kinds for one in found if one.answers == 1} == settled
            assert all(one.answers == 1 for one in found) or not settled


def test_the_nearest_is_shown_where_no_single_answer_settles_any() -> None:
    changes = [*opened(8, 2), *(e.SideJoined(n, 1 if n < 5 else 2) for n in range(1, 9))]
    for number in (1, 2):
        changes += claim(number, 1)
    changes += claim(3, 5)
    changes += [e.StanceTaken(1, n, 1, AGREE) for n in (2, 3)]
    changes += [e.StanceTaken(3, n, 1, AGREE) for n in (6, 7, 8)]

    first, *others = next_for(changes, 4).entries

    # A accepts #1, so that only B can settle it further; #2 needs two more of A, #3 three.
    assert (first.entry.number, first.answers) == (2, 2)
    assert [one.entry.number for one in others] == [3, 1]


def test_who_is_on_no_side_is_offered_the_sides() -> None:
    changes = [*opened(3, 2), e.SideJoined(1, 1), e.SideJoined(2, 2), *claim(1, 1)]

    assert [side.name for side in next_for(changes, 3).join] == ["Side 1", "Side 2"]
    assert next_for(changes, 99).join == next_for(changes, 3).join
    assert next_for(changes, 99).entries == ()


def test_the_second_person_makes_a_pair_and_settles_whatever_the_first_one_said() -> None:
    """
    ana  claims #1
    ben  has said nothing so far
    """
    changes = [*opened(2, 0), *claim(1, 1)]

    (one,) = next_for(changes, 2).entries

    assert (one.answers, one.kinds) == (1, {AGREE, DISAGREE})


def test_the_third_person_makes_a_room_of_a_pair() -> None:
    """
    ana  claims #1, ben disagrees: they diverge
    cy   makes it two of three, whichever side they take
    """
    changes = [*opened(3, 0), *claim(1, 1), e.StanceTaken(1, 2, 1, DISAGREE)]

    (one,) = next_for(changes, 3).entries

    assert (one.answers, one.kinds) == (1, {AGREE, DISAGREE})
    for answer in (AGREE, DISAGREE):
        assert line_of(written([*changes, e.StanceTaken(1, 3, 1, answer)]), 1).cls in ("room holds", "room rejects")


def test_in_a_pair_what_both_have_answered_cannot_be_settled_by_either() -> None:
    changes = [*opened(2, 0), *claim(1, 1), *claim(2, 2), e.StanceTaken(1, 2, 1, UNSURE)]

    assert [one.entry.number for one in next_for(changes, 1).entries] == [2]
    assert next_for(changes, 2).entries == ()


def test_what_was_skipped_set_aside_or_erased_is_not_shown() -> None:
    changes = [*opened(2, 0), *(change for number in range(1, 5) for change in claim(number, 1))]
    changes += [e.EntryParked(2, 1), e.EntryWithdrawn(4)]

    assert [one.entry.number for one in next_for(changes, 2).entries] == [1, 3]
    assert [one.entry.number for one in next_for(changes, 2, 1).entries] == [3]
    assert next_for(changes, 2, most=0).entries == ()


def test_a_reworded_entry_is_shown_again_to_whoever_answered_it_before() -> None:
    changes = [*opened(2, 0), *claim(1, 1), e.StanceTaken(1, 2, 1, AGREE), e.EntryReworded(1, 2, "Another statement")]
    changes.append(e.StanceTaken(1, 1, 2, AGREE))

    (one,) = next_for(changes, 2).entries

    assert one.reworded
