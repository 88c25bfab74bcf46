"""Name sides, take one, leave it; rename them, merge two, remove an empty one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from bot.ledger.house import House, Who
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import (
    BadSideName,
    MayNotNameSides,
    MayNotOpenSides,
    NoSuchSide,
    NotOnASide,
    SideHasPeople,
    SideIntoItself,
    SideNameTaken,
)
from bot.ledger.rules import Changes
from bot.ledger.rules.house import may as may_do
from bot.ledger.statements import one_line
from bot.ledger.text import folded

SIDE_NAME_LIMIT = 80

ENOUGH_SIDES = 2
"""While a debate has fewer sides, those who take part name the missing ones."""

WriteUnnamed = Callable[[int], str]
"""What people write to name a side whose name was erased, from its number; a front end has the words for it."""


@dataclass(frozen=True, slots=True)
class MayName:
    """Which new sides somebody may name: those that are missing, and further ones."""

    missing: bool
    further: bool
    who: Who = Who.OPENERS
    """Who may name further ones."""

    def one_more(self, sides: int) -> bool:
        """Whether they may name one more where there are so many."""
        return self.missing if sides < ENOUGH_SIDES else self.further


ANY_SIDE = MayName(missing=True, further=True)


def may_name(house: House, *, moderator: bool, opener: bool, takes_part: bool, awaited: bool = False) -> MayName:
    """Which new sides somebody may name.

    Those that are missing are named by who takes part or is `awaited`, by who opened the debate, and by moderators.
    """
    who = house.opens_sides
    further = may_do(who, moderator=moderator, opener=opener, participant=takes_part)
    return MayName(missing=further or opener or moderator or takes_part or awaited, further=further, who=who)


def side_name_from(words: str) -> str:
    """The name that these words make. Raises BadSideName."""
    name = normalize("NFC", one_line(words))
    if not name or len(name) > SIDE_NAME_LIMIT:
        raise BadSideName(limit=SIDE_NAME_LIMIT)
    return name


def _written(side: Side, unnamed: WriteUnnamed) -> str:
    """What people write to name a side, in the form in which names are compared."""
    return folded(side.name or unnamed(side.number))


def side_named(name: str, ledger: Ledger, unnamed: WriteUnnamed = str) -> Side:
    """The side of that name, in any case of letters. Raises BadSideName, NoSuchSide."""
    wanted = side_name_from(name)
    side = _of_that_name(wanted, ledger.sides.values(), unnamed)
    if side is None:
        raise NoSuchSide(name=wanted, sides=tuple(ledger.sides.values()))
    return side


def side_numbered(number: int, ledger: Ledger) -> Side:
    """The side of that number. Raises NoSuchSide."""
    if number not in ledger.sides:
        raise NoSuchSide(name=str(number), sides=tuple(ledger.sides.values()))
    return ledger.sides[number]


def _of_that_name(name: str, sides: Iterable[Side], unnamed: WriteUnnamed) -> Side | None:
    return next((side for side in sides if _written(side, unnamed) == folded(name)), None)


# New sides


def named(
    names: Sequence[str], ledger: Ledger, may: MayName = ANY_SIDE, unnamed: WriteUnnamed = str
) -> tuple[e.SideNamed, ...]:
    """New sides of these names. Raises BadSideName, SideNameTaken, MayNotNameSides, MayNotOpenSides."""
    taken = {_written(side, unnamed) for side in ledger.sides.values()}
    made = []
    for number, words in enumerate(names, start=_next_number(ledger)):
        name = side_name_from(words)
        if folded(name) in taken:
            raise SideNameTaken(name=name)
        _require_may_name(may, len(taken))
        taken.add(folded(name))
        made.append(e.SideNamed(number, name))
    return tuple(made)


def _next_number(ledger: Ledger) -> int:
    """No number is given twice: buttons that were posted long ago still name the side they named then."""
    return max((*ledger.sides, *ledger.former_sides), default=0) + 1


def _require_may_name(may: MayName, sides: int) -> None:
    if not may.one_more(sides):
        raise MayNotNameSides if sides < ENOUGH_SIDES else MayNotOpenSides(who=may.who)


def require_missing(ledger: Ledger, may: MayName) -> None:
    """Raises MayNotNameSides where sides are missing that one may not name."""
    if len(ledger.sides) < ENOUGH_SIDES:
        _require_may_name(may, len(ledger.sides))


def missing_named(
    names: Sequence[str], ledger: Ledger, may: MayName = ANY_SIDE, unnamed: WriteUnnamed = str
) -> tuple[e.SideNamed, ...]:
    """New sides of those names that no side has yet. Raises what `named` raises."""
    there = {_written(side, unnamed) for side in ledger.sides.values()}
    return named([name for name in names if folded(side_name_from(name)) not in there], ledger, may, unnamed)


# Taking and leaving


def joined_by_name(
    person: Participant, name: str, ledger: Ledger, may: MayName, unnamed: WriteUnnamed = str, *, open_it: bool
) -> Changes:
    """Take the side of that name, in any case of letters; with `open_it`, a new one where no side has that name.

    Raises BadSideName, NoSuchSide, MayNotNameSides, MayNotOpenSides.
    """
    wanted, sides = side_name_from(name), tuple(ledger.sides.values())
    side = _of_that_name(wanted, sides, unnamed)
    if side is not None:
        return joined(person, side)
    if not open_it:
        raise NoSuchSide(name=wanted, sides=sides, may_open=may.one_more(len(sides)), who=may.who)
    (opening,) = named((wanted,), ledger, may, unnamed)
    return (opening, *joined(person, Side(opening.side, opening.name)))


def joined_by_number(person: Participant, number: int, ledger: Ledger) -> Changes:
    """Take the side of that number, or the one that it was merged into. Raises NoSuchSide."""
    return joined(person, side_numbered(ledger.side_now(number), ledger))


def joined(person: Participant, side: Side) -> Changes:
    """Take a side, leaving any other."""
    return () if person.side == side.number else (e.SideJoined(person.number, side.number),)


def left(person: Participant) -> Changes:
    """Leave one's side. Raises NotOnASide."""
    if person.side is None:
        raise NotOnASide
    return (e.SideLeft(person.number),)


# Correcting


def renamed(names: Mapping[int, str], ledger: Ledger, unnamed: WriteUnnamed = str) -> tuple[e.SideRenamed, ...]:
    """Give sides other names, by their numbers; two may change names. Raises NoSuchSide, BadSideName, SideNameTaken."""
    given = {number: side_name_from(name) for number, name in names.items()}
    if odd := given.keys() - ledger.sides.keys():
        raise NoSuchSide(name=names[min(odd)], sides=tuple(ledger.sides.values()))
    staying = {_written(side, unnamed) for number, side in ledger.sides.items() if number not in given}
    for name in given.values():
        if folded(name) in staying:
            raise SideNameTaken(name=name)
        staying.add(folded(name))
    return tuple(e.SideRenamed(number, name) for number, name in given.items() if name != ledger.sides[number].name)


def merged(side: Side, into: Side) -> Changes:
    """Let everybody on a side be on another one, and the first one be none any more. Raises SideIntoItself."""
    if side.number == into.number:
        raise SideIntoItself
    return (e.SidesMerged(side.number, into.number),)


def removed(side: Side, people: int) -> Changes:
    """Take a side away that nobody is on. Raises SideHasPeople."""
    if people:
        raise SideHasPeople(people=people)
    return (e.SideRemoved(side.number),)
