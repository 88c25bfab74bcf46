"""Words set in lines: nothing leaves its room, no character is torn, every script has its font and its direction."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.picture import fonts, typesetting
from bot.render.picture.typesetting import ELLIPSIS, broken, clusters, runs_leftward, runs_of, set_lines
from tests.render.picture.debates import WORDS

SIZE, ROOM = 30, 600


@pytest.mark.parametrize("script", sorted(WORDS))
def test_every_character_of_every_script_is_set_in_a_font_that_has_it(script: str) -> None:
    shapes = {"\u200d", "\ufe0f"}
    for run in runs_of(WORDS[script]):
        assert [c for c in run.text if c not in shapes and not fonts.has(run.font, c)] == [], run


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


@pytest.mark.parametrize("whole", ["👩‍💻", "👍🏽", "🇩🇪", "❤️", "é", "किं"[:3]])
def test_what_a_reader_sees_as_one_character_is_never_torn(whole: str) -> None:
    assert list(clusters(f"a{whole}b")) == ["a", whole, "b"]


def test_two_flags_are_two_characters() -> None:
    assert list(clusters("🇩🇪🇫🇷")) == ["🇩🇪", "🇫🇷"]


def test_a_sentence_is_read_from_where_its_first_letter_begins() -> None:
    assert runs_leftward("(12) שלום Latin")
    assert not runs_leftward("12 Latin שלום")
    assert not runs_leftward("123")


def test_in_a_line_read_from_the_right_latin_words_keep_their_order_and_brackets_run_with_the_line() -> None:
    (line,) = set_lines("שלום (reinforcement learning) עולם", SIZE, 10_000, most=1)

    seen = [run.text.strip("\u200f") for run in line.runs]
    assert [part.strip() for part in seen] == ["עולם", ")", "reinforcement learning", "שלום ("]
    assert line.leftward


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


PLAIN = [chr(code) for code in range(0x2100) if typesetting._PLAIN.fullmatch(chr(code))]


@given(st.text(st.sampled_from(PLAIN)))
def test_plain_words_are_set_as_any_others_are(words: str) -> None:
    at_once = runs_of(words)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typesetting, "_PLAIN", re.compile("(?!)"))
        assert runs_of(words) == at_once
