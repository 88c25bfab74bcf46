"""Words of one direction within a sentence of another one (Unicode annex 9).

What people write may run another way than the sentence that it is put into: an Arabic name in an English sentence, an
English command in an Arabic one. Unless it is isolated, it takes the signs and numbers beside it along. In a
sentence that runs from the right, a number with signs ("#2", "60 %", "2027-03-01") comes apart from them as well.

Where everything runs the sentence's own way, nothing is added: a text without such words is the same to the byte.
"""

import re
from functools import cache
from typing import TypeVar

from bot.words.language import Direction

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
MARKS = {Direction.LEFT_TO_RIGHT: "\u200e", Direction.RIGHT_TO_LEFT: "\u200f"}
"""What is not seen and has a direction: before a sentence, it says which way the sentence runs."""

Words = TypeVar("Words", bound=str)

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEFT_TO_RIGHT = re.compile(
    "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u0370-\u0373\u0376-\u0589\u0900-\u1fff\u200e"
    "\u2071\u207f\u2090-\u209c\u2c00-\u2ce4\u2d00-\u2ddf\u3005-\u3007\u3021-\u3029\u3031-\ud7ff\uf900-\ufb17"
    "\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010000-\U000107ff\U00011000-\U0001cfff\U00020000-\U0003fffd]"
)
"""Letters of the scripts that run so, and the mark that does. What stands between them has no other direction."""

_BEGINS_WITH_NUMBER = re.compile(r"\A\W*\d")
_COMES_APART = re.compile(
    r"#(?:\{\w+\}|\d+)"
    r"|(?:\{\w+(?::\w+)?\}|(?<!\d)\d+) ?%"
    r"|\{\w+\}(?:/\{\w+\})+"
    r"|(?<!\d)\d+(?: [\d*][\d*/,-]*){2,}"
    r"|(?<!\d)\d+(?:[-:/.][0-9A-Za-z]+)+"
    r"|(?<![A-Za-z.{])(?<![A-Za-z] )[A-Za-z](?:[A-Za-z ]*[A-Za-z])?(?=[^\w{}]*\{(?!ways))"
)
"""In a message: an entry's number, a share, counts with strokes between them, a schedule's fields, a day or a seal, and
a Latin word that would take the number behind it along."""

_ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}[^{FIRST_STRONG_ISOLATE}{POP_ISOLATE}]*{POP_ISOLATE}")
_OF_A_LINE = re.compile(r"(?:#{1,3} |-# |> |- )*")
"""What makes a line a heading, a quotation or an item of a list, which it does at the line's beginning alone."""


def isolated(words: Words, direction: Direction) -> Words:
    """The words as they can stand within a sentence of that direction, of the same kind of text as they were."""
    if _runs_along(words, direction):
        return words
    # Slices and sums keep what is text of a markup language what it is.
    return words[:0] + FIRST_STRONG_ISOLATE + words + POP_ISOLATE  # type: ignore[return-value]


def begun(sentence: Words, direction: Direction) -> Words:
    """The sentence with a mark before it where its first letter runs the other way: by it, readers' apps set a line.

    Words alone that run the other way are no sentence of this direction, and stay as they are.
    """
    if direction is Direction.LEFT_TO_RIGHT and not has_right_to_left(sentence):
        return sentence
    if _first(sentence) is not _OTHER[direction] or not _is_more_than_words(sentence, direction):
        return sentence
    start = _of_a_line(sentence)
    return sentence[:start] + MARKS[direction] + sentence[start:]  # type: ignore[return-value]


@cache
def with_isolates(message: str) -> str:
    """A message that runs from the right, with what would come apart in it isolated."""
    return _COMES_APART.sub(rf"{FIRST_STRONG_ISOLATE}\g<0>{POP_ISOLATE}", message)


def has_left_to_right(words: str) -> bool:
    """Whether there are letters in it that run from the left."""
    return _LEFT_TO_RIGHT.search(words) is not None


def has_right_to_left(words: str) -> bool:
    """Whether there are letters in it that run from the right."""
    return not words.isascii() and _RIGHT_TO_LEFT.search(words) is not None


def _is_more_than_words(sentence: str, direction: Direction) -> bool:
    """Whether something stands beside words that are isolated, or some words run the sentence's own way."""
    beside = without_isolated(sentence)
    return bool(beside.strip()) and (beside != sentence or _has(beside, direction))


def _runs_along(words: str, direction: Direction) -> bool:
    """Whether no letter runs the other way but those that are isolated already, and no number needs to be held."""
    if direction is Direction.LEFT_TO_RIGHT and not has_right_to_left(words):
        return True
    if "\n" in words:
        return True
    beside = without_isolated(words)
    if direction is Direction.RIGHT_TO_LEFT and _begins_with_number(beside):
        return False
    return not _has(beside, _OTHER[direction])


def _begins_with_number(words: str) -> bool:
    """Whether a number comes first and not alone: a word of the other direction before it would take it along."""
    return not words.isdigit() and _BEGINS_WITH_NUMBER.match(words) is not None


def without_isolated(words: str) -> str:
    """The words without those that are isolated in it, however deep."""
    while FIRST_STRONG_ISOLATE in words:
        shorter = _ISOLATED.sub("", words)
        if shorter == words:
            break
        words = shorter
    return words


_OTHER = {
    Direction.LEFT_TO_RIGHT: Direction.RIGHT_TO_LEFT,
    Direction.RIGHT_TO_LEFT: Direction.LEFT_TO_RIGHT,
}


def _has(words: str, direction: Direction) -> bool:
    if direction is Direction.RIGHT_TO_LEFT:
        return has_right_to_left(words)
    return has_left_to_right(words)


def _first(words: str) -> Direction | None:
    """The direction of the first letter that has one; None where none has."""
    left, right = _LEFT_TO_RIGHT.search(words), _RIGHT_TO_LEFT.search(words)
    if left is None or right is None:
        return Direction.LEFT_TO_RIGHT if left else Direction.RIGHT_TO_LEFT if right else None
    return Direction.LEFT_TO_RIGHT if left.start() < right.start() else Direction.RIGHT_TO_LEFT


def _of_a_line(sentence: str) -> int:
    """Where a line's words begin."""
    found = _OF_A_LINE.match(sentence)
    return found.end() if found is not None else 0
