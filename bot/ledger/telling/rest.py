"""What a digest does not show one by one, in numbers."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from bot.ledger.ledger import Ledger
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import StandingClass, Verdict


@dataclass(frozen=True, slots=True)
class Rest:
    """How many entries stand where, parked ones apart, how many terms there are, and how many people do not count."""

    await_side: int = 0
    """Some side accepts or rejects it, and a side has not been heard."""
    one_sided: int = 0
    """Some side accepts or rejects it, and the others are undecided."""
    few_answers: int = 0
    undecided: int = 0
    parked: int = 0
    terms: int = 0
    proposed: int = 0
    uncounted: int = 0
    """People who take part and whose answers do not count, by what the server has decided."""


def rest(ledger: Ledger, now: Standing) -> Rest:
    """All that the sections of a digest leave out; what a crux is counts here too, where it awaits somebody."""
    one_sided = now.of(StandingClass.ONE_SIDED)
    judged_alike = groupby(one_sided, attrgetter("verdicts"))
    awaiting = sum(len(tuple(lines)) for verdicts, lines in judged_alike if Verdict.UNHEARD in verdicts)
    return Rest(
        await_side=awaiting,
        one_sided=len(one_sided) - awaiting,
        few_answers=len(now.of(StandingClass.UNTESTED)),
        undecided=len(now.of(StandingClass.OPEN)),
        parked=len(now.parked),
        terms=sum(term.can_be_read for term in ledger.definitions.values()),
        proposed=sum(not ledger.is_forgotten(line.entry.author) for line in now.proposed),
        uncounted=ledger.number_uncounted,
    )
