"""Text in runs: every script has its font."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.picture import fonts
from bot.render.picture.typesetting import runs
from bot.render.picture.typesetting.runs import runs_of
from tests.render.picture.debates import WORDS


@pytest.mark.parametrize("script", sorted(WORDS))
def test_every_character_of_every_script_is_set_in_a_font_that_has_it(script: str) -> None:
    shapes = {"\u200d", "\ufe0f"}
    for run in runs_of(WORDS[script]):
        assert [c for c in run.text if c not in shapes and not fonts.has(run.font, c)] == [], run


PLAIN = [chr(code) for code in range(0x2100) if runs._PLAIN.fullmatch(chr(code))]


@given(st.text(st.sampled_from(PLAIN)))
def test_plain_words_are_set_as_any_others_are(words: str) -> None:
    quickly_set = runs_of(words)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runs, "_PLAIN", re.compile("(?!)"))
        assert runs_of(words) == quickly_set
