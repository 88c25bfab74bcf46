"""Refusals about sides."""

from bot.ledger.refusals.refusal import Refusal


class SidesComeInPairs(Refusal):
    """Whoever names a side on opening a debate names the other one too."""


class NoSuchSide(Refusal):
    """The side must be one of the debate's."""

    name: str


class SideNameTaken(Refusal):
    """Two sides of a debate never bear the same name."""

    name: str


class BadSideName(Refusal):
    """A side has a name, of limited length."""

    limit: int


class NotOnASide(Refusal):
    """Only who is on a side can leave it."""
