"""The few answers that would settle most of what a digest leaves open."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.entries import Answer
from bot.ledger.standing.settling import settling
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Tally

NAMED = 4
"""How many entries are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class SettlesMost:
    """So many more answers of one side, by its place, on each of these entries would settle them.

    `side` is None where there is only the room. All are of one kind, which is any of `kinds`; they come from people who
    have taken part already.
    """

    side: int | None
    answers: int
    kinds: frozenset[Answer]
    entries: tuple[int, ...]
    more: int = 0


_OPEN = (StandingClass.ONE_SIDED, StandingClass.UNTESTED, StandingClass.OPEN, StandingClass.CONTESTED)


def settles_most(now: Standing) -> SettlesMost | None:
    """The side of which the fewest answers would settle the most entries; None where none of them can."""
    settled_by: dict[Answers, list[int]] = {}
    for lines in _alike(now):
        for answers in _answers(lines[0].tallies):
            settled_by.setdefault(answers, []).extend(line.entry.number for line in lines)
    if not settled_by:
        return None
    best = min(settled_by, key=lambda answers: (answers.number, -len(settled_by[answers]), answers.side))
    entries = sorted(settled_by[best])
    return SettlesMost(
        None if now.is_room else best.side,
        best.number,
        best.kinds,
        tuple(entries[:NAMED]),
        max(0, len(entries) - NAMED),
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """So many answers of a side, all of one of these kinds."""

    side: int
    number: int
    kinds: frozenset[Answer]


def _alike(now: Standing) -> Iterator[list[EntryStanding]]:
    """The entries that could be settled, those together that the sides answered alike."""
    alike: dict[int, list[EntryStanding]] = {}
    for cls in _OPEN:
        for line in now.of(cls):
            # Entries that were answered alike share one tuple of tallies.
            alike.setdefault(id(line.tallies), []).append(line)
    yield from alike.values()


def _answers(tallies: tuple[Tally, ...]) -> Iterator[Answers]:
    """What of one side would settle an entry that was answered so, with nobody new to the debate."""
    found = settling(tallies)
    if found is not None:
        for need in found.by_one_side:
            if not need.joining:
                yield Answers(need.side, need.answers, need.kinds)
