"""Data in which nothing can be wrong is read at once, to what reading it field by field gives; all other is left."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.record.events import CHANGES, MalformedChange, data_of, texts_of, values_from
from bot.ledger.record.sound_data import sound_values
from bot.ledger.record.verb import PLATFORM_IDS
from tests.exchange.ledgers import EVERYTHING

LARGEST = 1000
ANSWER: dict[str, Any] = {
    "entry": 3,
    "person": 2,
    "wording": 1,
    "answer": "agree",
    "credence": None,
    "concession": None,
}
ODD = st.none() | st.booleans() | st.integers(-2, LARGEST + 2) | st.floats() | st.text() | st.lists(st.integers())


def test_most_changes_of_a_debate_are_read_at_once() -> None:
    assert sound_values("stance taken", ANSWER, LARGEST) == (3, 2, 1, "agree", None, None)
    assert sound_values("stance taken", dict(reversed(ANSWER.items())), LARGEST) == (3, 2, 1, "agree", None, None)


def test_what_is_read_at_once_is_what_is_read_field_by_field() -> None:
    read = 0
    for change in EVERYTHING:
        if not texts_of(change):
            values = sound_values(change.verb, data_of(change), 2**63)
            assert values in (None, values_from(change.verb, data_of(change), {}))
            read += values is not None
    assert read >= len(EVERYTHING) // 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"entry": -1},
        {"entry": LARGEST + 1},
        {"entry": True},
        {"entry": 3.0},
        {"entry": None},
        {"entry": "3"},
        {"answer": "maybe"},
        {"answer": None},
        {"answer": ["agree"]},
        {"credence": "10"},
        {"unknown": 1},
        {"entry)": 1},
    ],
)
def test_what_may_be_wrong_is_left(wrong: dict[str, Any]) -> None:
    assert sound_values("stance taken", ANSWER | wrong, LARGEST) is None


def test_a_missing_field_and_an_unknown_verb_are_left() -> None:
    assert sound_values("stance taken", {"entry": 3}, LARGEST) is None
    assert sound_values("stance burned", ANSWER, LARGEST) is None


@given(st.data())
def test_nothing_is_read_at_once_that_field_by_field_is_refused(data: st.DataObject) -> None:
    verb = data.draw(st.sampled_from(sorted(CHANGES)))
    names = [*CHANGES[verb].form.plain]
    drawn: dict[str, Any] = {name: data.draw(ODD | st.sampled_from(["agree", "fully", "supports"])) for name in names}

    values = sound_values(verb, drawn, LARGEST)

    if values is not None:
        assert not PLATFORM_IDS & drawn.keys()
        assert all(0 <= value <= LARGEST for value in drawn.values() if type(value) is int)
        try:
            assert values == values_from(verb, drawn, {})
        except MalformedChange as wrong:
            raise AssertionError(f"{drawn} was taken for data of {verb}") from wrong
