"""A debate from its first event to its last: what is told of its concessions."""

from bot.ledger.telling.progress import progress
from tests.exchange.ledgers import MERGED, sealed


def test_a_concession_of_a_merged_entry_is_told_of_the_one_that_it_goes_on_as() -> None:
    conceded = progress([line.event for line in sealed(MERGED)]).concessions

    assert [(one.concession, one.entry, one.was) for one in conceded] == [(3, 1, 2), (10, 1, 8)]
