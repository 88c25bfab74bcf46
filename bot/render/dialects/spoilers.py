"""Spoilers: what stands between two bars is covered until a reader asks for it."""

import re
from collections.abc import Callable
from functools import partial
from unicodedata import normalize

from bot.ledger.text import is_visible

BARS = "||"

Span = tuple[int, int]
"""Where a piece of a text begins and ends."""

SHORTEST_SECRET = 3
"""Shorter words are found wherever they are meant otherwise."""

_EMPHASIS = re.compile(r"[*_~`]+")
_SPOILER = re.compile(r"\|\|(?P<covered>.+?)(?:\|\||(?<=…)\Z)", re.DOTALL)
"""A spoiler; also one whose second bar was cut off with the end of the text."""


def with_spoilers(words: str, open_words: Callable[[str], str], spoiler: Callable[[str], str]) -> str:
    """The words, with what stands open and what is covered written each in its way."""
    if BARS not in words:
        return open_words(words)
    written, end = "", 0
    for match in _SPOILER.finditer(words):
        if any(map(is_visible, match["covered"])):
            written += open_words(words[end : match.start()]) + spoiler(match["covered"])
            end = match.end()
    return written + open_words(words[end:])


def hidden(words: str) -> str:
    """The words as one spoiler; one within it would end it."""
    return f"{BARS}{words.replace(BARS, '')}{BARS}"


def covered_by(words: str, mark: str) -> str:
    """The words with a mark in the place of each spoiler, for where nothing can be uncovered."""
    return with_spoilers(words, str, lambda _: mark)


def covered_as_in(statement: str, message: str) -> str:
    """The statement with those of its words covered that are covered in the message, whatever their case and form."""
    statement = normalize("NFC", statement)
    secrets = {match["covered"].strip() for match in _SPOILER.finditer(normalize("NFC", message))}
    plain = secrets | {_EMPHASIS.sub("", secret).strip() for secret in secrets}
    for secret in sorted(plain, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            words = r"\s+".join(map(re.escape, secret.split()))
            again = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
            statement = with_spoilers(statement, partial(again.sub, _cover), _in_bars)
    return statement


def _cover(match: re.Match[str]) -> str:
    return _in_bars(match.group())


def _in_bars(words: str) -> str:
    return f"{BARS}{words}{BARS}"


def spoilers_in(message: str) -> tuple[Span, ...]:
    """Where the spoilers of a message are, with their bars."""
    found = (match.span() for match in _SPOILER.finditer(message) if any(map(is_visible, match["covered"])))
    return tuple(found)
