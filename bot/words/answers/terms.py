"""Answers to definitions."""

from bot.ledger.entries import Definition
from bot.words import names
from bot.words.front_end import FrontEnd


def defined(front: FrontEnd, definition: Definition, by: int) -> str:
    """What everybody sees when a term is defined."""
    return front.say(
        "{person} defines {term}: {meaning}",
        person=front.dialect.mention(by),
        term=_term(front, definition),
        meaning=front.dialect.inert(names.statement(front, definition.meaning)),
    )


def adopted(front: FrontEnd, definition: Definition) -> str:
    """The answer to an adoption."""
    return front.say("You use {term} in that sense now.", term=_term(front, definition))


def _term(front: FrontEnd, definition: Definition) -> str:
    return front.dialect.bold(front.dialect.inert(names.statement(front, definition.term)))
