"""Which entry a number or some words name."""

import pytest

from bot.ledger.refusals import AmbiguousEntry, NoSuchEntry, NothingFits
from bot.ledger.rules.entries import entry_named, entry_numbered, number_in
from tests.transcript import debate

LEDGER = debate("ana  claim  Rents fall\nana  claim  Rents fall a lot\nben  claim  Quality suffers")


@pytest.mark.parametrize(
    ("name", "number"),
    [("12", 12), ("#12", 12), (" # 7 ", 7), ("rents", None), ("12 rents", None), ("٣", None), ("9" * 11, None)],
)
def test_a_name_is_a_number_or_words(name: str, number: int | None) -> None:
    assert number_in(name) == number


def test_a_number_names_its_entry_alone() -> None:
    assert entry_named(LEDGER.entries, "#2", ()).number == 2
    for name in (lambda: entry_numbered(LEDGER.entries, 9), lambda: entry_named(LEDGER.entries, "9", (1, 2))):
        with pytest.raises(NoSuchEntry):
            name()


def test_words_name_the_one_entry_that_holds_them_or_says_just_these() -> None:
    assert entry_named(LEDGER.entries, "quality", (3,)).number == 3
    assert entry_named(LEDGER.entries, "rents FALL", (2, 1)).number == 1


def test_words_that_fit_several_or_none_are_refused_with_the_candidates() -> None:
    with pytest.raises(AmbiguousEntry) as ambiguous:
        entry_named(LEDGER.entries, "rents", (2, 1))
    assert ambiguous.value.candidates == (2, 1)
    with pytest.raises(NothingFits):
        entry_named(LEDGER.entries, "homes", ())
