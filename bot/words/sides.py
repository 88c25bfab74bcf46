"""Sides in words: by letter, and once, at the head of what is told, by name."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.ledger.people import SideName
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import enumerated, parts


class NamedSide(Protocol):
    """A side as a digest and a card have it."""

    @property
    def name(self) -> SideName: ...

    @property
    def people(self) -> int: ...


MOST_SIDES = 8
"""How many sides are named before the rest is counted."""

NAME_SHOWN = 60


def letters(front: FrontEnd, places: Iterable[int]) -> str:
    """Some sides by their letters."""
    return enumerated(front.catalogue, [side_letter(place) for place in places])


def sides_line(front: FrontEnd, sides: Sequence[NamedSide], unsided: int, *, room: int | None = None) -> str:
    """The sides with their letters and numbers of people, and how many people are on none; without sides, how many."""
    if room == 0:
        return front.say("No sides yet")
    if room is not None:
        return front.count("{number} person, no sides yet", "{number} people, no sides yet", room)
    named = [
        front.say(
            "{letter} {side}",
            letter=front.dialect.bold(side_letter(place)),
            side=side(front, front.dialect.inert_within(names.side(front, one.name), NAME_SHOWN), one.people),
        )
        for place, one in enumerate(sides[:MOST_SIDES])
    ]
    if len(sides) > len(named):
        more = len(sides) - len(named)
        named.append(front.count("{number} more side", "{number} more sides", more))
    return parts(front.catalogue, [*named, *([on_no_side(front, unsided)] if unsided else [])])


def on_no_side(front: FrontEnd, number: int) -> str:
    """How many people are on no side."""
    return front.count("{number} on no side", "{number} on no side", number)


def side(front: FrontEnd, name: str, people: int) -> str:
    """A side with its number of people."""
    return front.say("{name} ({number})", name=name, number=people)
