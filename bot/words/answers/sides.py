"""Answers about sides."""

from collections.abc import Sequence

from bot.ledger.house import DEFAULT_HOUSE, House, Who
from bot.ledger.people import Side, SideName
from bot.ledger.telling.status import DebateStatus, SideStatus
from bot.words import names
from bot.words.answers.who_counts import who_counts
from bot.words.front_end import FrontEnd
from bot.words.lists import joined as commas
from bot.words.lists import lines_within
from bot.words.vocabulary import term

NAMED_PER_SIDE = 20
"""How many people of a side are named in the list of the sides."""


def not_there(front: FrontEnd, name: str, *, are_some: bool, may_open: bool, who: Who = Who.OPENERS) -> str:
    """What comes with the sides that there are, as buttons, and with one for a new side where they may open it."""
    said = front.dialect.inert(name)
    if may_open and are_some:
        return front.say("There is no side “{name}” here yet. Take one of these, or open it as a new side.", name=said)
    if may_open:
        return front.say("There is no side “{name}” here yet. Shall it be a new side?", name=said)
    if are_some:
        return front.say(
            "There is no side “{name}” here. Take one of these. Only {who} open further sides.",
            name=said,
            who=term(front.catalogue, who),
        )
    return front.say("There is no side “{name}” here, and its sides are named by those who take part.", name=said)


def named(front: FrontEnd, sides: Sequence[Side]) -> str:
    """What everybody sees when the sides of a debate were named."""
    named = front.say("The sides of this debate: {sides}. Take yours.", sides=_all(front, sides))
    return f"{named}\n{_named_anew(front)}"


def renamed(front: FrontEnd, before: SideName, now: Side) -> str:
    """What everybody sees when a side was renamed."""
    name = front.dialect.inert(names.side(front, before))
    renamed = front.say("The side {side} has this name now (before: {before}).", side=_shown(front, now), before=name)
    return f"{renamed}\n{_named_anew(front)}"


def _named_anew(front: FrontEnd) -> str:
    return front.dialect.small(front.say("{ways.rename_side} gives a side another name."))


def before_merging(front: FrontEnd, side: Side, into: Side, people: int) -> str:
    """The question before two sides are merged."""
    return front.count(
        "{side} would become part of {into}: {number} person would move along, and the name {side} would go.",
        "{side} would become part of {into}: {number} people would move along, and the name {side} would go.",
        people,
        side=_shown(front, side),
        into=_shown(front, into),
    )


def merged(front: FrontEnd, side: Side, into: Side, people: int) -> str:
    """What everybody sees when two sides were merged."""
    return front.count(
        "{side} is part of {into} now; {number} person moved along. {ways.join_side} takes another side.",
        "{side} is part of {into} now; {number} people moved along. {ways.join_side} takes another side.",
        people,
        side=_shown(front, side),
        into=_shown(front, into),
    )


def removed(front: FrontEnd, side: Side) -> str:
    """What everybody sees when an empty side was removed."""
    gone = front.say("The side {side} was removed; nobody was on it.", side=_shown(front, side))
    again = front.say("{ways.join_side} with its name opens it again.")
    return f"{gone}\n{front.dialect.small(again)}"


def _all(front: FrontEnd, sides: Sequence[Side]) -> str:
    return commas(front.catalogue, (_shown(front, side) for side in sides))


def _shown(front: FrontEnd, side: Side) -> str:
    return front.dialect.bold(front.dialect.inert(names.side(front, side.called)))


def joined(front: FrontEnd, side: Side, moved_from: SideName, *, new: bool = False) -> str:
    """The answer to taking a side; `moved_from` is the side that the person was on before."""
    shown = _shown(front, side)
    if moved_from:
        before = front.dialect.inert(names.side(front, moved_from))
        if new:
            return front.say("You are on the side {side} now, a new one (before: {before}).", side=shown, before=before)
        return front.say("You are on the side {side} now (before: {before}).", side=shown, before=before)
    if new:
        return front.say("You are on the side {side} now, a new one.", side=shown)
    return front.say("You are on the side {side} now.", side=shown)


def left(front: FrontEnd, side: Side) -> str:
    """The answer to leaving a side."""
    shown = _shown(front, side)
    return front.say("You left the side {side}. Your stances stay.", side=shown)


def listed(front: FrontEnd, status: DebateStatus, house: House = DEFAULT_HOUSE) -> str:
    """The sides with who is on them, by what holds in their server."""
    if not status.sides:
        return front.say("No sides yet. {ways.join_side} with a new name opens one.")
    lines = [_side(front, side) for side in status.sides]
    if status.unsided:
        lines.append(front.count("{number} person is on no side.", "{number} people are on no side.", status.unsided))
    if counting := who_counts(front, house, status.uncounted):
        lines.append(counting)
    return lines_within(front, lines, front.dialect.limits.message)


def _side(front: FrontEnd, side: SideStatus) -> str:
    name = front.dialect.bold(front.dialect.inert(names.side(front, side.name)))
    if not side.names:
        return front.say("{side} ({number}): nobody yet", side=name, number=side.people)
    people = commas(front.catalogue, (front.dialect.inert(names.person(front, person)) for person in side.names))
    return front.say("{side} ({number}): {people}", side=name, number=side.people, people=people)
