"""Refusals of concessions."""

from bot.ledger.entries import Answer
from bot.ledger.refusals.refusal import Refusal


class ConcessionNeedsEntry(Refusal):
    """A concession names the entry that it concedes."""


class CannotConcedeAConcession(Refusal):
    """Only a claim or a crux can be conceded."""

    entry: int


class OthersAreSilent(Refusal):
    """A concession takes over an answer of the others, so they must have given one."""

    entry: int


class OthersAreEven(Refusal):
    """A concession takes over the answer that most of the others gave, so there must be one."""

    entry: int
    agree: int
    disagree: int
    unsure: int


class AnsweredSoAlready(Refusal):
    """A concession moves whoever makes it."""

    entry: int
    answer: Answer


class OwnClaimIsAccepted(Refusal):
    """One's own claim is conceded only where the others reject it."""

    entry: int


class NotConcession(Refusal):
    """Only of a concession can something remain."""

    entry: int


class BuiltUponSince(Refusal):
    """A concession is taken back at once only where its author's answer is still the one that it gave."""

    entry: int
    conceded: int
