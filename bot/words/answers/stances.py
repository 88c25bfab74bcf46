"""Answers to stances."""

from collections.abc import Sequence

from bot.ledger.entries import Answer, Entry, Stance
from bot.words.answers.entries import QUOTE_LIMIT, quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import lines_within
from bot.words.vocabulary import term

_TAKEN = {
    Answer.AGREE: message("You agree with {entry}."),
    Answer.DISAGREE: message("You disagree with {entry}."),
    Answer.UNSURE: message("You are unsure about {entry}."),
}
_CHANGED = {
    Answer.AGREE: message("You agree with {entry} (before: {before})."),
    Answer.DISAGREE: message("You disagree with {entry} (before: {before})."),
    Answer.UNSURE: message("You are unsure about {entry} (before: {before})."),
}
_TAKEN_WITH_CREDENCE = {
    Answer.AGREE: message("You agree with {entry}: {credence} % likely to be true."),
    Answer.DISAGREE: message("You disagree with {entry}: {credence} % likely to be true."),
    Answer.UNSURE: message("You are unsure about {entry}: {credence} % likely to be true."),
}
_CHANGED_WITH_CREDENCE = {
    Answer.AGREE: message("You agree with {entry}: {credence} % likely to be true (before: {before})."),
    Answer.DISAGREE: message("You disagree with {entry}: {credence} % likely to be true (before: {before})."),
    Answer.UNSURE: message("You are unsure about {entry}: {credence} % likely to be true (before: {before})."),
}

_SHORTEST_QUOTE = 60
_AROUND_A_QUOTE = 30
"""What the number and the marks around a statement take of its line."""


def taken(front: FrontEnd, entry: Entry, answer: Answer, credence: int | None, before: Stance | None) -> str:
    """The answer to a stance: what was taken, and what it was before where that was something else."""
    said = quoted(front, entry)
    if before is None or before.answer is answer:
        sentences = _TAKEN if credence is None else _TAKEN_WITH_CREDENCE
        return front.say(sentences[answer], entry=said, credence=credence)
    sentences = _CHANGED if credence is None else _CHANGED_WITH_CREDENCE
    return front.say(sentences[answer], entry=said, credence=credence, before=term(front.catalogue, before.answer))


def which_stance(front: FrontEnd, entries: Sequence[Entry]) -> str:
    """The entries of a message, to be answered."""
    limit = front.dialect.limits.message
    room = max(_SHORTEST_QUOTE, min(QUOTE_LIMIT, limit // len(entries) - _AROUND_A_QUOTE))
    lines = [front.say("What is your stance?"), *(quoted(front, entry, room) for entry in entries)]
    return lines_within(front, lines, limit)


_AGAIN = {
    Answer.AGREE: message("Taken back: you agree with {entry} again."),
    Answer.DISAGREE: message("Taken back: you disagree with {entry} again."),
    Answer.UNSURE: message("Taken back: you are unsure about {entry} again."),
}


def taken_back(front: FrontEnd, entry: Entry, stance: Stance | None) -> str:
    """The answer when somebody undoes what they had answered."""
    said = quoted(front, entry)
    if stance is None:
        return front.say("Taken back: you have not answered {entry}.", entry=said)
    return front.say(_AGAIN[stance.answer], entry=said)
