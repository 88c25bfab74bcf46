"""What is told of an outcome: where an entry of it was merged, the one that it goes on as."""

from dataclasses import replace

import pytest

from bot.ledger.telling.outcome import told
from tests.exchange.ledgers import MERGED, ledger


@pytest.mark.parametrize(
    ("written", "named"), [("✓ #8", 1), ("#2", 1), ("✗ #4", 4), ("#99", 99), ("In our own words", None)]
)
def test_a_line_names_the_entry_that_a_merged_one_goes_on_as(written: str, named: int | None) -> None:
    debate = replace(ledger(MERGED).debate, settled=written)

    (line,) = told(debate, ledger(MERGED).entries).settled

    assert line.line.entry == named


def test_what_was_loaded_alone_tells_what_it_goes_on_as() -> None:
    merged = ledger(MERGED).entries[8]
    debate = replace(ledger(MERGED).debate, settled="#8")

    (line,) = told(debate, {8: replace(merged, goes_on_as=1)}).settled

    assert (line.line.entry, line.said) == (1, merged.said)
