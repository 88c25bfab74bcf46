"""The debates of a database, as a table on a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.words import dates
from bot.words.front_end import FrontEnd
from bot.words.lists import joined

LONGEST_QUESTION = 60
"""Characters of a question that a table shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A debate. The question is None once it was erased."""

    thread_id: str
    question: str | None
    entries: int
    people: int
    last_event: datetime | None
    is_open: bool
    is_lost: bool
    is_paused: bool
    is_imported: bool


def table(front: FrontEnd, rows: Sequence[Row]) -> str:
    """A line for each debate, under a line of headings."""
    if not rows:
        return front.say("There is no debate in this database.")
    headings = (
        front.say("THREAD_ID"),
        front.say("ENTRIES"),
        front.say("PEOPLE"),
        front.say("LAST EVENT (UTC)"),
        front.say("STATE"),
        front.say("QUESTION"),
    )
    cells = [headings, *(_cells(front, row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(headings))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _cells(front: FrontEnd, row: Row) -> tuple[str, ...]:
    return (
        row.thread_id,
        str(row.entries),
        str(row.people),
        dates.moment(front.language, row.last_event) if row.last_event else "",
        _state(front, row),
        _question(front, row.question),
    )


def _state(front: FrontEnd, row: Row) -> str:
    parts = [front.say("open") if row.is_open else front.say("closed")]
    if row.is_lost:
        parts.append(front.say("channel lost"))
    if row.is_paused:
        parts.append(front.say("digests paused"))
    if row.is_imported:
        parts.append(front.say("imported"))
    return joined(front.catalogue, parts)


def _question(front: FrontEnd, question: str | None) -> str:
    if question is None:
        return front.say("(erased)")
    whole = "".join(character if character.isprintable() else " " for character in question)
    return whole if len(whole) <= LONGEST_QUESTION else f"{whole[: LONGEST_QUESTION - 1]}…"
