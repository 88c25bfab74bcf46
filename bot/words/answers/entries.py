"""How answers refer to an entry."""

from bot.ledger.entries import Entry, Kind
from bot.ledger.text import shortened
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

QUOTE_LIMIT = 420
"""Longer than any plain statement: only one that is full of markup is cut, so that several still fit a message."""

_QUESTION_LIMIT = 200

KIND_TITLES = {
    Kind.CLAIM: message("Claim"),
    Kind.CRUX: message("Crux"),
    Kind.CONCESSION: message("Concession"),
}


def quoted(front: FrontEnd, entry: Entry, limit: int = QUOTE_LIMIT) -> str:
    """The number of an entry and what it says."""
    number = front.dialect.bold(f"#{entry.number}")
    statement = front.dialect.inert_within(names.statement(front, entry.said), limit)
    return front.say("{number} “{statement}”", number=number, statement=statement)


def choice(front: FrontEnd, entry: Entry) -> str:
    """An entry that is offered while somebody types. It is shown as it is, so nothing in it needs escaping."""
    statement = names.covered(front, names.statement(front, entry.said))
    return shortened(front.line(f"#{entry.number} {front.isolated(statement)}"), front.dialect.limits.choice)


def with_opening(front: FrontEnd, text: str, question: str | None) -> str:
    """The answer to a tag, and the question of the debate that the tag has opened; None where it has opened none."""
    if question is None:
        return text
    shown = front.dialect.inert_within(question, _QUESTION_LIMIT)
    opened = front.say(
        "This opened a debate here: “{question}”. {ways.open_debate} gives it a question and sides.", question=shown
    )
    return f"{text}\n{front.dialect.small(opened)}"
