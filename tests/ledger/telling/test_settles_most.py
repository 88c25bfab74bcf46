"""Which few answers would settle most: what is named does it, once these answers are written, and no fewer do."""

import random
from collections.abc import Iterator

import pytest

from bot.ledger.entries import Answer
from bot.ledger.record import events as e
from bot.ledger.record.events import Change
from bot.ledger.standing.counts import counted
from bot.ledger.standing.settling import is_settled, is_settled_further, settles_for_good
from bot.ledger.standing.standing import standing
from bot.ledger.telling.settles_most import SettlesMost, newcomers, settles_most, would_settle
from tests.ledger.telling.debates import at_random, claim, line_of, opened, written

AGREE, DISAGREE, UNSURE = Answer


def most(changes: list[Change]) -> SettlesMost | None:
    return settles_most(standing(written(changes)))


def as_named(changes: list[Change], named: SettlesMost, kinds: dict[int, Answer]) -> list[Change]:
    """The debate once these answers are given: by members who have not answered, then by people who join for it."""
    ledger = written(changes)
    now, answered = standing(ledger), counted(ledger).answered
    side = now.sides[named.side or 0]
    changes, newest = list(changes), max(ledger.participants)
    for number in named.entries:
        silent = [person for person in sorted(side.people & answered) if (number, person) not in ledger.stances]
        joining = range(newest + 1, newest + 1 + max(0, named.answers - len(silent)))
        for person in joining:
            if not any(isinstance(change, e.ParticipantMet) and change.person == person for change in changes):
                changes.append(e.ParticipantMet(person, str(person), None))
                changes += [e.SideJoined(person, side.number)] if side.number is not None else []
        changes += [e.StanceTaken(number, who, 1, kinds[number]) for who in [*silent, *joining][: named.answers]]
    return changes


@pytest.mark.parametrize("sides", [0, 2, 3])
@pytest.mark.parametrize("seed", range(40))
def test_the_answers_named_settle_all_the_entries_named(seed: int, sides: int) -> None:
    changes = at_random(random.Random(seed), sides)
    now, named = standing(written(changes)), most(changes)
    wanted = {line.entry.number: found for line in now.entries if (found := would_settle(now, line)) is not None}
    for_good = {n: found for n, found in wanted.items() if settles_for_good(line_of(written(changes), n).tallies)}
    if named is None:
        assert not any(found.by_one_side for found in wanted.values())
        return

    kinds = {
        number: min(need.kinds)
        for number in named.entries
        for need in wanted[number].by_one_side
        if need.side == (named.side or 0)
    }
    after = written(as_named(changes, named, kinds))

    assert named.for_good == any(found.by_one_side for found in for_good.values())
    rivals = for_good if named.for_good else wanted
    assert named.answers == min(found.answers for found in rivals.values() if found.by_one_side)
    for number in named.entries:
        stands = line_of(after, number).tallies
        assert is_settled_further(line_of(written(changes), number).tallies, stands)
        assert is_settled(stands) or not named.for_good


def two_against_three() -> Iterator[Change]:
    """Two of A and three of B, who have all answered #1 to #3; then A claims #4, #5 and B claims #6."""
    yield from opened(5, 2)
    yield from (e.SideJoined(n, 1 if n < 3 else 2) for n in range(1, 6))
    for number in (1, 2, 3):
        yield from claim(number, 1)
        yield from (e.StanceTaken(number, n, 1, AGREE) for n in range(2, 6))
    for number, author in ((4, 1), (5, 2), (6, 3)):
        yield from claim(number, author)


def test_the_side_for_which_they_are_most_entries_is_named() -> None:
    """One more of A shows where A stands on what it has claimed; of B, it is one of three."""
    changes = list(two_against_three())

    assert most(changes) == SettlesMost(0, 1, (4, 5), for_good=False)


def test_what_is_settled_for_good_goes_first_though_it_takes_more_answers() -> None:
    """A accepts #4: two of B's three then settle it."""
    changes = [*two_against_three(), e.StanceTaken(4, 2, 1, AGREE)]

    assert most(changes) == SettlesMost(1, 2, (4,))


def test_many_entries_are_named_in_part_and_counted() -> None:
    changes = [*opened(2, 2), e.SideJoined(1, 1), e.SideJoined(2, 2)]
    for number in range(1, 9):
        changes += claim(number, 1)

    assert most(changes) == SettlesMost(1, 1, (1, 2, 3, 4, 5), 3)


def test_nothing_is_asked_for_of_what_is_settled_or_set_aside() -> None:
    changes = [*opened(2, 2), e.SideJoined(1, 1), e.SideJoined(2, 2), *claim(1, 1), e.StanceTaken(1, 2, 1, DISAGREE)]
    changes += [*claim(2, 1), e.EntryParked(2, 1)]

    assert most(changes) is None
    assert would_settle(standing(written(changes)), line_of(written(changes), 1)) is None
    assert would_settle(standing(written(changes)), line_of(written(changes), 2)) is None


def test_in_a_room_anybody_can_answer() -> None:
    changes = [*opened(4, 0), *claim(1, 1), e.StanceTaken(1, 2, 1, AGREE), e.StanceTaken(1, 3, 1, DISAGREE)]
    changes += [*claim(2, 2), *claim(3, 3), *claim(4, 4)]

    assert most(changes) == SettlesMost(None, 1, (1,))


def test_of_two_people_who_have_both_answered_nobody_is_asked() -> None:
    changes = [*opened(2, 0), *claim(1, 1), e.StanceTaken(1, 2, 1, UNSURE)]

    assert most(changes) is None
    assert most([*changes, *claim(2, 1)]) == SettlesMost(1, 1, (2,))


def test_who_would_have_to_join_a_side_is_counted() -> None:
    changes = [*opened(3, 2), e.SideJoined(1, 1), e.SideJoined(2, 2), e.SideJoined(3, 2), *claim(1, 1)]
    changes += [e.StanceTaken(1, 2, 1, UNSURE)]
    ledger = written(changes)
    now, line = standing(ledger), line_of(ledger, 1)

    (need,) = getattr(would_settle(now, line), "by_one_side", ())

    # One of the two has answered: the other one, and two who are not on the side yet, can make it three of four.
    assert (need.side, need.answers, need.joining, newcomers(now, line, need)) == (1, 2, 2, 1)
