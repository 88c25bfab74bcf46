"""What would settle an entry, compared with every allocation of further answers to sides and kinds."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations_with_replacement, count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.entries import Answer
from bot.ledger.standing.settling import Need, answered, answers_to_hold, settling
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict, standing_class, verdict

AGREE, DISAGREE, UNSURE = Answer
EITHER = frozenset({AGREE, DISAGREE})


def answered_in_all(tally: Tally, agree: int, disagree: int, unsure: int) -> Tally:
    """A side after so many further answers: those who have taken part come first."""
    after = Tally(tally.agree + agree, tally.disagree + disagree, tally.unsure + unsure, tally.members)
    return Tally(after.agree, after.disagree, after.unsure, max(after.members, after.answers))


def tallies(members: int) -> list[Tally]:
    """Every way in which a side of at most so many members can have answered."""
    answers = range(members + 1)
    return [Tally(a, d, u, n) for n in answers for a, d, u in product(answers, repeat=3) if a + d + u <= n]


def settled(cls: StandingClass, sides: int) -> int:
    """How settled an entry of that class is."""
    if cls in (StandingClass.UNTESTED, StandingClass.OPEN):
        return 0
    return 1 if cls is StandingClass.ONE_SIDED and sides > 1 else 2


@cache
def verdicts_after(tally: Tally, answers: int) -> frozenset[Verdict]:
    """What a side can make of an entry after so many further answers, of whatever kinds."""
    kinds = ((a, d, answers - a - d) for a in range(answers + 1) for d in range(answers + 1 - a))
    return frozenset(verdict(answered_in_all(tally, *each)) for each in kinds)


def allocations(answers: int, sides: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread so many answers over the sides."""
    if sides == 1:
        yield (answers,)
        return
    for first in range(answers + 1):
        yield from ((first, *others) for others in allocations(answers - first, sides - 1))


def classes_after(sides: tuple[Tally, ...], answers: int) -> set[StandingClass]:
    """Every class that an entry can have after so many further answers."""
    return {
        standing_class(verdicts)
        for spread in allocations(answers, len(sides))
        for verdicts in product(*(verdicts_after(*each) for each in zip(sides, spread, strict=True)))
    }


def now(sides: tuple[Tally, ...]) -> int:
    return settled(standing_class([verdict(side) for side in sides]), len(sides))


def fewest_of_all(sides: tuple[Tally, ...]) -> int | None:
    """The fewest further answers that settle the entry, by trying all."""
    if now(sides) == 2:
        return None
    return next(n for n in count(1) if any(settled(c, len(sides)) > now(sides) for c in classes_after(sides, n)))


def by_one_side_and_kind(sides: tuple[Tally, ...], answers: int) -> dict[int, set[Answer]]:
    """By which side and kind so many answers settle the entry, by trying all."""
    found: dict[int, set[Answer]] = {}
    for side, kind in product(range(len(sides)), Answer):
        after = (*sides[:side], answered(sides[side], kind, answers), *sides[side + 1 :])
        if now(after) > now(sides):
            found.setdefault(side, set()).add(kind)
    return found


def same_as_trying_all(sides: tuple[Tally, ...]) -> None:
    fewest = fewest_of_all(sides)
    found = settling(sides)

    if found is None or fewest is None:
        assert found is fewest, sides
        return
    assert found.answers == fewest, sides
    assert {need.side: set(need.kinds) for need in found.by_one_side} == by_one_side_and_kind(sides, fewest), sides
    for way in found.ways:
        for kinds in product(*(need.kinds for need in way)):
            after = list(sides)
            for need, kind in zip(way, kinds, strict=True):
                after[need.side] = answered(after[need.side], kind, need.answers)
            assert now(tuple(after)) > now(sides), (sides, way)
        assert sum(need.answers for need in way) == fewest, (sides, way)


@pytest.mark.parametrize(("sides", "members"), [(1, 9), (2, 4), (3, 2)])
def test_no_fewer_answers_of_any_sides_and_kinds_settle_an_entry_and_those_named_do(sides: int, members: int) -> None:
    cases = list(combinations_with_replacement(tallies(members), sides))

    for case in cases:
        same_as_trying_all(case)

    assert len(cases) > 400


@given(st.tuples(*(st.sampled_from(tallies(6)) for _ in range(3))))
def test_nor_do_fewer_answers_settle_an_entry_of_three_sides_with_more_members(sides: tuple[Tally, ...]) -> None:
    same_as_trying_all(sides)


@pytest.mark.parametrize("members", range(5))
def test_one_side_and_one_kind_are_enough_where_there_are_two_sides(members: int) -> None:
    for case in product(tallies(members), repeat=2):
        found = settling(case)
        assert found is None or len(found.by_one_side) == len(found.ways) > 0


def test_of_three_sides_it_can_take_an_answer_of_each_of_two() -> None:
    """To reject it, either of the undecided sides would need many more answers than to hold it."""
    leaning = Tally(2, 0, 2, 4)

    found = settling((Tally(1, 0, 0, 1), leaning, leaning))

    assert found is not None
    assert found.answers == 2
    assert found.by_one_side == ()
    assert found.ways == ((Need(1, 1, frozenset({AGREE}), 1), Need(2, 1, frozenset({AGREE}), 1)),)


@given(*(st.integers(0, 40) for _ in range(3)), st.integers(0, 400))
def test_a_large_side_holds_it_after_as_many_answers_as_named_and_not_before(a: int, d: int, u: int, more: int) -> None:
    tally = Tally(a, d, u, a + d + u + more)
    named = answers_to_hold(tally)

    after = [verdict(answered(tally, AGREE, answers)) is Verdict.HOLDS for answers in range(named + 5)]

    assert after == [False] * named + [True] * 5


NOBODY = Tally(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("sides", "answers", "ways"),
    [
        # Nobody has answered: the first answer gives its side a verdict.
        ((NOBODY, NOBODY), 1, {0: EITHER, 1: EITHER}),
        # A holds it; the one person of B has answered other entries.
        ((Tally(1, 0, 0, 1), Tally(0, 0, 0, 1)), 1, {1: EITHER}),
        # Two of three make a side hold or reject.
        ((Tally(3, 0, 0, 3), Tally(0, 0, 0, 3)), 2, {1: EITHER}),
        # One of B agrees already: one more does it, if they agree.
        ((Tally(3, 0, 0, 3), Tally(1, 0, 0, 3)), 1, {1: {AGREE}}),
        # The room: two of three have to agree, and one does.
        ((Tally(1, 0, 0, 3),), 1, {0: {AGREE}}),
        # The room is even: with one more, three against two are not twice as many.
        ((Tally(2, 2, 0, 4),), 2, {0: EITHER}),
        # Four of nine reject it, which is one answer too few: whatever the fifth one is.
        ((Tally(0, 4, 0, 9),), 1, {0: set(Answer)}),
        # Settled: no answer is needed.
        ((Tally(1, 0, 0, 1), Tally(0, 1, 0, 1)), None, {}),
        ((Tally(1, 0, 0, 1), Tally(1, 0, 0, 1)), None, {}),
        ((Tally(2, 0, 0, 2),), None, {}),
    ],
)
def test_what_settles_it(sides: tuple[Tally, ...], answers: int | None, ways: dict[int, set[Answer]]) -> None:
    found = settling(sides)

    assert (found.answers if found else None) == answers
    assert ({need.side: need.kinds for need in found.by_one_side} if found else {}) == ways


def test_of_two_people_who_are_a_side_each_nobody_can_answer_twice() -> None:
    """
    ana  agrees, ben is unsure
    """
    agrees, unsure = Tally(1, 0, 0, 1), Tally(0, 0, 1, 1)

    assert settling((agrees, unsure)) is not None
    assert settling((agrees, unsure), (0, 0)) is None
    assert settling((unsure, unsure), (0, 0)) is None
    assert settling((agrees, NOBODY), (0, 1)) == settling((agrees, NOBODY))


@pytest.mark.parametrize(
    ("silent", "need"),
    [
        (Tally(0, 0, 0, 3), Need(1, 2, EITHER, joining=0)),
        (Tally(2, 0, 2, 4), Need(1, 1, frozenset({AGREE}), joining=1)),
    ],
)
def test_who_has_taken_part_answers_before_the_side_grows(silent: Tally, need: Need) -> None:
    found = settling((Tally(1, 0, 0, 1), silent))

    assert found is not None
    assert found.ways == ((need,),)
