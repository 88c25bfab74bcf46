"""Answers to crux marks."""

from bot.ledger.entries import Degree, Entry
from bot.words.answers.entries import quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_FOR_THE_QUESTION = {
    Degree.FULLY: message("Marked: if you changed your mind on {entry}, you would change it fully on the question."),
    Degree.PARTLY: message("Marked: if you changed your mind on {entry}, you would change it partly on the question."),
}
_FOR_AN_ENTRY = {
    Degree.FULLY: message("Marked: if you changed your mind on {entry}, you would change it fully on #{target}."),
    Degree.PARTLY: message("Marked: if you changed your mind on {entry}, you would change it partly on #{target}."),
}


def marked(front: FrontEnd, entry: Entry, target: Entry | None, degree: Degree) -> str:
    """The answer to a crux mark; the target is None where that is the question."""
    if target is None:
        return front.say(_FOR_THE_QUESTION[degree], entry=quoted(front, entry))
    return front.say(_FOR_AN_ENTRY[degree], entry=quoted(front, entry), target=target.number)


def unmarked(front: FrontEnd, entry: Entry) -> str:
    """The answer to taking one's crux marks on an entry back."""
    return front.say("Taken back: {entry} is not your crux any more.", entry=quoted(front, entry))
