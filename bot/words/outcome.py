"""What a closed debate came to, in words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.ledger.outcomes import comes_back_at
from bot.ledger.telling.outcome import ToldLine, ToldOutcome
from bot.words import estimates, names
from bot.words.front_end import FrontEnd, MomentStyle

LINE_SHOWN = 160
"""How much of a line is shown in a message."""


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A line of an outcome: an entry with its mark, or words of whoever closed the debate."""

    mark: str
    entry: int | None
    words: str


@dataclass(frozen=True, slots=True)
class OutcomePart:
    """What was settled, or what stays open."""

    title: str
    lines: tuple[OutcomeLine, ...]


def parts(front: FrontEnd, told: ToldOutcome) -> tuple[OutcomePart, ...]:
    """The parts of an outcome of which something was said."""
    both = ((front.say("Settled"), told.settled), (front.say("Still open"), told.still_open))
    return tuple(OutcomePart(title, _lines(front, lines)) for title, lines in both if lines)


def written_day(front: FrontEnd, day: date) -> str:
    """The day on which a debate comes back, in a message."""
    return front.dialect.moment(comes_back_at(day), MomentStyle.DAY)


def look_again(front: FrontEnd, told: ToldOutcome, written: Callable[[FrontEnd, date], str] = written_day) -> str:
    """When the debate comes back; empty where it does not."""
    if told.look_again is None:
        return ""
    return front.say("To be looked at again on {day}.", day=written(front, told.look_again))


def outcome(front: FrontEnd, told: ToldOutcome) -> Iterator[str]:
    """The lines of an outcome in a message; none where nothing was said of it."""
    for part in parts(front, told):
        yield front.dialect.bold(part.title)
        yield from (front.dialect.item(_written(front, line)) for line in part.lines)
    if told.tally is not None:
        yield from estimates.lines(front, told.tally, told.shown)
    if again := look_again(front, told):
        yield again


def _lines(front: FrontEnd, lines: Sequence[ToldLine]) -> tuple[OutcomeLine, ...]:
    return tuple(_line(front, told) for told in lines)


def _line(front: FrontEnd, told: ToldLine) -> OutcomeLine:
    names_an_entry = told.line.entry is not None and told.is_known
    said = names.statement(front, told.said) if names_an_entry else told.line.words
    return OutcomeLine(told.line.mark.value, told.line.entry, said)


def _written(front: FrontEnd, line: OutcomeLine) -> str:
    number = front.dialect.bold(f"#{line.entry}") if line.entry is not None else ""
    words = front.isolated(front.dialect.inert_within(line.words, LINE_SHOWN))
    return front.line(" ".join(filter(None, (line.mark, number, words))))
