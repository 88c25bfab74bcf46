"""Refusals of setting aside."""

from bot.ledger.refusals.refusal import Refusal


class CannotParkThat(Refusal):
    """Only claims and cruxes are set aside."""

    entry: int


class NotParked(Refusal):
    """Only what was set aside can be brought back."""

    entry: int
