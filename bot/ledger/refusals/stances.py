"""Refusals of stances and crux marks."""

from bot.ledger.refusals.refusal import Refusal


class ConcessionTakesNoStance(Refusal):
    """A concession records a move, so nobody takes a stance on it."""

    entry: int
    target: int | None


class RewordedMeanwhile(Refusal):
    """A stance is on the wording that the person has read."""

    entry: int
    statement: str


class BadCredence(Refusal):
    """A credence is a percentage."""


class CruxForItself(Refusal):
    """A crux is one for something else."""
