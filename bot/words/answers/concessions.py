"""Answers to concessions."""

from bot.ledger.entries import Answer, Entry, Scope
from bot.words.answers.entries import quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_NOW = {
    Answer.AGREE: message("You now agree on {entry}."),
    Answer.DISAGREE: message("You now disagree on {entry}."),
    Answer.UNSURE: message("You now unsure on {entry}."),
}


def conceded(front: FrontEnd, entry: Entry, target: Entry | None, author: int) -> str:
    """What everybody sees when somebody concedes."""
    person, said = front.dialect.mention(author), quoted(front, entry)
    if target is None:
        return front.say("{author} concedes a point: {entry}", author=person, entry=said)
    return front.say(
        "{author} concedes a point on {target}: {entry}", author=person, target=quoted(front, target), entry=said
    )


def granted(front: FrontEnd, entry: Entry, conceded: Entry) -> str:
    """What a concession does to the stance of whoever made it."""
    concession, said = entry.concession, quoted(front, conceded)
    if concession is None or concession.scope is Scope.ARGUMENT:
        return front.say("Granted for the argument's sake: {entry}. Your stance on it stays.", entry=said)
    return front.say(_NOW[concession.answer], entry=said)


def residue(front: FrontEnd, entry: Entry) -> str:
    """What remains after a concession, as an entry of its own."""
    return front.say("What you still hold stands as a claim of yours: {entry}", entry=quoted(front, entry))
