"""What the estimates of a debate came to, in words."""

from collections.abc import Callable, Iterator, Sequence

from bot.ledger.estimates import ENOUGH, Tally
from bot.ledger.telling.outcome import ShownEstimates
from bot.words import names
from bot.words.catalogue import message
from bot.words.front_end import FrontEnd
from bot.words.lists import and_more, clauses

TITLE = message("Before and after: how likely “yes” is")

MOST_SHOWN = 10
"""Of how many people a message says what they put."""


def lines(front: FrontEnd, tally: Tally, shown: Sequence[ShownEstimates] = ()) -> Iterator[str]:
    """How people moved between before and after, line by line, and what those put who let it be shown."""
    yield front.dialect.bold(front.say(TITLE))
    yield from (front.dialect.item(line) for line in facts(front, tally))
    yield from (front.dialect.item(line) for line in shown_facts(front, shown[:MOST_SHOWN], front.dialect.inert))
    if more := len(shown[MOST_SHOWN:]):
        yield and_more(front, more)


def in_one_line(front: FrontEnd, tally: Tally) -> str:
    """How people moved, in one line."""
    return clauses(front.catalogue, facts(front, tally))


def facts(front: FrontEnd, tally: Tally) -> Iterator[str]:
    """How people moved between before and after: none of it says what one of them put."""
    yield from (_moved(front, tally) if tally.towards_yes is not None else _unsaid(front, tally))
    if only := tally.only_before + tally.only_after:
        yield front.count("{number} person put only one estimate", "{number} people put only one estimate", only)


def shown_facts(front: FrontEnd, shown: Sequence[ShownEstimates], written: Callable[[str], str]) -> Iterator[str]:
    """What each of them put; `written` is how a document writes a name."""
    for one in shown:
        yield front.say(
            "{person}, shown with leave: {before} % before, {after} % after",
            person=written(names.person(front, one.name)),
            before=one.before,
            after=one.after,
        )


def _unsaid(front: FrontEnd, tally: Tally) -> Iterator[str]:
    yield _both(front, tally)
    if tally.both:
        yield front.say(
            "how they moved is not said: it takes {enough} sealed estimates, so that none can be worked out",
            enough=ENOUGH,
        )


def _moved(front: FrontEnd, tally: Tally) -> Iterator[str]:
    yield _both(front, tally)
    yield front.say("towards yes: {number}", number=tally.towards_yes)
    yield front.say("towards no: {number}", number=tally.towards_no)
    yield front.say("did not move: {number}", number=tally.unmoved)
    yield front.say(
        "the middle estimate: {before} % before, {after} % after", before=tally.median_before, after=tally.median_after
    )


def _both(front: FrontEnd, tally: Tally) -> str:
    return front.count("{number} person put both estimates", "{number} people put both estimates", tally.both)
