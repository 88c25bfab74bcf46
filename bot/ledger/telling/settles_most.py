"""What would settle an entry of a debate, and which few answers would settle most of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from bot.ledger.standing.alike import Tallies, answered_alike
from bot.ledger.standing.settling import Need, Settling, at_least, settles_for_good, settling, still_to_answer
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass

MOST_NAMED = 5
"""How many entries are named before the rest is counted."""

TO_SETTLE = (StandingClass.ONE_SIDED, StandingClass.UNTESTED, StandingClass.CONTESTED, StandingClass.OPEN)
"""The classes that further answers can settle, in the order in which they are asked for."""


@dataclass(frozen=True, slots=True)
class SettlesMost:
    """So many more answers on each of these entries can settle them all.

    They are answers of the same people, of one side (its place), or of anybody in a room (None).
    """

    side: int | None
    answers: int
    entries: tuple[int, ...]
    more: int = 0
    """How many entries there are besides."""
    for_good: bool = True
    """Whether that settles them; else it shows what the side makes of them, and other sides are awaited."""


def is_pair(now: Standing) -> bool:
    """Whether two people are the sides, as none is declared."""
    return not now.is_room and all(side.number is None for side in now.sides)


def would_settle(now: Standing, line: EntryStanding) -> Settling | None:
    """What would settle an entry; None where it is settled, set aside or erased, or nobody can answer it any more."""
    return settling(line.tallies, _most(now, line.tallies)) if _can_be_settled(line) else None


def settles_most(now: Standing) -> SettlesMost | None:
    """What would settle most: the fewest answers that settle any entry, of the side for which these are most entries.

    Where none can be settled for good, it is what the first side makes of them. None where no answer changes anything.
    """
    alike = answered_alike(chain.from_iterable(map(now.of, TO_SETTLE)))
    for_good = {tallies: lines for tallies, lines in alike.items() if settles_for_good(tallies)}
    return _most_of(now, for_good, for_good=True) or _most_of(now, alike, for_good=False)


def _most_of(now: Standing, lines: Mapping[Tallies, Sequence[EntryStanding]], *, for_good: bool) -> SettlesMost | None:
    """The same of these entries.

    Only those for which as many people would join the debate go together: who joins it makes the side larger, for each
    of its entries.
    """
    groups: dict[tuple[int, int], list[EntryStanding]] = {}
    fewest = 0
    for need, alike in _fewest_needs(now, lines):
        fewest = need.answers
        groups.setdefault((need.side, need.joining), []).extend(alike)
    if not groups:
        return None
    (side, _), settled = min(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    shown = tuple(nsmallest(MOST_NAMED, (line.entry.number for line in settled)))
    return SettlesMost(None if now.is_room else side, fewest, shown, len(settled) - len(shown), for_good)


def _fewest_needs(
    now: Standing, lines: Mapping[Tallies, Sequence[EntryStanding]]
) -> list[tuple[Need, Sequence[EntryStanding]]]:
    """What each side is to answer where the fewest answers of one side do it, and the entries that it settles."""
    fewest: list[tuple[Need, Sequence[EntryStanding]]] = []
    for tallies in sorted(lines, key=at_least):
        if fewest and at_least(tallies) > fewest[0][0].answers:
            break
        found = settling(tallies, _most(now, tallies))
        for need in found.by_one_side if found is not None else ():
            if fewest and need.answers < fewest[0][0].answers:
                fewest.clear()
            if not fewest or need.answers == fewest[0][0].answers:
                fewest.append((need, lines[tallies]))
    return fewest


def _can_be_settled(line: EntryStanding) -> bool:
    return line.cls in TO_SETTLE and not line.parked and line.entry.statement is not None


def _most(now: Standing, tallies: Tallies) -> tuple[int, ...] | None:
    return still_to_answer(tallies) if is_pair(now) else None


def newcomers(now: Standing, line: EntryStanding, need: Need) -> int:
    """How many of the answers have to come from people who are not on the side yet."""
    return max(0, line.tallies[need.side].answers + need.answers - len(now.sides[need.side].people))
