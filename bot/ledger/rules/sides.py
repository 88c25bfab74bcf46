"""Name sides, take one, leave it."""

from collections.abc import Callable, Iterable, Mapping

from bot.ledger.entries import Participant, Side
from bot.ledger.record import events as e
from bot.ledger.refusals import BadSideName, NoSuchSide, NotOnASide, SideNameTaken
from bot.ledger.rules import Changes
from bot.ledger.statements import one_line
from bot.ledger.text import folded

SIDE_NAME_LIMIT = 80

WriteUnnamed = Callable[[int], str]
"""What people write to name a side whose name was erased, from its number; a front end has the words for it."""


def side_name_from(words: str) -> str:
    """The name that these words make. Raises BadSideName."""
    name = one_line(words)
    if not name or len(name) > SIDE_NAME_LIMIT:
        raise BadSideName(limit=SIDE_NAME_LIMIT)
    return name


def side_opened(name: str, sides: tuple[Side, ...], unnamed: WriteUnnamed = str) -> e.SideNamed:
    """One more side. Raises BadSideName, SideNameTaken."""
    (side,) = named((side_name_from(name),), sides, unnamed)
    return side


def sides_put(names: tuple[str, ...], sides: tuple[Side, ...], unnamed: WriteUnnamed = str) -> tuple[e.SideNamed, ...]:
    """The sides of these names: those that are there stay, erased names are given anew, and else they are new sides."""
    taken = _written(sides, unnamed)
    if {folded(name) for name in names} <= taken:
        return ()
    erased = [side.number for side in sides if side.name is None]
    if not erased:
        return named(names, sides, unnamed)
    fresh = [name for name in names if folded(name) not in taken]
    if len({folded(name) for name in fresh}) < len(fresh):
        raise SideNameTaken(name=fresh[-1])
    if len(fresh) > len(erased):
        raise NoSuchSide(name=fresh[-1])
    return tuple(e.SideNamed(number, name) for number, name in zip(erased, fresh, strict=False))


def _written(sides: Iterable[Side], unnamed: WriteUnnamed) -> set[str]:
    """What people write to name one of these sides, in the form in which names are compared."""
    return {folded(side.name or unnamed(side.number)) for side in sides}


def named(names: tuple[str, ...], sides: tuple[Side, ...], unnamed: WriteUnnamed = str) -> tuple[e.SideNamed, ...]:
    """New sides of these names. Raises SideNameTaken."""
    taken = _written(sides, unnamed)
    made = []
    for number, name in enumerate(names, start=len(sides) + 1):
        if folded(name) in taken:
            raise SideNameTaken(name=name)
        taken.add(folded(name))
        made.append(e.SideNamed(number, name))
    return tuple(made)


def joined_by_name(
    person: Participant, name: str, sides: tuple[Side, ...], unnamed: WriteUnnamed = str, *, open_it: bool
) -> Changes:
    """Take the side of that name, in any case of letters; with `open_it`, a new one where no side has that name.

    Raises BadSideName, NoSuchSide.
    """
    wanted = side_name_from(name)
    side = next((side for side in sides if folded(wanted) in _written((side,), unnamed)), None)
    if side is not None:
        return joined(person, side)
    if not open_it:
        raise NoSuchSide(name=wanted)
    opening = side_opened(name, sides, unnamed)
    return (opening, *joined(person, Side(opening.side, opening.name)))


def joined_by_number(person: Participant, number: int, sides: Mapping[int, Side]) -> Changes:
    """Take the side of that number. Raises NoSuchSide."""
    if number not in sides:
        raise NoSuchSide(name=str(number))
    return joined(person, sides[number])


def joined(person: Participant, side: Side) -> Changes:
    """Take a side, leaving any other."""
    return () if person.side == side.number else (e.SideJoined(person.number, side.number),)


def left(person: Participant) -> Changes:
    """Leave one's side. Raises NotOnASide."""
    if person.side is None:
        raise NotOnASide
    return (e.SideLeft(person.number),)
