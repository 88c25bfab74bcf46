"""Where people are named in a text: in any case, with or without diacritics, at the edges of words.

A name is also found without its spaces, and each of its words by itself where it is written with a capital letter. A
name that is an ordinary word is found wherever that word stands: what is lost of a sentence can be asked for again,
who was named cannot be taken back.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.exchange.pseudonyms.folding import Folded, folded

SOMEBODY = "(person)"
"""What stands for a name that several people have."""

_SEPARATORS = re.compile(r"[\s._\-]*")
_SHORTEST_WORD = 3
"""In letters: shorter words of a name are initials and articles."""
_SHORTEST_JOINED = 5
_PARTICLES = frozenset(
    {"the", "and", "van", "von", "der", "den", "des", "dem", "del", "dos", "das", "della", "bin", "ibn", "abu", "abd"}
    | {"les", "las", "los", "mac", "san", "mrs", "mr", "dr", "sir"}
)
"""Words of names that say nothing of whose name it is."""
_CLITICS = frozenset("وفبلك")
"""Arabic writes and, so, in, for and like together with the word behind them."""
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF)),
    *((0x3040, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)
"""Thai, Lao, Burmese, Khmer, kana, Han and Hangul: written without spaces, or with particles behind a name."""


def _is_unspaced(character: str) -> bool:
    return character >= "\u0e00" and any(first <= ord(character) <= last for first, last in _UNSPACED)


def _joined(left: str, right: str) -> bool:
    """Whether two characters belong to one word."""
    return left.isalnum() and right.isalnum() and not _is_unspaced(left) and not _is_unspaced(right)


@dataclass(frozen=True, slots=True)
class Found:
    """A person named in a folded text from `start` to before `end`; what to write instead."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    capital: bool
    """Whether it is a name only where it begins with a capital letter, or in a script that has none."""

    @property
    def length(self) -> int:
        return sum(map(len, self.words))

    def end_in(self, text: str, start: int) -> int | None:
        """Where it ends if it stands there; None where it does not."""
        end = start
        for place, word in enumerate(self.words):
            if place and (gap := _SEPARATORS.match(text, end)) is not None:
                end = gap.end()
            if not text.startswith(word, end):
                return None
            end += len(word)
        cut = end < len(text) and _joined(text[end - 1], text[end])
        alone = self.length == 1 and _is_unspaced(text[start])
        return None if cut or (alone and _has_neighbour(text, start)) else end


def _has_neighbour(text: str, place: int) -> bool:
    return any(text[beside : beside + 1].isalnum() for beside in (place - 1, place + 1) if beside >= 0)


class NameIndex:
    """All names of the people of a ledger, each with what to write instead."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Of each name, and what to write instead of it: the same for all names of one person."""
        instead: dict[_Name, str] = {}
        for name, pseudonym in names:
            for spelled in set(_spelled(name)):
                instead[spelled] = pseudonym if instead.get(spelled, pseudonym) == pseudonym else SOMEBODY
        # Of a whole name and a word of another name, the whole name is meant.
        self._instead = {name: to for name, to in instead.items() if not name.capital or _whole(name) not in instead}
        self._by_word: dict[str, list[_Name]] = {}
        for spelled in sorted(self._instead, key=lambda name: (-name.length, name.words, name.capital)):
            self._by_word.setdefault(_first(spelled.words[0], 0), []).append(spelled)

    def found_at(self, place: int, text: Folded) -> Found | None:
        """The longest name that begins at a place of the folded text; None where no name begins there."""
        for name in self._by_word.get(_first(text.text, place), ()):
            end = name.end_in(text.text, place)
            if end is not None and not (name.capital and text.original[text.places[place]].islower()):
                return Found(place, end, self._instead[name])
        return None

    def found(self, text: Folded) -> Iterator[Found]:
        """The names in a text, none within another one."""
        behind = 0
        for place in _beginnings(text.text):
            if place >= behind and (found := self.found_at(place, text)) is not None:
                yield found
                behind = found.end


def _whole(name: _Name) -> _Name:
    return _Name(name.words, capital=False)


def _spelled(name: str) -> Iterator[_Name]:
    """The ways in which a name is looked for."""
    plain = folded(name).text
    words = tuple(plain.split())
    if any(c.isalnum() or not c.isascii() for c in plain):
        yield _Name(words, capital=False)
    parts = re.findall(r"[^\W_]+", plain)
    if not parts:
        return
    yield _Name(tuple(parts), capital=False)
    if len(parts) > 1 and sum(map(len, parts)) >= _SHORTEST_JOINED:
        yield _Name(("".join(parts),), capital=False)
    for part in parts if len(parts) > 1 else ():
        if len(part) >= (2 if _is_unspaced(part[0]) else _SHORTEST_WORD) and part not in _PARTICLES:
            yield _Name((part,), capital=True)


def _first(text: str, place: int) -> str:
    """By what the names are looked up that begin there: a word, or one character where words have no edges."""
    end = place + 1
    while end < len(text) and _joined(text[end - 1], text[end]):
        end += 1
    return text[place:end]


def _beginnings(text: str) -> Iterator[int]:
    """Where a name can begin: at the beginning of each word, behind what Arabic writes before it, and at signs."""
    for place, character in enumerate(text):
        if character.isspace():
            continue
        if place == 0 or not _joined(text[place - 1], character) or _only_clitics(text, place):
            yield place


def _only_clitics(text: str, place: int) -> bool:
    """Whether one or two clitics are all that stands of the word before that place."""
    for start in (place - 1, place - 2):
        if start < 0 or text[start] not in _CLITICS:
            return False
        if start == 0 or not _joined(text[start - 1], text[start]):
            return True
    return False
