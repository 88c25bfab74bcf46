"""The sections of a digest as a report opens with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.ledger.telling.digest import Digest
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd


@dataclass(frozen=True, slots=True)
class BestReason:
    """The best reason of a side for or against a crux."""

    whose: str
    entry: int
    statement: str
    beside: str


@dataclass(frozen=True, slots=True)
class SectionLine:
    """An entry of a section: what it says, and what a digest says beside that."""

    entry: int
    statement: str
    beside: str
    best: tuple[BestReason, ...]


@dataclass(frozen=True, slots=True)
class OpeningSection:
    """A section of the digest."""

    title: str
    lines: tuple[SectionLine, ...]


def sections(front: FrontEnd, digest: Digest) -> Iterator[OpeningSection]:
    """The sections that a digest shows, in its words."""
    for section in digest.shown:
        lines = (words.said(front, line) for line in section.lines)
        title = words.heading(front, section, len(digest.sides))
        yield OpeningSection(title, tuple(_line(front, line) for line in lines))


def _line(front: FrontEnd, line: words.SaidLine) -> SectionLine:
    best = tuple(
        BestReason(best.whose, best.entry, names.covered(front, best.statement), best.beside) for best in line.best
    )
    return SectionLine(line.entry, names.covered(front, line.statement), names.covered(front, line.beside(front)), best)
