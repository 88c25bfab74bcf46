"""What people read of refusals of setting aside."""

from collections.abc import Mapping

from bot.ledger.refusals import CannotParkThat, NotParked, ParkingNeedsASide, Refusal
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    CannotParkThat: message("#{entry} is a concession; only claims and cruxes can be parked."),
    ParkingNeedsASide: message(
        "#{entry} is set aside by one side, and another side is asked. You are on none: {ways.join_side}, then park it."
    ),
    NotParked: message("#{entry} is not parked, so there is nothing to bring back."),
}
