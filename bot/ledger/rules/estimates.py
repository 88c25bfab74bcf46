"""When somebody may say how likely the question's "yes" is, and what all of them come to."""

from collections.abc import Sequence
from datetime import datetime

from bot.ledger.estimates import OPEN_AFTER_CLOSING, Estimate, Pair, Phase, tallied
from bot.ledger.ledger import Debate
from bot.ledger.record import events as e
from bot.ledger.refusals import EstimatesAreOver, NoPercentage
from bot.ledger.text import one_line


def percentage(words: str) -> int:
    """The number of percent that somebody typed. Raises NoPercentage."""
    digits = one_line(words).removesuffix("%").strip()
    if not (digits.isdecimal() and len(digits) <= 3 and int(digits) <= 100):
        raise NoPercentage(words=one_line(words))
    return int(digits)


def phase_at(debate: Debate, at: datetime) -> Phase:
    """Which estimate a debate asks for at that moment. Raises EstimatesAreOver."""
    if debate.closed_at is None:
        return Phase.BEFORE
    if at >= debate.closed_at + OPEN_AFTER_CLOSING:
        raise EstimatesAreOver
    return Phase.AFTER


def of_closing(debate: Debate, estimates: Sequence[Estimate]) -> tuple[Estimate, ...]:
    """Those that count for a closed debate: what was said after an earlier closing does not."""
    closed_at = debate.closed_at
    return tuple(
        given for given in estimates if given.phase is Phase.BEFORE or (closed_at is not None and given.at >= closed_at)
    )


def counted(estimates: Sequence[Estimate]) -> e.EstimatesCounted:
    """That the estimates of a closing were counted."""
    tally = tallied(estimates)
    return e.EstimatesCounted(
        tally.both,
        tally.only_before,
        tally.only_after,
        tally.towards_yes,
        tally.towards_no,
        tally.unmoved,
        tally.median_before,
        tally.median_after,
    )


def shown(pair: Pair) -> e.EstimatesShown:
    """What somebody put before and after, by their leave."""
    return e.EstimatesShown(pair.person, str(pair.before), str(pair.after))
