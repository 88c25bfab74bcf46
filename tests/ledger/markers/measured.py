"""How well marker phrases tell what a moderator would tag, measured on labelled messages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.ledger.entries import Kind
from bot.ledger.rules.suggestions import looks_like

LABELLED = Path(__file__).parent / "labelled"
SEEN, APART = "seen", "kept apart"
"""The messages that the phrases were written with, and those that were only measured."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, and what a moderator would tag it as; None where that is nothing."""

    text: str
    kind: Kind | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the messages of one kind: how many were suggested as it, rightly and wrongly, of how many that are."""

    right: int
    wrong: int
    there: int

    @property
    def precision(self) -> str:
        return f"{self.right} of {self.right + self.wrong}"

    @property
    def recall(self) -> str:
        return f"{self.right} of {self.there}"


def labelled(language: str, part: str) -> Iterator[Labelled]:
    """The labelled messages of one part of a language's file."""
    now = ""
    for line in (LABELLED / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            now = line.strip("[]")
        elif now == part and line:
            label, text = line.split("\t")
            yield Labelled(text, None if label == "none" else Kind(label))


def measured(language: str, part: str) -> dict[Kind, Measured]:
    """What the phrases tell of each kind in that part."""
    right: Counter[Kind] = Counter()
    wrong: Counter[Kind] = Counter()
    messages = list(labelled(language, part))
    for message in messages:
        for kind in {found.kind for found in looks_like(message.text)}:
            (right if kind is message.kind else wrong)[kind] += 1
    there = Counter(message.kind for message in messages)
    return {kind: Measured(right[kind], wrong[kind], there[kind]) for kind in Kind}
