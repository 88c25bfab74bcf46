"""Answers about sides."""

from bot.ledger.entries import Side, SideName
from bot.ledger.telling.status import DebateStatus, SideStatus
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import joined as commas
from bot.words.lists import lines_within

NAMED_PER_SIDE = 20
"""How many people of a side are named in the list of the sides."""


def not_there(front: FrontEnd, name: str) -> str:
    """The question before one more side is opened."""
    return front.say(
        "There is no side “{name}” here yet. Did you mean one from the list, or shall it be a new side?",
        name=front.dialect.inert(name),
    )


def joined(front: FrontEnd, side: Side, moved_from: SideName, *, new: bool = False) -> str:
    """The answer to taking a side; `moved_from` is the side that the person was on before."""
    shown = front.dialect.bold(front.dialect.inert(names.side(front, side.called)))
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
    shown = front.dialect.bold(front.dialect.inert(names.side(front, side.called)))
    return front.say("You left the side {side}. Your stances stay.", side=shown)


def listed(front: FrontEnd, status: DebateStatus) -> str:
    """The sides with who is on them."""
    if not status.sides:
        return front.say("No sides yet. {ways.join_side} with a new name opens one.")
    lines = [_side(front, side) for side in status.sides]
    if status.unsided:
        lines.append(
            front.count("{number} have not picked a side.", "{number} have not picked a side.", status.unsided)
        )
    return lines_within(front, lines, front.dialect.limits.message)


def _side(front: FrontEnd, side: SideStatus) -> str:
    name = front.dialect.bold(front.dialect.inert(names.side(front, side.name)))
    if not side.names:
        return front.say("{side} ({number}): nobody yet", side=name, number=side.people)
    people = commas(front.catalogue, (front.dialect.inert(names.person(front, person)) for person in side.names))
    return front.say("{side} ({number}): {people}", side=name, number=side.people, people=people)
