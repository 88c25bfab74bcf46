"""The labels of the map of a debate."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.ledger.standing.cruxes import CruxState
from bot.words.catalogue import message
from bot.words.dates import moment
from bot.words.front_end import FrontEnd
from bot.words.lists import enumerated
from bot.words.overview import Group, Mover, Overview

_CRUXES: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("DOUBLE CRUX"),
    CruxState.POSSIBLE: message("POSSIBLE DOUBLE CRUX"),
    CruxState.SETTLED: message("SETTLED CRUX"),
    CruxState.MARKED: message("CRUX"),
}
_CRUXES_FOR_ENTRY: Mapping[CruxState, str] = {
    CruxState.DOUBLE: message("DOUBLE CRUX FOR {entry}"),
    CruxState.POSSIBLE: message("POSSIBLE DOUBLE CRUX FOR {entry}"),
    CruxState.SETTLED: message("SETTLED CRUX FOR {entry}"),
    CruxState.MARKED: message("CRUX FOR {entry}"),
}


MOST_SIDES = 6
"""How many sides are drawn; the rest are counted."""


def title(front: FrontEnd, overview: Overview) -> str:
    """The title of the picture."""
    return front.say("Map of the debate: {question}", question=overview.question)


def people(front: FrontEnd, number: int) -> str:
    """How many people are on a side."""
    return front.count("{number} person", "{number} people", number)


def room(front: FrontEnd, number: int) -> str:
    """How many people take part where there are no sides."""
    return front.count("{number} person, no sides yet", "{number} people, no sides yet", number)


def more_sides(front: FrontEnd, number: int) -> str:
    """How many sides are not drawn."""
    return front.count("{number} more side", "{number} more sides", number)


def on_no_side(front: FrontEnd, number: int) -> str:
    """How many people are on no side."""
    return front.count("{number} person is on no side", "{number} people are on no side", number)


def remarks(front: FrontEnd, group: Group) -> Iterator[str]:
    """What stands below the rows of a group, a line each."""
    if group.named:
        yield named(front, group.named)
    if group.above:
        yield above(front, group.above)


def above(front: FrontEnd, entries: Sequence[int]) -> str:
    """Entries of a group that stand among what it turns on."""
    numbers = enumerated(front.catalogue, [f"#{number}" for number in entries])
    return front.count("{entries} stands above", "{entries} stand above", len(entries), entries=numbers)


def named(front: FrontEnd, entries: Sequence[int]) -> str:
    """Cruxes that people of two sides named, and for which the map has no more rows."""
    numbers = enumerated(front.catalogue, [f"#{number}" for number in entries])
    return front.count(
        "also named as a crux by people of two sides: {entries}",
        "also named as cruxes by people of two sides: {entries}",
        len(entries),
        entries=numbers,
    )


def no_answer(front: FrontEnd) -> str:
    """The head of the column of people who have not answered."""
    return front.say("no answer")


def crux(front: FrontEnd, state: CruxState, target: int | None, was: int | None = None) -> str:
    """What kind of crux an entry is, and for which entry where it is not for the question; and what that was."""
    if target is None:
        return front.say(_CRUXES[state])
    entry = f"#{target}" if was is None else front.say("#{entry}, WAS #{was}", entry=target, was=was)
    return front.say(_CRUXES_FOR_ENTRY[state], entry=entry)


def moved(front: FrontEnd, mover: Mover) -> str:
    """Who moved to what all sides answer now, and in which entry."""
    return front.say("{person} moved in #{entry}", person=mover.name, entry=mover.concession)


def not_drawn(front: FrontEnd, overview: Overview) -> Iterator[str]:
    """What the map leaves out, a line each; the first says how to begin, where there is nothing to draw."""
    if not overview.groups:
        yield front.say("{ways.start_tagging}: the first entry appears here.")
    if overview.rest:
        yield overview.rest
    more = sum(group.more for group in overview.groups)
    if more:
        yield front.count(
            "{number} more entry: {ways.show_ledger} has them all",
            "{number} more entries: {ways.show_ledger} has them all",
            more,
        )


def foot(front: FrontEnd, at: datetime) -> str:
    """When the debate stood so, and that who has not answered agrees to nothing."""
    return front.say("Crux · {at} UTC · no answer is not assent", at=moment(front.language, at))
