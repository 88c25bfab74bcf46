"""Answers when several entries are taken back, or brought back, at once."""

from collections.abc import Sequence

from bot.ledger.entries import Entry
from bot.words.answers.concessions import made_anew
from bot.words.answers.tags import taking_back
from bot.words.front_end import FrontEnd
from bot.words.lists import joined

MOST_SHOWN = 25
"""How many entries are offered at once: where there are so many, there may be more."""


def nothing_to_withdraw(front: FrontEnd, *, own: bool) -> str:
    """There is no open entry to take back."""
    if own:
        return front.say("There is nothing of yours in this debate that could be taken back.")
    return front.say("There is nothing of theirs in this debate that could be taken back.")


def which_to_withdraw(front: FrontEnd, offered: int) -> str:
    """The question above the menu."""
    question = front.say("Which of these shall be withdrawn? Their history stays, and one button undoes it.")
    if offered < MOST_SHOWN:
        return question
    more = front.dialect.small(front.say("These are the newest ones. Do it again for those before them."))
    return f"{question}\n{more}"


def withdrawn(front: FrontEnd, entries: Sequence[Entry]) -> str:
    """Several entries were taken back."""
    gone = front.say(
        "Withdrawn: {entries}. Their history stays: {ways.show_history}.", entries=_numbers(front, entries)
    )
    return "\n".join((gone, *([made_anew(front)] if any(entry.concession for entry in entries) else ())))


def restored(front: FrontEnd, entries: Sequence[Entry]) -> str:
    """Several entries stand again."""
    back = front.say("Brought back: {entries}", entries=_numbers(front, entries))
    return f"{back}\n{taking_back(front)}"


def _numbers(front: FrontEnd, entries: Sequence[Entry]) -> str:
    return joined(front.catalogue, (front.dialect.bold(f"#{entry.number}") for entry in entries))
