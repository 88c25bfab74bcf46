"""What people read of refusals of suggestions."""

from collections.abc import Mapping

from bot.ledger.refusals import CannotReadHere, MessageIsGone, PassageIsGone, ReadLately, Refusal, SuggestionDecided
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    SuggestionDecided: message(
        "That suggestion waits no more: somebody has decided it, or its message is gone. {ways.review_suggestions} "
        "goes on with the others."
    ),
    MessageIsGone: message(
        "That message was deleted, so what was suggested of it is dropped. {ways.review_suggestions} goes on with the "
        "others."
    ),
    PassageIsGone: message(
        "The message was changed since, and the passage is not in it any more. Drop the suggestion, or tag the message "
        "as it is now: {ways.tag_as_claim}."
    ),
    CannotReadHere: message(
        "Crux may not read this channel: it needs View Channel and Read Message History ({ways.grant_permissions})."
    ),
    ReadLately: message("These messages were read less than a minute ago. Ask again in a minute."),
}
