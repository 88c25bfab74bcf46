"""What the estimates of a debate came to, in words."""

from collections.abc import Iterator

from bot.ledger.estimates import ENOUGH, Tally
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses


def lines(front: FrontEnd, tally: Tally) -> Iterator[str]:
    """How people moved between before and after, line by line: none of it says what one of them put."""
    yield front.dialect.bold(front.say("Before and after: how likely “yes” is"))
    yield from (front.dialect.item(line) for line in _facts(front, tally))


def in_one_line(front: FrontEnd, tally: Tally) -> str:
    """The same in one line."""
    return clauses(front.catalogue, _facts(front, tally))


def _facts(front: FrontEnd, tally: Tally) -> Iterator[str]:
    yield from (_moved(front, tally) if tally.towards_yes is not None else _unsaid(front, tally))
    if only := tally.only_before + tally.only_after:
        yield front.count("{number} person put only one estimate", "{number} people put only one estimate", only)


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
        "in the middle: {before} % before, {after} % after", before=tally.median_before, after=tally.median_after
    )


def _both(front: FrontEnd, tally: Tally) -> str:
    return front.count("{number} person put both estimates", "{number} people put both estimates", tally.both)
