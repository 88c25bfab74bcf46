"""One line of visible words: what somebody typed, made fit to keep, and to compare."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

MOST_MARKS = 8
"""How many combining marks one character keeps: more than any script needs, too few to run over the lines beside it."""

# Unlike spaces these count as letters or marks, but show nothing; some are set aside for what will show nothing.
_FILLER = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000\U000e0002-\U000e001f\U000e0080-\U000e0fff]"
)
_NONCHARACTERS = {
    *map(chr, range(0xFDD0, 0xFDF0)),
    *(chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
}
"""Code points that will never be characters. What else has no name here may have one in a newer Unicode."""

# Bidirectional controls can make a sentence read as another one; the rest of category Cf (joiners) shapes real words.
_TURNS_TEXT_ROUND = {*"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"}

_BEGIN, _END = "\u2068", "\u2069"
_ISOLATES = {_BEGIN, _END, "\u200e", "\u200f"}
"""By these Crux itself keeps words of one direction apart from a sentence of the other one."""


_PLAIN = re.compile("[\u0020-\u02ff\u2010-\u206f\u20a0-\u20cf\u2100-\u27ff\u2900-\u2bff]*")
"""Scripts and signs without marks and fillers: of these, whatever is printable is kept as it is."""


def one_line(words: str) -> str:
    """The words on one line, without control characters; empty where nothing visible is left.

    Letters are composed (NFC), so that the same text is the same words, whichever keyboard it was typed on.
    """
    if words.isprintable() and (words.isascii() or _is_plain(words)):
        return " ".join(words.split())
    return _line(filter(_is_kept, words))


def _line(characters: Iterable[str]) -> str:
    line = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Zs"} else c for c in characters)
    if not line.isascii():
        line = "".join(_without_floods(unicodedata.normalize("NFC", line)))
    joined = " ".join(line.split())
    return joined if any(is_visible(c) for c in joined) else ""


def one_line_said(words: str) -> str:
    """The same for what Crux says, in which words of another direction are isolated: that stays, and none is left open.

    What somebody typed has no such characters since it went through `one_line`; a cut text may lack an end.
    """
    if _ISOLATES.isdisjoint(words):
        return one_line(words)
    return _closed(_line(c for c in words if c in _ISOLATES or _is_kept(c)))


def _closed(line: str) -> str:
    """The line with each isolated part closed, and no end without its beginning."""
    kept, depth = "", 0
    for character in line:
        if character == _END and not depth:
            continue
        depth += {_BEGIN: 1, _END: -1}.get(character, 0)
        kept += character
    return kept + _END * depth


def _is_plain(words: str) -> bool:
    return _PLAIN.fullmatch(words) is not None and unicodedata.is_normalized("NFC", words)


def folded(words: str) -> str:
    """The words in the form in which they are compared where case makes no difference. There is no other such form.

    Words of one form are a canonical caseless match (The Unicode Standard, D145): "STRASSE" is "Straße", "ΣΊΣΥΦΟΣ" is
    "Σίσυφος", and an accent may be typed with its letter or behind it. An accent still tells words apart, and so does
    all that only looks alike: "é" is no "e", "²" is no "2".

    Beyond that, an i with its dot and one without are the same letter, capital or small. Which of them belong together
    depends on a language that nobody names: in Turkish, "I" is the capital of "ı", "İ" that of "i". So "İSTANBUL" is
    "istanbul" and "ISPARTA" is "ısparta", for which "sınır" has to be "sinir".
    """
    if words.isascii():
        return words.lower()
    small = unicodedata.normalize("NFD", words).casefold()
    return unicodedata.normalize("NFC", small.replace("ı", "i").replace("i\u0307", "i"))


def is_visible(character: str) -> bool:
    """Whether a reader sees it: not a space, a joiner, a filler or a mark that only chooses between shapes."""
    if character in _NONCHARACTERS or _FILLER.match(character):
        return False
    category = unicodedata.category(character)
    return category in {"Cn", "Co"} or category[0] not in "CZ"


def printable(words: str) -> str:
    """The words on their own lines, without characters that a terminal would obey or that turn a line round."""
    return "\n".join("".join(c for c in line if _is_printed(c)) for line in words.splitlines())


def _is_printed(character: str) -> bool:
    return _is_kept(character) and (character == "\t" or unicodedata.category(character) != "Cc")


def is_text(words: str) -> bool:
    """Whether the words can be kept exactly as they are: no null characters, no halves of characters."""
    return "\0" not in words and not any("\ud800" <= character <= "\udfff" for character in words)


def _without_floods(line: str) -> Iterator[str]:
    marks = 0
    for character in line:
        category = unicodedata.category(character)
        is_mark = category in {"Mn", "Me"}
        if is_mark:
            marks += 1
        elif category != "Cf":
            marks = 0
        if not is_mark or marks <= MOST_MARKS:
            yield character


def _is_kept(character: str) -> bool:
    return (
        character not in _TURNS_TEXT_ROUND
        and character not in _NONCHARACTERS
        and unicodedata.category(character) != "Cs"
    )


def shortened(words: str, limit: int) -> str:
    """The words, cut with an ellipsis where they are longer than the limit: behind a word, unless one is very long."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if not words[limit - 1].isspace():
        behind_a_word = cut[: max(map(cut.rfind, " \t\n")) + 1].rstrip()
        cut = behind_a_word if 3 * len(behind_a_word) > 2 * len(cut) else cut
    return cut.rstrip(" \t\n,;:") + "…"
