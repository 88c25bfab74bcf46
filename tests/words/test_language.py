"""A reader's locale leads to a language that Crux speaks."""

import pytest

from bot.ledger.house import Spoken
from bot.words.language import ENGLISH, LANGUAGES, Direction, language_of


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("pt-BR", "pt-BR"),
        ("ja", "ja"),
        ("ar", "ar"),
        ("en-US", "en"),
        ("en-GB", "en"),
    ],
)
def test_a_locale_s_region_makes_no_difference(locale: str, tag: str) -> None:
    assert language_of(locale).tag == tag


@pytest.mark.parametrize("locale", ["zh-CN", "sv-SE", "", "de_", "Deutsch"])
def test_who_reads_another_language_is_answered_in_english(locale: str) -> None:
    assert language_of(locale) is ENGLISH


def test_each_language_can_be_chosen() -> None:
    assert {choice.value for choice in Spoken} - {Spoken.AUTOMATIC} == {language.tag for language in LANGUAGES}


def test_each_language_has_a_name_of_its_own_and_a_direction() -> None:
    assert len({language.name for language in LANGUAGES}) == len(LANGUAGES)
    assert [language.name for language in LANGUAGES if language.direction is Direction.RIGHT_TO_LEFT] == ["العربية"]
