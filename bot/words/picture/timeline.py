"""The labels of the timeline of a debate, and its description for those who do not see it."""

from datetime import datetime

from bot.ledger.telling.progress import Conceded, Progress, Step
from bot.ledger.text import shortened
from bot.words import dates, names
from bot.words.front_end import FrontEnd
from bot.words.lists import joined

QUESTION_DESCRIBED = 300
"""How much of the question a description quotes."""


def title(front: FrontEnd, progress: Progress) -> str:
    """The title of the picture."""
    return front.say(
        "How agreement grew: {question}", question=names.covered(front, names.question(front, progress.question))
    )


def heading(front: FrontEnd) -> str:
    """What the chart shows."""
    return front.say("How agreement grew")


def empty(front: FrontEnd) -> str:
    """Stands in place of the chart where there is nothing to show."""
    return front.say("No claim or crux stands in the ledger yet.")


def entries(front: FrontEnd) -> str:
    """What the scale counts."""
    return front.say("entries")


def layer_labels(front: FrontEnd, sides: int, step: Step) -> tuple[str, str, str, str]:
    """How many entries stand where at a step, from the bottom to the top, among so many sides (0: the room)."""
    return (
        _agreed(front, sides, step.agreed),
        _apart(front, sides, step.apart),
        front.count("one side only: {number}", "one side only: {number}", step.one_sided),
        front.count("not decided yet: {number}", "not decided yet: {number}", step.unsettled),
    )


def _agreed(front: FrontEnd, sides: int, number: int) -> str:
    if not sides:
        return front.count("most accept or reject: {number}", "most accept or reject: {number}", number)
    if sides == 2:
        return front.count("both accept or reject: {number}", "both accept or reject: {number}", number)
    return front.count("all accept or reject: {number}", "all accept or reject: {number}", number)


def _apart(front: FrontEnd, sides: int, number: int) -> str:
    if not sides:
        return front.count("contested: {number}", "contested: {number}", number)
    return front.count("still diverge: {number}", "still diverge: {number}", number)


def concession(front: FrontEnd, conceded: Conceded) -> str:
    """Which entry is a concession, and what it concedes."""
    number = names.number(front, conceded.entry, conceded.was)
    return front.say("#{entry} concedes {conceded}", entry=conceded.concession, conceded=number)


def concessions(front: FrontEnd, number: int) -> str:
    """How many concessions there are, where they are too many to be named."""
    return front.count("{number} concession", "{number} concessions", number)


def foot(front: FrontEnd, until: datetime) -> str:
    """Up to when the debate is shown."""
    return front.say("Crux · until {until} UTC", until=dates.moment(front.language, until))


def timeline_in_words(front: FrontEnd, progress: Progress) -> str:
    """What the timeline shows; short enough for every front end."""
    first = next((step for step in progress.steps if step.entries), None)
    if first is None:
        return front.say("How agreement grew: no claim or crux stands in the ledger yet.")
    last = progress.steps[-1]
    question = shortened(names.covered(front, names.question(front, progress.question)), QUESTION_DESCRIBED)
    return front.count(
        "How agreement grew in “{question}”. {first}: {before}. {last}: {after}. {number} concession on the way.",
        "How agreement grew in “{question}”. {first}: {before}. {last}: {after}. {number} concessions on the way.",
        len(progress.concessions),
        question=question,
        first=dates.day(front.language, first.at),
        before=_counts(front, progress.sides, first),
        last=dates.day(front.language, last.at),
        after=_counts(front, progress.sides, last),
    )


def _counts(front: FrontEnd, sides: int, step: Step) -> str:
    """Where entries stand at a step; nothing of where none does."""
    numbers = (step.agreed, step.apart, step.one_sided, step.unsettled)
    labels = zip(numbers, layer_labels(front, sides, step), strict=True)
    return joined(front.catalogue, [label for number, label in labels if number])
