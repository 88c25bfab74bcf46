"""What people read of refusals about who is kept from writing."""

from collections.abc import Mapping

from bot.ledger.refusals import AlreadyBarred, Barred, BarredFor, NotBarred, ReasonTooLong, Refusal
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    Barred: message(
        "Moderators keep you from writing to this server's ledgers. You can still read them, and {ways.forget} erases "
        "what you wrote. To have it lifted, ask somebody who has {ways.moderators}: {ways.unbar} does it."
    ),
    BarredFor: message(
        "Moderators keep you from writing to this server's ledgers: “{reason}”. You can still read them, and "
        "{ways.forget} erases what you wrote. To have it lifted, ask somebody who has {ways.moderators}: {ways.unbar} "
        "does it."
    ),
    AlreadyBarred: message(
        "That person is kept from writing already. {ways.bars} shows since when; {ways.unbar} lifts it."
    ),
    NotBarred: message("That person is not kept from writing. {ways.bars} shows who is; {ways.bar} does it."),
    ReasonTooLong: message("That is too long: a reason has room for {limit} characters."),
}
