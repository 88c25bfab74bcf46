"""Refusals about debates."""

from bot.ledger.refusals.refusal import Refusal


class MayNotOpenDebates(Refusal):
    """A server may leave the opening of debates to moderators."""


class NoDebate(Refusal):
    """There is no debate in this channel."""


class DebateIsClosed(Refusal):
    """A closed debate can be read and reopened, not written to."""


class LedgerIsLocked(Refusal):
    """What moderators have locked is written to again once they unlock it."""


class LedgerIsLockedFor(LedgerIsLocked):
    """The same, with the reason that moderators gave."""

    reason: str


class LedgerIsUnlocked(Refusal):
    """Only a locked ledger is unlocked."""


class DebateIsOpen(Refusal):
    """A channel has one debate, which is opened once."""


class NoQuestion(Refusal):
    """A debate has a question, of limited length."""

    limit: int


class NothingToDraw(Refusal):
    """A picture shows entries that stand in the ledger, so there must be one."""


class MayNotChangeQuestion(Refusal):
    """The question is corrected by who opened the debate, and by moderators."""


class OutcomeTooLong(Refusal):
    """What is said of an outcome is of limited length."""

    limit: int


class BadDay(Refusal):
    """A debate is looked at again on a day that is to come."""

    words: str


class DebateStillOpen(Refusal):
    """Only a closed debate comes back on a day."""


class DebateExists(Refusal):
    """A ledger is imported once into a database."""

    debate: int


class NotInADebateChannel(Refusal):
    """A ledger belongs to a place where people talk: not to a private conversation, a category or a voice channel."""
