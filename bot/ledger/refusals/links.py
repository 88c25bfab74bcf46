"""Refusals of links between entries."""

from bot.ledger.entries import Relation
from bot.ledger.refusals.refusal import Refusal


class LinkNotUnderstood(Refusal):
    """A link is a relation and the number of an entry."""

    words: str


class LinkToItself(Refusal):
    """A link is between two entries."""


class NotLinked(Refusal):
    """Only a link that the ledger has can be taken back."""

    entry: int
    relation: Relation
    target: int


class NotYourLink(Refusal):
    """A link is taken back by who made it, by the author of its first entry, or by a moderator."""

    entry: int
