"""Refusals of concessions."""

from bot.ledger.refusals.refusal import Refusal


class ConcessionNeedsEntry(Refusal):
    """A concession names the entry that it concedes."""


class CannotConcedeAConcession(Refusal):
    """Only a claim or a crux can be conceded."""

    entry: int


class NotConcession(Refusal):
    """Only of a concession can something remain."""

    entry: int
