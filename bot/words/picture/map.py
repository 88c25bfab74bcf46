"""The labels of the map of a debate."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.ledger.standing.cruxes import CruxState
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.overview import Group, Mover, Overview

_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("DOUBLE CRUX"),
    CruxState.POSSIBLE: message("POSSIBLE DOUBLE CRUX"),
    CruxState.SETTLED: message("CRUX, SETTLED"),
    CruxState.MARKED: message("CRUX, OPEN"),
}
_CRUXES_FOR_ENTRY: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("DOUBLE CRUX FOR #{entry}"),
    CruxState.POSSIBLE: message("POSSIBLE DOUBLE CRUX FOR #{entry}"),
    CruxState.SETTLED: message("CRUX, SETTLED FOR #{entry}"),
    CruxState.MARKED: message("CRUX, OPEN FOR #{entry}"),
}


def title(front: FrontEnd, overview: Overview) -> str:
    """The title of the picture."""
    return front.say("Map of the debate: {question}", question=overview.question)


def people(front: FrontEnd, number: int) -> str:
    """How many people are on a side."""
    return front.count("{number} person", "{number} people", number)


def more_sides(front: FrontEnd, number: int) -> str:
    """How many sides are not drawn."""
    return front.count("{number} more side", "{number} more sides", number)


def on_no_side(front: FrontEnd, number: int) -> str:
    """How many people are on no side."""
    return front.count("{number} person is on no side", "{number} people are on no side", number)


def heading(front: FrontEnd, group: Group) -> str:
    """The title of a group, with the number of all its entries."""
    return front.say("{title} · {number}", title=group.title, number=len(group.rows) + group.more)


def more_rows(front: FrontEnd, number: int) -> str:
    """How many entries of a group are not drawn."""
    return front.count("and {number} more", "and {number} more", number)


def silent(front: FrontEnd) -> str:
    """The head of the column of people who did not answer."""
    return front.say("silent")


def crux(front: FrontEnd, state: CruxState, target: int | None) -> str:
    """What kind of crux an entry is, and for which entry where it is not for the question."""
    if target is None:
        return front.say(_CRUXES[state])
    return front.say(_CRUXES_FOR_ENTRY[state], entry=target)


def moved_in(front: FrontEnd, mover: Mover) -> str:
    """In which entry somebody conceded, or granted it for the argument's sake."""
    if mover.argument_only:
        return front.say("granted in #{entry}", entry=mover.concession)
    return front.say("conceded in #{entry}", entry=mover.concession)


def not_drawn(front: FrontEnd, overview: Overview) -> Iterator[str]:
    """What the map leaves out, a line each."""
    if not any(group.rows for group in overview.groups):
        yield front.say("{ways.start_tagging}: the first entry appears here.")
    if overview.more:
        yield front.count(
            "{number} more entry: {ways.show_ledger} has them all",
            "{number} more entries: {ways.show_ledger} has them all",
            overview.more,
        )
    if overview.proposed:
        yield front.count(
            "{number} awaits its author, and counts nowhere yet",
            "{number} await their authors, and count nowhere yet",
            overview.proposed,
        )


def foot(front: FrontEnd, at: datetime) -> str:
    """When the debate stood so, and that silence counts for nothing."""
    return front.say("Crux · {at:%Y-%m-%d %H:%M} UTC · silence is not assent", at=at)
