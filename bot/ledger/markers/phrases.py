"""Marker phrases, read from a file for each language, and found in a sentence's words."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bot.ledger.entries import Kind
from bot.ledger.text import folded

LANGUAGES = ("en", "de", "es")
"""The languages with a file of phrases here, by their BCP 47 tags."""

MOST_FILLERS = 2
"""How many fillers may stand between two words of a phrase."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the form in which words are compared, and where it stands in its text."""

    folded: str
    start: int
    end: int


def words_in(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a piece of a text, in their order."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(_plain(match.group()), match.start(), match.end()) for match in found]


def _plain(word: str) -> str:
    return folded(word.replace("’", "'"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A marker phrase. Without a kind, it only holds one that has another meaning alone."""

    words: tuple[str, ...]
    kind: Kind | None
    language: str


@dataclass(slots=True)
class _Node:
    """Where one is in some phrases after some of their words; `phrase` is the one that ends here."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was found, and the words behind it, by their places: from `start` up to `end`."""

    phrase: Phrase
    start: int
    end: int


class Phrases:
    """The phrases of one language, found in words in a time that grows with their number alone."""

    def __init__(self, phrases: Iterable[Phrase], fillers: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        self._fillers = frozenset(fillers)
        self._root = _Node()
        for phrase in self.phrases:
            self._add(phrase)

    def _add(self, phrase: Phrase) -> None:
        node = self._root
        for word in phrase.words:
            node = node.following.setdefault(word, _Node())
        node.phrase = phrase

    def matches(self, words: Sequence[Word]) -> Iterator[Match]:
        """The phrases in the words, none within another one: at each place the longest."""
        begins, end = self._root.following, 0
        for place, word in enumerate(words):
            # Most words begin no phrase.
            if place < end or word.folded not in begins:
                continue
            match = self._longest(words, place)
            if match is not None:
                end = match.end
                if match.phrase.kind is not None:
                    yield match

    def _longest(self, words: Sequence[Word], start: int) -> Match | None:
        node, place, fillers, longest = self._root, start, 0, None
        while place < len(words):
            word = words[place].folded
            place += 1
            if (following := node.following.get(word)) is not None:
                node, fillers = following, 0
                if node.phrase is not None:
                    longest = Match(node.phrase, start, place)
            elif node is not self._root and word in self._fillers and fillers < MOST_FILLERS:
                fillers += 1
            else:
                break
        return longest


@cache
def phrases_of(language: str) -> Phrases:
    """The phrases of a language that has some."""
    read = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    return Phrases(_phrases(read, language), (_plain(word) for word in read["fillers"]))


def _phrases(read: Mapping[str, Sequence[str]], language: str) -> Iterator[Phrase]:
    kinds: dict[str, Kind | None] = {**{kind.value: kind for kind in Kind}, "nothing": None}
    for name, kind in kinds.items():
        for phrase in read[name]:
            yield Phrase(tuple(word.folded for word in words_in(phrase)), kind, language)
