"""What a closed debate came to, in words."""

from collections.abc import Iterator, Sequence

from bot.ledger.telling.outcome import ToldLine, ToldOutcome
from bot.words import names
from bot.words.front_end import FrontEnd

STATEMENT_SHOWN = 160
"""How much of a line is shown."""


def outcome(front: FrontEnd, told: ToldOutcome) -> Iterator[str]:
    """The lines of an outcome; none where nothing was said of it."""
    if told.settled:
        yield front.dialect.bold(front.say("Settled"))
        yield from _lines(front, told.settled)
    if told.still_open:
        yield front.dialect.bold(front.say("Still open"))
        yield from _lines(front, told.still_open)
    if told.look_again is not None:
        yield front.say("To be looked at again on {day}.", day=told.look_again.isoformat())


def _lines(front: FrontEnd, lines: Sequence[ToldLine]) -> Iterator[str]:
    return (front.dialect.item(_line(front, told)) for told in lines)


def _line(front: FrontEnd, told: ToldLine) -> str:
    if told.line.entry is None:
        return front.dialect.inert_within(told.line.words, STATEMENT_SHOWN)
    number = front.dialect.bold(f"#{told.line.entry}")
    said = front.dialect.inert_within(names.statement(front, told.said), STATEMENT_SHOWN)
    return " ".join(filter(None, (told.line.mark.value, number, said)))
