"""Refusals of stances and crux marks."""

from bot.ledger.entries import Answer
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


class CredenceContradicts(Refusal):
    """Whoever thinks a statement likely does not disagree with it, nor does whoever thinks it unlikely agree."""

    entry: int
    wording: int
    statement: str
    answer: Answer
    credence: int


class CruxForItself(Refusal):
    """A crux is one for something else."""
