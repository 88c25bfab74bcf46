"""Refusals of definitions."""

from bot.ledger.refusals.refusal import Refusal


class EmptyDefinition(Refusal):
    """A definition has a term and a meaning, both of limited length."""

    term: int
    meaning: int


class NobodyChosen(Refusal):
    """A term is given to a person, who must be named."""


class NoSuchDefinition(Refusal):
    """The definition must still stand in the debate."""


class OwnDefinition(Refusal):
    """Nobody adopts their own term."""


class NotYourDefinition(Refusal):
    """Whose term it is, is said by who wrote the definition down."""


class TermOfAnApp(Refusal):
    """A term is a person's: an app means nothing by a word."""
