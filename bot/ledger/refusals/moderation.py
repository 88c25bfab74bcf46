"""Refusals about who is kept from writing."""

from bot.ledger.refusals.refusal import Refusal


class Barred(Refusal):
    """Whom the moderators of a server keep from writing to its ledgers may read them."""


class BarredFor(Barred):
    """The same, with the reason that moderators gave."""

    reason: str


class AlreadyBarred(Refusal):
    """Somebody is kept from writing once."""

    user: int


class NotBarred(Refusal):
    """Only who is kept from writing is let write again."""

    user: int


class ReasonTooLong(Refusal):
    """A reason is of limited length."""

    limit: int
