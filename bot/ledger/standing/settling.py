"""What would settle an entry: the fewest further answers after which its class is a more settled one.

Those who have taken part and not answered the entry yet answer first: the side keeps as many members as it has. Whoever
comes after them has answered nothing in the debate so far, and makes the side one larger.

It is enough to look for answers of one kind on a side. Where some answers make a side hold an entry, as many that all
agree do so too: an answer that agrees adds as much to what was heard as any other, and more to the majority. One side
is enough as well, unless there are three or more: then it can take answers of several sides that lean the same way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.ledger.entries import Answer
from bot.ledger.standing.verdicts import MOST_ANSWERS_ASKED, Tally, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Need:
    """So many further answers of a side, by its place; all of them of one kind, which is any of these.

    `joining` is how many of them come from people who have answered nothing in the debate so far.
    """

    side: int
    answers: int
    kinds: frozenset[Answer]
    joining: int


Way = tuple[Need, ...]
"""What is needed together."""


@dataclass(frozen=True, slots=True)
class Settling:
    """The least number of further answers that settle an entry, and the ways to do it with so many.

    Each way is of one side, in the order of the sides; only where there is none of one side, of several.
    """

    answers: int
    ways: tuple[Way, ...]

    @property
    def by_one_side(self) -> tuple[Need, ...]:
        """The ways that take the answers of one side."""
        return tuple(way[0] for way in self.ways if len(way) == 1)


@lru_cache(maxsize=65536)
def settling(tallies: tuple[Tally, ...], most: tuple[int, ...] | None = None) -> Settling | None:
    """What would settle an entry that the sides answered so; None where it is settled, or no answer can settle it.

    Where no side has a verdict, the first one settles it. Where some have, it is settled by what makes two sides have
    opposite verdicts, or all of them the same. `most` is how many can still answer on each side, where nobody new can.
    """
    possible = [way for way in _ways(tallies) if most is None or all(need.answers <= most[need.side] for need in way)]
    if not possible:
        return None
    fewest = min(map(_answers, possible))
    shortest = [way for way in possible if _answers(way) == fewest]
    sides = sorted({way[0].side for way in shortest if len(way) == 1})
    by_one_side = tuple((_of_any_kind(tallies, side, fewest),) for side in sides)
    return Settling(fewest, by_one_side or tuple(shortest))


@lru_cache(maxsize=65536)
def at_least(tallies: tuple[Tally, ...]) -> int:
    """A lower bound of what would settle an entry, which is quickly worked out: some side needs another verdict."""
    unlike = ((tally, wanted) for tally in tallies for wanted in _EITHER if verdict(tally) is not wanted)
    bounds = (_fewest_that_could(tally if wanted is Verdict.HOLDS else tally.mirrored) for tally, wanted in unlike)
    return max(1, min(bounds, default=1))


def _answers(way: Way) -> int:
    return sum(need.answers for need in way)


def _ways(tallies: Sequence[Tally]) -> Iterator[Way]:
    for target in _targets([verdict(tally) for tally in tallies]):
        needs = (_need(tallies[side], side, wanted) for side, wanted in target)
        yield tuple(sorted((need for need in needs if need.answers), key=lambda need: need.side))


Target = tuple[tuple[int, Verdict], ...]
"""Verdicts of some sides, by their places, that would be more settled than it is, whatever the others make of it."""

_EITHER = (Verdict.HOLDS, Verdict.REJECTS)


def _targets(verdicts: Sequence[Verdict]) -> Iterator[Target]:
    sides, so_far = range(len(verdicts)), _settled(verdicts)
    if so_far is Settled.NOT_AT_ALL:
        yield from (((side, wanted),) for side in sides for wanted in _EITHER)
    elif so_far is Settled.IN_PART:
        holds, rejects = _EITHER
        yield from (((one, holds), (other, rejects)) for one in sides for other in sides if one != other)
        yield from (tuple((side, wanted) for side in sides) for wanted in _EITHER)


class Settled(IntEnum):
    """How settled an entry is."""

    NOT_AT_ALL = 0
    IN_PART = 1
    FULLY = 2


def _settled(verdicts: Sequence[Verdict]) -> Settled:
    said = set(verdicts)
    if not said.intersection(_EITHER):
        return Settled.NOT_AT_ALL
    return Settled.FULLY if len(said) == 1 or said.issuperset(_EITHER) else Settled.IN_PART


def _need(tally: Tally, side: int, wanted: Verdict) -> Need:
    if wanted is Verdict.HOLDS:
        kind, answers = Answer.AGREE, answers_to_hold(tally)
    else:
        kind, answers = Answer.DISAGREE, answers_to_hold(tally.mirrored)
    return Need(side, answers, frozenset({kind}), _joining(tally, answers))


def _joining(tally: Tally, answers: int) -> int:
    return max(0, tally.answers + answers - tally.members)


def _of_any_kind(tallies: tuple[Tally, ...], side: int, answers: int) -> Need:
    """So many answers of a side, with all kinds that settle the entry; where hardly too few were heard, any can."""
    kinds = frozenset(kind for kind in Answer if is_more_settled(tallies, side, kind, answers))
    return Need(side, answers, kinds, _joining(tallies[side], answers))


def is_more_settled(tallies: tuple[Tally, ...], side: int, kind: Answer, answers: int) -> bool:
    """Whether so many further answers of that side and kind settle the entry."""
    return is_settled_further(tallies, (*tallies[:side], answered(tallies[side], kind, answers), *tallies[side + 1 :]))


def is_settled_further(before: Sequence[Tally], after: Sequence[Tally]) -> bool:
    """Whether an entry is more settled with those answers than with these."""
    return _settled([verdict(tally) for tally in after]) > _settled([verdict(tally) for tally in before])


def is_settled(tallies: Sequence[Tally]) -> bool:
    """Whether no further answer can make it more settled."""
    return _settled([verdict(tally) for tally in tallies]) is Settled.FULLY


def settles_for_good(tallies: Sequence[Tally]) -> bool:
    """Whether the next verdict settles an entry; else it is the first one, and the other sides are still awaited."""
    return len(tallies) == 1 or _settled([verdict(tally) for tally in tallies]) is Settled.IN_PART


def still_to_answer(tallies: Sequence[Tally]) -> tuple[int, ...]:
    """How many can still answer on each side where two people are the sides: nobody else can join these."""
    return tuple(1 - tally.answers for tally in tallies)


@lru_cache(maxsize=65536)
def answers_to_hold(tally: Tally) -> int:
    """How many further answers that agree make the side hold the entry. Once it does, more of them change nothing."""
    enough = _fewest_that_could(tally)
    step = 1
    while verdict(answered(tally, Answer.AGREE, enough)) is not Verdict.HOLDS:
        enough, step = enough + step, 2 * step
    below = enough - step // 2
    while enough - below > 1:
        middle = (below + enough) // 2
        if verdict(answered(tally, Answer.AGREE, middle)) is Verdict.HOLDS:
            enough = middle
        else:
            below = middle
    return enough


def _fewest_that_could(tally: Tally) -> int:
    """How many the first three conditions ask for; the chance of a majority may ask for more."""
    majority = tally.answers - 2 * tally.agree + 1
    twice_as_many = 2 * tally.disagree - tally.agree
    heard = min(-(-tally.members // 2), MOST_ANSWERS_ASKED) - tally.answers
    return max(0, majority, twice_as_many, heard)


def answered(tally: Tally, kind: Answer, answers: int) -> Tally:
    """The side after so many further answers of that kind."""
    agree, disagree, unsure = (
        count + answers * (kind is each)
        for count, each in zip((tally.agree, tally.disagree, tally.unsure), Answer, strict=True)
    )
    return Tally(agree, disagree, unsure, max(tally.members, tally.answers + answers))
