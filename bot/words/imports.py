"""What a whole ledger is: that it, or its beginning, was imported; that its people are pseudonyms."""

from bot.ledger.record.import_mark import ImportMark
from bot.words.front_end import FrontEnd
from bot.words.seals import written


def imported(front: FrontEnd, mark: ImportMark, at: str, seal: str) -> str:
    """What whoever reads the ledger is to know of it; `at` and `seal` as the page or the message writes them."""
    return front.count(
        "Its first event came from a file on {at}, with the seal {seal}: Crux did not see it happen.",
        "Its first {number} events came from a file on {at}, up to the seal {seal}: Crux did not see them happen.",
        mark.events,
        at=at,
        seal=seal,
    )


def imported_briefly(front: FrontEnd, mark: ImportMark) -> str:
    """The same as a part of a line."""
    at = front.dialect.moment(mark.at)
    return front.say("imported {at} up to seal {seal}", at=at, seal=written(mark.events, mark.hash))


def pseudonymous(front: FrontEnd) -> str:
    """What whoever reads a ledger under pseudonyms is to know of it."""
    return front.say(
        "The people of this ledger are pseudonyms: A1, A2, B1 … Names, links and mentions were taken out of all words, "
        "and times are days."
    )
