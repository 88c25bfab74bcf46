"""Answers about sides."""

from bot.ledger.entries import Side
from bot.words.front_end import FrontEnd


def not_there(front: FrontEnd, name: str) -> str:
    """The question before one more side is opened."""
    return front.say(
        "There is no side “{name}” here yet. Did you mean one from the list, or shall it be a new side?",
        name=front.dialect.inert(name),
    )


def joined(front: FrontEnd, side: Side, moved_from: str | None, *, new: bool = False) -> str:
    """The answer to taking a side; `moved_from` is the side that the person was on before."""
    shown = front.dialect.bold(front.dialect.inert(side.shown))
    if moved_from:
        before = front.dialect.inert(moved_from)
        if new:
            return front.say("You are on the side {side} now, a new one (before: {before}).", side=shown, before=before)
        return front.say("You are on the side {side} now (before: {before}).", side=shown, before=before)
    if new:
        return front.say("You are on the side {side} now, a new one.", side=shown)
    return front.say("You are on the side {side} now.", side=shown)


def left(front: FrontEnd, side: Side) -> str:
    """The answer to leaving a side."""
    shown = front.dialect.bold(front.dialect.inert(side.shown))
    return front.say("You left the side {side}. Your stances stay.", side=shown)
