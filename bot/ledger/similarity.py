"""How much two statements say the same, by the groups of three letters that they share, as pg_trgm has it."""

import re

NEARLY = 0.6
"""From so much on, statements say nearly the same."""

_STEM = 5

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def trigrams(words: str) -> frozenset[str]:
    """The groups of three letters in folded words; before a word stand two spaces, behind it one."""
    padded = (f"  {word} " for word in _WORD.findall(words))
    return frozenset(word[place : place + 3] for word in padded for place in range(len(word) - 2))


def similarity(one: str, other: str) -> float:
    """From 0 to 1: which part of the groups in either is in both."""
    ours, theirs = trigrams(one), trigrams(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def say_nearly_the_same(one: str, other: str) -> bool:
    """Whether two folded statements do: other numbers say something else, however alike the rest is."""
    same_numbers = sorted(_NUMBER.findall(one)) == sorted(_NUMBER.findall(other))
    return same_numbers and similarity(one, other) >= NEARLY


def longest_stems(words: str, number: int) -> tuple[str, ...]:
    """The beginnings of the longest words, so many in any case: a short statement's are repeated."""
    longest = sorted(dict.fromkeys(_WORD.findall(words)), key=len, reverse=True)[:number] or [words]
    stems = tuple(word[:_STEM] for word in longest)
    return tuple(stems[place % len(stems)] for place in range(number))
