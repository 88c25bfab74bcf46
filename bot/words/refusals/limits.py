"""What people read where something would be too much."""

from collections.abc import Mapping

from bot.ledger.refusals import Refusal, TooManyEntries, TooManyTags
from bot.words.catalogue import message

SENTENCES: Mapping[type[Refusal], str] = {
    TooManyTags: message(
        "You have made {limit} entries in this debate within an hour, as many as one person may here. The next one "
        "can be made {again}. Answering goes on: {ways.take_stance}, {ways.next_entries}."
    ),
    TooManyEntries: message(
        "This debate has {limit} open entries, as many as there may be. Take a stance on what is there "
        "({ways.take_stance}), take back what is yours ({ways.withdraw}), or ask a moderator to merge what says the "
        "same ({ways.merge})."
    ),
}
