"""What is new since the last digest, in words: one line, those first who moved."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from bot.ledger.standing.causes import Cause
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling import news as n
from bot.ledger.telling.signed import SignedBy
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import enumerated, joined, sentences
from bot.words.sides import letters, side
from bot.words.vocabulary import term

MOST_PEOPLE = 3
"""How many people are thanked by name before the rest is counted."""

MOST_MOVES = 2
"""How many moves of a person are told one by one."""

MOST_GROUPS = 3
"""How many changes of where entries stand are told, those alike as one."""

MOST_ENTRIES = 4
"""How many entries that changed alike are named."""


def news(front: FrontEnd, new: n.News, sides: int) -> str:
    """What is new in a debate of so many sides (0: the room); empty where there is nothing to be told."""
    told = list(_sentences(front, new, sides))
    if not told:
        return ""
    return front.say("New since last time: {news}", news=sentences(front.catalogue, told))


def _sentences(front: FrontEnd, new: n.News, sides: int) -> Iterator[str]:
    if new.people:
        yield _thanks(front, new.people)
    groups = _alike(new.classes)
    for group in groups[:MOST_GROUPS]:
        yield _class_moved(front, group, sides)
    left = sum(len(group.entries) for group in groups[MOST_GROUPS:])
    if left:
        yield front.count("{number} more stands elsewhere now.", "{number} more stand elsewhere now.", left)
    added = list(_added(front, new))
    if added:
        yield front.say("{added}.", added=joined(front.catalogue, added))
    elif new.others and not new.people and not groups:
        yield front.say("only what stands around the entries has changed.")
    yield from _signed(front, new.signed)


def _signed(front: FrontEnd, signed: Sequence[SignedBy]) -> Iterator[str]:
    """What sides said of the last digest."""
    fair = [_by(front, one.place, one.fair) for one in signed if one.fair]
    otherwise = [_by(front, one.place, one.otherwise) for one in signed if one.otherwise]
    if fair:
        yield front.say("The last digest was found fair by {sides}.", sides=enumerated(front.catalogue, fair))
    if otherwise:
        told = enumerated(front.catalogue, otherwise)
        yield front.say("These would put the last digest otherwise: {sides}.", sides=told)


def _by(front: FrontEnd, place: int, number: int) -> str:
    return side(front, side_letter(place), number)


def _added(front: FrontEnd, new: n.News) -> Iterator[str]:
    if new.entries:
        yield front.count("{number} new entry", "{number} new entries", new.entries)
    if new.answers:
        yield front.count("{number} new answer", "{number} new answers", new.answers)


# Who moved


def _thanks(front: FrontEnd, people: Sequence[n.PersonMoved]) -> str:
    moves: dict[int, list[n.PersonMoved]] = {}
    for move in people:
        moves.setdefault(move.person, []).append(move)
    named = [_person(front, own) for own in islice(moves.values(), MOST_PEOPLE)]
    more = len(moves) - len(named)
    if more:
        named.append(front.count("{number} more person", "{number} more people", more))
    # Translators: thanks for having moved, never for having lost; {people} says on which entries.
    thanked = front.say("Thanks to {people}.", people=enumerated(front.catalogue, named))
    settled = list(dict.fromkeys(move.entry for move in people if move.settles))
    return sentences(front.catalogue, (thanked, _crux_settled(front, settled))) if settled else thanked


def _person(front: FrontEnd, moves: Sequence[n.PersonMoved]) -> str:
    told = [_move(front, move) for move in moves[:MOST_MOVES]]
    if len(moves) > len(told):
        told.append(front.count("{number} more", "{number} more", len(moves) - len(told)))
    return front.say(
        "{person}, who moved on {entries}",
        person=names.person(front, moves[0].name),
        entries=enumerated(front.catalogue, told),
    )


def _move(front: FrontEnd, move: n.PersonMoved) -> str:
    entry = names.numbered(front, move.was or move.entry, lambda _: move.entry)
    after = term(front.catalogue, move.after)
    if move.credences is not None:
        before_credence, after_credence = move.credences
        return front.say("{entry} ({before} % → {after} %)", entry=entry, before=before_credence, after=after_credence)
    if move.before is None:
        return front.say("{entry} (now: {after})", entry=entry, after=after)
    return front.say(
        "{entry} ({before} → {after})", entry=entry, before=term(front.catalogue, move.before), after=after
    )


def _crux_settled(front: FrontEnd, entries: Sequence[int]) -> str:
    return front.count(
        "The crux {entries} is settled.",
        "The cruxes {entries} are settled.",
        len(entries),
        entries=_numbers(front, entries),
    )


# What stands elsewhere


class _Alike(NamedTuple):
    """Entries that came to stand at the same place for the same reason."""

    after: StandingClass
    cause: Cause
    sides: tuple[int, ...]
    settles: bool
    entries: tuple[int, ...]


def _alike(classes: Sequence[n.ClassMoved]) -> list[_Alike]:
    def key(move: n.ClassMoved) -> tuple[int, int, tuple[int, ...], bool]:
        return _ORDER[move.after], move.cause.value, move.sides, move.settles

    groups = (list(group) for _, group in groupby(sorted(classes, key=key), key))
    return [
        _Alike(one[0].after, one[0].cause, one[0].sides, one[0].settles, tuple(sorted(m.entry for m in one)))
        for one in groups
    ]


_ORDER = {cls: place for place, cls in enumerate(StandingClass)}


def _class_moved(front: FrontEnd, group: _Alike, sides: int) -> str:
    stands = _stands(front, group.after, sides, _numbers(front, group.entries))
    moved = front.say("{stands} ({cause}).", stands=stands, cause=_cause(front, group))
    return sentences(front.catalogue, (moved, _crux_settled(front, group.entries))) if group.settles else moved


_STANDS: Mapping[StandingClass, str] = {
    StandingClass.COMMON_GROUND: message("All sides now accept {entries}"),
    StandingClass.COMMON_GROUND_REJECTED: message("All sides now reject {entries}"),
    StandingClass.DIVERGING: message("The sides now diverge on {entries}"),
    StandingClass.ONE_SIDED: message("Only one side is clear on {entries} now"),
    StandingClass.UNTESTED: message("Too few answers now to {entries}"),
    StandingClass.OPEN: message("Undecided now: {entries}"),
    StandingClass.ROOM_HOLDS: message("Most now accept {entries}"),
    StandingClass.ROOM_REJECTS: message("Most now reject {entries}"),
    StandingClass.CONTESTED: message("Contested now: {entries}"),
}
_BOTH_STAND: Mapping[StandingClass, str] = {
    StandingClass.COMMON_GROUND: message("Both now accept {entries}"),
    StandingClass.COMMON_GROUND_REJECTED: message("Both now reject {entries}"),
}


def _stands(front: FrontEnd, cls: StandingClass, sides: int, entries: str) -> str:
    of_two = _BOTH_STAND if sides == 2 else {}
    return front.say(of_two.get(cls, _STANDS[cls]), entries=entries)


_CAUSES: Mapping[Cause, str] = {
    Cause.NEW_WORDING: message("new wording"),
    Cause.SIDES_MOVED: message("{sides} moved"),
    Cause.ANSWERS_CHANGED: message("some answers changed"),
    Cause.NEW_ANSWERS: message("new answers"),
    Cause.SOMEBODY_FORGOTTEN: message("somebody was forgotten"),
    Cause.OTHERS_COUNT: message("other people's answers count"),
    Cause.MORE_TAKE_PART: message("more people take part"),
    Cause.FEWER_TAKE_PART: message("fewer people take part"),
    Cause.PEOPLE_CHANGED_SIDES: message("people joined, left or changed sides"),
    Cause.SIDES_MERGED: message("sides were joined into one"),
    Cause.SIDES_CHANGED: message("sides were opened or removed"),
}


def _cause(front: FrontEnd, group: _Alike) -> str:
    return front.say(_CAUSES[group.cause], sides=letters(front, group.sides))


def _numbers(front: FrontEnd, entries: Sequence[int]) -> str:
    shown = [f"#{number}" for number in entries[:MOST_ENTRIES]]
    if len(entries) > len(shown):
        shown.append(front.count("{number} more", "{number} more", len(entries) - len(shown)))
    return enumerated(front.catalogue, shown)
