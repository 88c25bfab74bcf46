"""The entries that were answered alike: what their answers mean is worked out once for all of them."""

from collections import defaultdict
from collections.abc import Iterable

from bot.ledger.standing.standing import EntryStanding
from bot.ledger.standing.verdicts import Tally

Tallies = tuple[Tally, ...]
"""How each side answered an entry, in the order of the sides."""


def answered_alike(lines: Iterable[EntryStanding]) -> dict[Tallies, list[EntryStanding]]:
    """The entries by their tallies, in their order. Most of those of a large debate share them, which costs less."""
    shared: defaultdict[int, list[EntryStanding]] = defaultdict(list)
    for line in lines:
        shared[id(line.tallies)].append(line)
    alike: dict[Tallies, list[EntryStanding]] = {}
    for same in shared.values():
        alike.setdefault(same[0].tallies, []).extend(same)
    return alike
