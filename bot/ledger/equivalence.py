"""A piece of a text found however its letters are composed: "é" is one character, or an "e" and its accent."""

from collections.abc import Iterator
from unicodedata import combining, normalize


def piece_in(text: str, quoted: str) -> str | None:
    """The first piece of the text that is the quoted words; None where there is none.

    The piece is the text's own, character for character. It is canonically equivalent to the quoted words (The Unicode
    Standard, section 3.7) but for spaces: where the words have any, the text has any. It never divides a letter.
    """
    words = normalize("NFD", quoted).split()
    starts, plain = _taken_apart(text)
    if sum(len(word) for word in words) > len(plain):
        return None
    wanted = " ".join(words)
    start = plain.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if start in starts and end in starts:
            return text[starts[start] : starts[end]]
        start = plain.find(wanted, start + 1)
    return None


def _taken_apart(text: str) -> tuple[dict[int, int], str]:
    """The text with its letters taken apart (NFD), runs of spaces as one, and where its letters begin in the text."""
    starts: dict[int, int] = {}
    plain: list[str] = []
    for place, letter in _letters(text):
        starts[len(plain)] = place
        for character in normalize("NFD", letter):
            if not character.isspace():
                plain.append(character)
            elif plain[-1:] != [" "]:
                plain.append(" ")
    return {**starts, len(plain): len(text)}, "".join(plain)


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """The pieces that compose with nothing beside them, each with its place."""
    begins = 0
    for place in range(1, len(text)):
        if not _composes(text[begins:place], text[place]):
            yield begins, text[begins:place]
            begins = place
    if text:
        yield begins, text[begins:]


def _composes(letter: str, character: str) -> bool:
    if character.isascii():
        return False
    if combining(normalize("NFD", character)[0]):
        return True
    return normalize("NFC", letter + character) != normalize("NFC", letter) + normalize("NFC", character)
