"""What people read of refusals about estimates of the question's “yes”."""

from collections.abc import Mapping

from bot.ledger.refusals import EstimatesAreOver, EstimateStands, NoPercentage, Refusal
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    NoPercentage: message("“{words}” is no estimate. Write a whole number from 0 to 100."),
    EstimatesAreOver: message(
        "The estimates of this debate are counted, and no more are taken. {ways.show_status} says how people moved."
    ),
    EstimateStands: message(
        "Your estimate from before stands: it could be corrected for an hour. You are asked again when the debate "
        "closes."
    ),
}
