"""What in a message looks like a claim, a crux or a concession. Nobody's word is taken for it: people decide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.ledger.entries import Kind
from bot.ledger.markers.phrases import LANGUAGES, Match, Word, phrases_of, words_in
from bot.ledger.sentences import sentences_in

MOST_OF_A_MESSAGE = 4
"""How many suggestions one message gives at most: one that is full of phrases is no list of entries."""

LEAST_OF_A_CLAIM = 3
"""How many words a claim has beside its phrase: "I think so" says nothing that can be answered."""

_FIRST = (Kind.CRUX, Kind.CONCESSION, Kind.CLAIM)
"""Which kind a sentence is taken for that has phrases of several."""

_CITED = re.compile(r"\"[^\"\n]{1,300}\"|“[^”\n]{1,300}”|„[^“\n]{1,300}“|«[^»\n]{1,300}»|»[^«\n]{1,300}«")
"""Words within quotation marks: somebody else's, or not meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that may be an entry: from `start` to `end` in its message, and why: the words that were the sign."""

    kind: Kind
    start: int
    end: int
    marker: str
    language: str


class Decision(StrEnum):
    """What a moderator has made of a suggestion."""

    ACCEPTED = "accepted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Suggested:
    """An entry that a message may have: what a moderator reviews before its author is asked.

    `place` is where the passage's sentence begins in the message, `marker` the words that were the sign.
    """

    kind: Kind
    place: int
    passage: str
    statement: str
    marker: str
    language: str


@dataclass(frozen=True, slots=True)
class SuggestedOf:
    """What is suggested of one message, and whose it is.

    `inexact`: what is known of the message is not what was written, but what a file says instead.
    """

    message: int
    author: int
    author_name: str
    suggested: tuple[Suggested, ...]
    inexact: bool = False


def looks_like(said: str) -> tuple[Found, ...]:
    """The sentences of a message that look like an entry, at most one entry each.

    In `said`, what the author does not say in own words (quotes of others, code) is blank, character for character.
    """
    uncited = _CITED.sub(lambda match: " " * len(match.group()), said)
    found = (_in_sentence(said, uncited, start, end) for start, end in sentences_in(said))
    return tuple(islice((one for one in found if one is not None), MOST_OF_A_MESSAGE))


def _in_sentence(said: str, uncited: str, start: int, end: int) -> Found | None:
    words = words_in(uncited, start, end)
    matches = sorted(_matches(words), key=lambda match: (_FIRST.index(_kind(match)), match.start))
    for match in matches:
        if _says_enough(match, words):
            first, last = words[match.start], words[match.end - 1]
            marker = " ".join(said[first.start : last.end].split())
            return Found(_kind(match), start, end, marker, match.phrase.language)
    return None


def _matches(words: Sequence[Word]) -> Iterator[Match]:
    for language in LANGUAGES:
        yield from phrases_of(language).matches(words)


def _kind(match: Match) -> Kind:
    if match.phrase.kind is None:
        raise ValueError("a phrase that says nothing was taken for a marker")
    return match.phrase.kind


def _says_enough(match: Match, words: Sequence[Word]) -> bool:
    beside = len(words) - (match.end - match.start)
    return match.phrase.kind is not Kind.CLAIM or beside >= LEAST_OF_A_CLAIM
