"""The labels of the timeline of a debate, and its description for those who do not see it."""

from datetime import datetime

from bot.ledger.telling.progress import Conceded, Progress, Step
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import joined


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


def agreed(front: FrontEnd, number: int) -> str:
    """How many entries the sides agree on."""
    return front.count("{number} agreed", "{number} agreed", number)


def apart(front: FrontEnd, number: int) -> str:
    """On how many entries the sides diverge."""
    return front.count("{number} still apart", "{number} still apart", number)


def one_sided(front: FrontEnd, number: int) -> str:
    """On how many entries one side has decided."""
    return front.count("{number} one side only", "{number} one side only", number)


def unsettled(front: FrontEnd, number: int) -> str:
    """On how many entries no side has decided."""
    return front.count("{number} not settled yet", "{number} not settled yet", number)


def concession(front: FrontEnd, conceded: Conceded) -> str:
    """Which entry is a concession, and what it concedes."""
    return front.say("#{entry} concedes #{conceded}", entry=conceded.concession, conceded=conceded.entry)


def concessions(front: FrontEnd, number: int) -> str:
    """How many concessions there are, where they are too many to be named."""
    return front.count("{number} concession", "{number} concessions", number)


def foot(front: FrontEnd, until: datetime) -> str:
    """Up to when the debate is shown."""
    return front.say("Crux · until {until:%Y-%m-%d %H:%M} UTC", until=until)


def timeline_in_words(front: FrontEnd, progress: Progress) -> str:
    """What the timeline shows; short enough for every front end."""
    first = next((step for step in progress.steps if step.entries), None)
    if first is None:
        return front.say("How agreement grew: no claim or crux stands in the ledger yet.")
    last = progress.steps[-1]
    return front.count(
        "How agreement grew. {first:%Y-%m-%d}: {before}. {last:%Y-%m-%d}: {after}. {number} concession on the way.",
        "How agreement grew. {first:%Y-%m-%d}: {before}. {last:%Y-%m-%d}: {after}. {number} concessions on the way.",
        len(progress.concessions),
        first=first.at,
        before=_counts(front, first),
        last=last.at,
        after=_counts(front, last),
    )


def _counts(front: FrontEnd, step: Step) -> str:
    counts = (
        agreed(front, step.agreed),
        apart(front, step.apart),
        one_sided(front, step.one_sided),
        unsettled(front, step.unsettled),
    )
    return joined(front.catalogue, counts)
