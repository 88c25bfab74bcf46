"""What is told of an outcome: where an entry of it was merged, the one that it goes on as."""

from dataclasses import replace

import pytest

from bot.ledger.estimates import Phase
from bot.ledger.record import events as e
from bot.ledger.telling.outcome import ShownEstimates, told
from tests.exchange.ledgers import CHANGES, MERGED, ledger


@pytest.mark.parametrize(
    ("written", "named"), [("✓ #8", 1), ("#2", 1), ("✗ #4", 4), ("#99", 99), ("In our own words", None)]
)
def test_a_line_names_the_entry_that_a_merged_one_goes_on_as(written: str, named: int | None) -> None:
    debate = replace(ledger(MERGED).debate, settled=written)

    (line,) = told(debate, ledger(MERGED)).settled

    assert line.line.entry == named


def test_what_was_loaded_alone_tells_what_it_goes_on_as() -> None:
    merged = ledger(MERGED).entries[8]
    debate = replace(ledger(MERGED).debate, settled="#8")

    (line,) = told(debate, replace(ledger(MERGED), entries={8: replace(merged, goes_on_as=1)})).settled

    assert (line.line.entry, line.said) == (1, merged.said)


def test_what_people_let_be_shown_is_told_with_the_tally_and_over_with_it() -> None:
    counted = (e.DebateClosed(), e.EstimatesCounted(2, 0, 0, 1, 1, 0, 40, 50))
    closed = ledger((*CHANGES, e.EstimateGiven(1, Phase.BEFORE), *counted, e.EstimatesShown(1, "30", "60")))
    shown = (e.EstimatesShown(1, "30", "60"), e.DebateReopened())
    again = ledger((*CHANGES, e.EstimateGiven(1, Phase.BEFORE), *counted, *shown, *counted))

    assert told(closed.debate, closed).shown == (ShownEstimates("ana", 30, 60),)
    assert (told(again.debate, again).tally, told(again.debate, again).shown) == (again.debate.tally, ())
