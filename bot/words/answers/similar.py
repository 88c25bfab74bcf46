"""What is said where a new entry says nearly the same as an earlier one."""

from bot.ledger.entries import Entry
from bot.words.answers.entries import quoted
from bot.words.front_end import FrontEnd


def said_before(front: FrontEnd, entry: Entry, before: Entry) -> str:
    """The question to the author of the new one."""
    return front.say(
        "{before} says nearly the same as your #{entry}. Take a stance on it instead? Then #{entry} goes on as it, and "
        "people answer one of them.",
        before=quoted(front, before),
        entry=entry.number,
    )


def answered_instead(front: FrontEnd, entry: Entry, into: Entry) -> str:
    """The new one goes on as the earlier one, which its author answers."""
    return front.say(
        "#{entry} goes on as {into}, and your answer counts there.", entry=entry.number, into=quoted(front, into)
    )
