"""Marker phrases: read from their files, and found in words."""

import pytest

from bot.ledger.entries import Kind
from bot.ledger.markers.phrases import LANGUAGES, Phrase, Phrases, phrases_of, words_in
from bot.ledger.text import folded

THINK = Phrase(("i", "think"), Kind.CLAIM, "en")
SO = Phrase(("i", "think", "so"), None, "en")
RIGHT = Phrase(("you're", "right"), Kind.CONCESSION, "en")
PHRASES = Phrases((THINK, SO, RIGHT), ("really", "still"))


def found(text: str) -> list[str]:
    words = words_in(text)
    matches = PHRASES.matches(words)
    return [text[words[match.start].start : words[match.end - 1].end] for match in matches]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("I think rents fall", ["I think"]),
        ("I STILL really think rents fall", ["I STILL really think"]),
        ("I still still still think rents fall", []),
        ("YOU’RE right, you're RIGHT", ["YOU’RE right", "you're RIGHT"]),
        ("hi thinkers", []),
        ("You're rightly angry", []),
        ("I think so", []),
        ("I think so, but I think rents fall", ["I think"]),
        ("_I think_ rents fall", ["I think"]),
    ],
)
def test_a_phrase_is_found_at_the_bounds_of_words_whatever_its_case_and_apostrophes(
    text: str, phrases: list[str]
) -> None:
    assert found(text) == phrases


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_phrases_of_each_kind_and_none_of_them_twice(language: str) -> None:
    phrases = phrases_of(language).phrases
    assert {phrase.kind for phrase in phrases} == {*Kind, None}
    assert all(phrase.language == language for phrase in phrases)
    words = [phrase.words for phrase in phrases]
    assert len(words) == len(set(words))
    assert all(word == folded(word) for phrase in words for word in phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_says_nothing_holds_a_phrase_that_says_something_else(language: str) -> None:
    phrases = phrases_of(language).phrases
    said = Phrases((phrase for phrase in phrases if phrase.kind is not None), ())
    for phrase in phrases:
        if phrase.kind is None:
            assert list(said.matches(words_in(" ".join(phrase.words)))), phrase
