"""Answers to concessions."""

from collections.abc import Mapping

from bot.ledger.entries import Entry, Scope
from bot.words import concessions
from bot.words.answers.entries import quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_CONCEDES: Mapping[Scope, str] = {
    Scope.WHOLE: message("{author} concedes the whole of {target}: {entry}"),
    Scope.POINT: message("{author} concedes the point on {target}: {entry}"),
    Scope.ARGUMENT: message("{author} grants {target} for the argument's sake: {entry}"),
}
_YOU_CONCEDE: Mapping[Scope, str] = {
    Scope.WHOLE: message("You concede the whole of {entry}."),
    Scope.POINT: message("You concede the point on {entry}."),
    Scope.ARGUMENT: message("You grant {entry} for the argument's sake."),
}


def conceded(front: FrontEnd, entry: Entry, target: Entry, author: int) -> str:
    """What everybody sees when somebody concedes: what, how far, and which answer they take over."""
    person, said = front.dialect.mention(author), quoted(front, entry)
    if entry.concession is None:
        return said
    sentence = _CONCEDES[entry.concession.scope]
    lines = (
        front.say(sentence, author=person, target=quoted(front, target), entry=said),
        moved(front, entry, author),
    )
    return "\n".join(lines)


def moved(front: FrontEnd, entry: Entry, author: int) -> str:
    """What a concession does to the answer of its author, as everybody sees it; empty for other entries."""
    if entry.concession is None:
        return ""
    person, number = front.dialect.mention(author), f"#{entry.concession.entry}"
    return front.say("{sentence}.", sentence=concessions.now(front, person, number, entry.concession))


def granted(front: FrontEnd, entry: Entry, conceded: Entry) -> str:
    """What a concession concedes, how far, and what it does to the answer of whoever made it."""
    concession = entry.concession
    if concession is None:
        return ""
    number = f"#{conceded.number}"
    lines = (
        front.say(_YOU_CONCEDE[concession.scope], entry=quoted(front, conceded)),
        concessions.you_now(front, number, concession),
    )
    return "\n".join(lines)


def residue(front: FrontEnd, entry: Entry) -> str:
    """What remains after a concession, as an entry of its own."""
    return front.say("What you still disagree about is a claim of yours now: {entry}", entry=quoted(front, entry))


def taken_back(front: FrontEnd, number: int, conceded: Entry, author: int) -> str:
    """That a concession was taken back, and the stance that it moved."""
    back = front.say(
        "{author} took concession #{number} back: their answer to {entry} is what it was before.",
        author=front.dialect.mention(author),
        number=number,
        entry=quoted(front, conceded),
    )
    return f"{back}\n{made_anew(front)}"


def made_anew(front: FrontEnd) -> str:
    """How a concession that was taken back is made again."""
    return front.dialect.small(front.say("{ways.concede} concedes it anew."))
