"""How often each answer was given to each entry, whatever became of it."""

from collections import Counter

from bot.exchange.ledger_source import LedgerSource
from bot.ledger.entries import Answer
from bot.ledger.ledger import Ledger
from bot.ledger.standing.counts import EntryCount
from bot.ledger.standing.standing import Standing

WAITING = "waiting"
"""What counts an answer to an earlier wording, beside the three answers."""


def answer_counts(ledger: Ledger, now: Standing, source: LedgerSource) -> dict[int, Counter[str]]:
    """The counts by entry, by answer; `ledger` is counted, and answers to entries that ask for none are counted here.

    Answers of whoever counts nowhere are not among them.
    """
    answers = {line.entry.number: _counts(line.count) for line in now.entries if line.entry.asks_for_stances}
    others = [number for number in sorted(ledger.entries) if number not in answers]
    for stance in source.stances(others) if others else ():
        if ledger.counts_nowhere(stance.person):
            continue
        counts = stance.counts_for(ledger.entries[stance.entry])
        answers.setdefault(stance.entry, Counter())[stance.answer.value if counts else WAITING] += 1
    return answers


def _counts(count: EntryCount) -> Counter[str]:
    answered = {answer.value: sum(getattr(camp, answer.value) for camp in count.camps) for answer in Answer}
    return Counter(answered | {WAITING: len(count.waiting)})
