"""Words set in lines: nothing leaves its room, nothing is lost, and every part stands in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.picture.typesetting.clusters import clusters
from bot.render.picture.typesetting.lines import ELLIPSIS, broken, set_lines
from tests.render.picture.debates import WORDS

SIZE, ROOM = 30, 600


@pytest.mark.parametrize("script", sorted(WORDS))
def test_every_line_keeps_to_its_room_and_no_word_is_lost(script: str) -> None:
    words = " ".join([WORDS[script]] * 4)

    lines = broken(words, SIZE, ROOM, most=40)

    assert all(line.width <= ROOM + 0.1 for line in set_lines(words, SIZE, ROOM, most=40))
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = set_lines("Rents fall when we build " * 20, SIZE, ROOM, most=2)

    assert len(lines) == 2
    assert lines[-1].runs[-1].text.endswith(ELLIPSIS)
    assert lines[-1].width <= ROOM


def test_a_word_longer_than_a_line_is_broken_within() -> None:
    lines = broken("https://example.org/" + "z" * 100, SIZE, ROOM, most=10)

    assert len(lines) > 2
    assert "".join(lines) == "https://example.org/" + "z" * 100


def test_in_a_line_read_from_the_right_latin_words_keep_their_order_and_brackets_run_with_the_line() -> None:
    (line,) = set_lines("שלום (reinforcement learning) עולם", SIZE, 10_000, most=1)

    seen = [run.text.strip("\u200f") for run in line.runs]
    assert [part.strip() for part in seen] == ["עולם", ")", "reinforcement learning", "שלום ("]
    assert line.right_to_left


def test_in_a_line_read_from_the_left_words_of_the_other_direction_stand_in_their_place() -> None:
    (line,) = set_lines("They say שלום עולם often", SIZE, 10_000, most=1)

    seen = [run.text.strip("\u200f").strip() for run in line.runs]
    assert [part for part in seen if part] == ["They say", "שלום עולם", "often"]


@given(st.text(max_size=80), st.floats(60, 900))
def test_whatever_is_written_lines_keep_to_their_room(words: str, room: float) -> None:
    lines = set_lines(words, SIZE, room, most=5)

    assert len(lines) <= 5
    for line in lines:
        assert line.width <= room + 0.1 or len(list(clusters("".join(run.text for run in line.runs)))) <= 4
