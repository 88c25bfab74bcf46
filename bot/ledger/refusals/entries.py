"""Refusals about entries as such: which one is meant, and what its state allows."""

from bot.ledger.entries import Status
from bot.ledger.refusals.refusal import Refusal


class NoSuchEntry(Refusal):
    """The number must be an entry's of this debate."""

    entry: int


class NothingFits(Refusal):
    """The words must occur in a statement of this debate."""

    words: str


class AmbiguousEntry(Refusal):
    """Words that stand for an entry must fit no other one."""

    words: str
    candidates: tuple[int, ...]


class NotYours(Refusal):
    """What changes an entry is its author's to do."""

    entry: int


class NotMerged(Refusal):
    """Only what goes on as another entry is split from it."""

    entry: int


class NothingRestorable(Refusal):
    """What was taken back together is brought back once, and concessions are made anew."""


class NotProposed(Refusal):
    """Only a proposal can be confirmed or declined."""

    entry: int
    status: Status


class AwaitsItsAuthor(Refusal):
    """Nothing is added to a proposal until its author has confirmed it."""

    entry: int


class EntryIsGone(Refusal):
    """Nothing is added to an entry that was declined, withdrawn or merged."""

    entry: int
    status: Status


class EntryGoesOn(Refusal):
    """Nothing is added to an entry that goes on as another one."""

    entry: int
    into: int


class WordsAreGone(Refusal):
    """Nobody stands by words that nobody can read any more."""

    entry: int


class NothingToRestore(Refusal):
    """Only an entry comes back that its author had confirmed, and that was withdrawn or merged since."""

    entry: int


class MergedWithItself(Refusal):
    """A merge is of two entries."""
