"""What is said of an entry that is set aside, or brought back."""

from bot.ledger.entries import Entry
from bot.words.answers.entries import quoted
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

_BACK = message("{ways.unpark} brings it back.")


def parked(front: FrontEnd, entry: Entry, by: int) -> str:
    """What everybody sees when an entry is set aside."""
    said = quoted(front, entry)
    if entry.parking is not None and entry.parking.agreed_by is not None:
        agreed = front.say(
            "{person} agrees: {entry} is set aside, as a side point. The answers to it stay.",
            person=front.dialect.mention(by),
            entry=said,
        )
        return f"{agreed}\n{front.dialect.small(front.say(_BACK))}"
    return front.say(
        "{person} sets {entry} aside as a side point. Do you agree?", person=front.dialect.mention(by), entry=said
    )


def revived(front: FrontEnd, entry: Entry, by: int) -> str:
    """What everybody sees when an entry is argued again."""
    return front.say(
        "{person} brings {entry} back: it is argued again.",
        person=front.dialect.mention(by),
        entry=quoted(front, entry),
    )
