"""The fonts that are installed with Crux."""

import pytest

from bot.render.picture.fonts import EMOJI, FONTS, LATIN, FontFile, FontMissing, fonts_with, has


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.family)
def test_each_font_is_there(font: FontFile) -> None:
    assert font.file.is_file()


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(FontMissing, match="Noto Sans: the package no_such_package is not installed"):
        assert FontFile("Noto Sans", "no_such_package", "a.ttf").file


def test_a_character_is_set_in_the_first_font_that_has_it() -> None:
    assert next(fonts_with("a")) is LATIN
    assert next(fonts_with("😀")) is EMOJI
    assert not has(LATIN, "家")
    assert list(fonts_with("\ue000")) == []
