"""Which texts went is written in one way alone, and read as nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.record.erased_texts import read, written

PLACES = st.sets(st.tuples(st.integers(1, 60), st.sampled_from(["passage", "statement", "name", "term"])))


def test_fields_come_in_the_order_of_the_alphabet_with_runs_as_ranges() -> None:
    places = [(9, "passage"), (4, "statement"), (4, "passage"), (5, "passage"), (6, "passage"), (12, "passage")]
    assert written(places) == "passage 4-6 9 12; statement 4"
    assert written([]) == ""


@given(PLACES)
def test_what_is_written_is_read(places: set[tuple[int, str]]) -> None:
    assert set(read(written(places), 61)) == places


def test_so_many_texts_as_somebody_has_in_years_are_a_short_line() -> None:
    every_third = [(number, field) for number in range(1, 21_001, 3) for field in ("passage", "statement")]
    assert len(written(every_third)) < 6 * len(every_third)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "passage",
            "passage ",
            " passage 4",
            "passage 4;statement 4",
            "statement 4; passage 4",
            "passage 4; passage 5",
        ),
        *(
            "passage 5 4",
            "passage 4 4",
            "passage 4 5",
            "passage 4-4",
            "passage 6-4",
            "passage 04",
            "passage 0",
            "passage 4; passage 5",
        ),
        *("passage 4-", "passage -4", "passage ٤", "passage 10", "passage 4-4000000000", "question\ud800 4", "verb 4"),
    ],
)
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(said, 10)
