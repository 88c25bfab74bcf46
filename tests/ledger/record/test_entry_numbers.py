"""Numbers of entries in an event: written in one way, and read in no other."""

import pytest

from bot.ledger.record import entry_numbers


def test_what_is_written_is_read_again() -> None:
    assert entry_numbers.written({12, 3, 7}) == "3 7 12"
    assert entry_numbers.read("3 7 12") == [3, 7, 12]
    assert entry_numbers.read(entry_numbers.written(())) == []


@pytest.mark.parametrize("said", ["7 3", "3 3", "03", "3  7", " 3", "x", "+3", "3,7"])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"written|invalid literal"):
        entry_numbers.read(said)
