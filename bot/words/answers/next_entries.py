"""The entries that somebody is to answer next, one after the other."""

from bot.ledger.telling.next_entries import NextEntries
from bot.words.answers.waiting import entry_in_full
from bot.words.front_end import FrontEnd
from bot.words.lists import sentences


def first_of(front: FrontEnd, following: NextEntries) -> str:
    """How many entries an answer settles, or that none does, and the first of them in full."""
    entry = following.first
    if entry is None:
        return front.say("Nothing is left here that your answer would settle.")
    return "\n".join([_why(front, following), *entry_in_full(front, entry.entry, entry.author, entry.reworded)])


def _why(front: FrontEnd, following: NextEntries) -> str:
    first = following.entries[0]
    if first.answers == 1 and first.for_good:
        return front.count(
            "Your answer can settle {number} entry.",
            "Your answers can settle {number} entries, one after the other.",
            sum(entry.for_good for entry in following.entries),
        )
    if first.answers == 1:
        return front.count(
            "Your answer can show where your side stands on {number} entry.",
            "Your answers can show where your side stands on {number} entries, one after the other.",
            len(following.entries),
        )
    answers = first.answers
    nearest = front.count(
        "This one comes nearest: it takes {number} answer, yours included.",
        "This one comes nearest: it takes {number} answers, yours included.",
        answers,
    )
    return sentences(front.catalogue, (front.say("No single answer of yours would settle an entry now."), nearest))


def enough(front: FrontEnd, number: int) -> str:
    """After so many entries it is a good moment to stop."""
    return front.count("That is {number} for now.", "Those are {number} for now.", number)


def only_skipped(front: FrontEnd, number: int) -> str:
    """Nothing is left but what was skipped."""
    return front.count(
        "Nothing more is left that your answer would settle, but the one you skipped.",
        "Nothing more is left that your answer would settle, but the {number} you skipped.",
        number,
    )


def join_first(front: FrontEnd) -> str:
    """Who is on no side counts for none."""
    return front.say("You are on no side yet, so your answers count for none. Which side are you on?")


def is_settled(front: FrontEnd, entry: int) -> str:
    """The entry that somebody has just answered is settled."""
    return front.say("#{entry} is settled now.", entry=entry)
