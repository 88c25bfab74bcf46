"""Refusals of setting aside."""

from bot.ledger.refusals.refusal import Refusal


class CannotParkThat(Refusal):
    """Only claims and cruxes are set aside."""

    entry: int


class ParkingNeedsASide(Refusal):
    """What somebody of a side set aside, somebody of another side sets aside too: not somebody on none."""

    entry: int


class NotParked(Refusal):
    """Only what was set aside can be brought back."""

    entry: int
