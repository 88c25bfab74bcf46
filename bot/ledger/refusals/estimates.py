"""Refusals about estimates of the question's "yes"."""

from bot.ledger.refusals.refusal import Refusal


class NoPercentage(Refusal):
    """An estimate is a whole number of percent."""

    words: str


class EstimatesAreOver(Refusal):
    """Some days after a debate was closed, the estimates are counted, and none is taken any more."""


class EstimateStands(Refusal):
    """The estimate of before is sealed: it can be corrected for a short while only."""
