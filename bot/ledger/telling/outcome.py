"""The outcome of a debate: what its form offers, and what is told of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.ledger.entries import Entry, Said
from bot.ledger.estimates import Tally
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.outcomes import Mark, OutcomeForm, OutcomeLine, lines_of, written
from bot.ledger.people import Name
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import StandingClass

_SETTLED = (
    (StandingClass.COMMON_GROUND, Mark.ACCEPTED),
    (StandingClass.ROOM_HOLDS, Mark.ACCEPTED),
    (StandingClass.COMMON_GROUND_REJECTED, Mark.REJECTED),
    (StandingClass.ROOM_REJECTS, Mark.REJECTED),
)
_STILL_OPEN = ((StandingClass.DIVERGING, Mark.NEITHER), (StandingClass.CONTESTED, Mark.NEITHER))


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line of an outcome, and what the entry says that it names."""

    line: OutcomeLine
    said: Said = None
    is_known: bool = True
    """Whether there is an entry of that number, which may have been erased."""


@dataclass(frozen=True, slots=True)
class ShownEstimates:
    """What one person put before and after, in percent, who gave leave to show it."""

    name: Name
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ToldOutcome:
    """What a closed debate came to, as it is told."""

    settled: tuple[ToldLine, ...] = ()
    still_open: tuple[ToldLine, ...] = ()
    look_again: date | None = None
    tally: Tally | None = None
    shown: tuple[ShownEstimates, ...] = ()
    """Of the estimates in the tally, those that people let be shown."""


def told(debate: Debate, ledger: Ledger) -> ToldOutcome:
    """The outcome of a debate; the ledger has the entries and the people that it names."""
    entries = ledger.entries
    return ToldOutcome(
        settled=tuple(_told(line, entries) for line in lines_of(debate.settled)),
        still_open=tuple(_told(line, entries) for line in lines_of(debate.still_open)),
        look_again=debate.look_again,
        tally=debate.tally,
        shown=tuple(_shown(ledger)) if debate.tally is not None else (),
    )


def _shown(ledger: Ledger) -> Iterator[ShownEstimates]:
    """What people let be shown, in the order in which the ledger met them."""
    for number, person in sorted(ledger.participants.items()):
        if person.estimate_before is not None and person.estimate_after is not None:
            yield ShownEstimates(ledger.name(number), person.estimate_before, person.estimate_after)


def _told(line: OutcomeLine, entries: Mapping[int, Entry]) -> ToldLine:
    """The line with what its entry says, if there is one."""
    if line.entry is None:
        return ToldLine(line)
    entry = entries.get(line.entry)
    if entry is None:
        return ToldLine(line, is_known=False)
    return ToldLine(replace(line, entry=_survivor(entry, entries)), entry.said)


def _survivor(entry: Entry, entries: Mapping[int, Entry]) -> int:
    """The entry that one goes on as, through all merges: itself where it was not merged."""
    if entry.merged_into is None:
        return entry.number
    into = entries.get(entry.merged_into)
    return entry.goes_on_as or (entry.merged_into if into is None else _survivor(into, entries))


Classes = tuple[tuple[StandingClass, Mark], ...]


def offered(now: Standing) -> OutcomeForm:
    """The form of an outcome, filled in from where the entries stand."""
    return OutcomeForm(written(_lines(now, _SETTLED)), written(_lines(now, _STILL_OPEN)))


def _lines(now: Standing, classes: Classes) -> Iterator[tuple[Mark, Entry]]:
    for cls, mark in classes:
        for line in now.of(cls):
            if line.entry.statement is not None:
                yield mark, line.entry
