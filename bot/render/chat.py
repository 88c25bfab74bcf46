"""A digest as a message of a chat: texts within Discord's limits and, where possible, a screen; and its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.telling.card import Card
from bot.ledger.telling.digest import Anchor, Digest
from bot.ledger.telling.sections import ShownSection
from bot.ledger.text import shortened
from bot.render.digest_buttons import Rows, digest_buttons
from bot.words import digest as words
from bot.words import names
from bot.words import news as new_words
from bot.words.front_end import FrontEnd
from bot.words.sides import sides_line

MOST_CHARACTERS = 3800
"""Discord takes 4,000 characters over all texts of a message."""

MOST_BYTES = 9000
"""Discord fails from about 10,170 bytes on, though it documents no such limit."""

ROW = 40
"""About so many characters stand in a row on a phone."""

MOST_ROWS, FEWEST_ROWS = 42, 16
"""How many rows all texts may take there, which makes a screen and a half; the sections have as many in any case."""

DETAILS = (
    (3, 300),
    (3, 200),
    (3, 150),
    (3, 110),
    (3, 80),
    (2, 150),
    (2, 110),
    (2, 80),
    (1, 150),
    (1, 110),
    (1, 70),
    (1, 40),
)
"""How many lines of a section are shown, and how much of a statement: the most with which all together are short."""

QUESTION_SHOWN = 250
SENTENCES_SHOWN = 500
BESIDE_SHOWN = 160
NUMBER = "#1000"


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """A digest's message: its texts, its buttons in rows, and the last line."""

    blocks: tuple[Block, ...]
    buttons: Rows
    footer: str


def digest_message(
    front: FrontEnd, digest: Digest, guild: int, *, anchor: Anchor | None, reference: str = ""
) -> DigestMessage:
    """The message of a digest, with the reference by which it is found again where it is posted."""
    footer = front.dialect.small(words.anchor(front, anchor)) if anchor is not None else ""
    beginning, foot = head(front, digest), list(_foot(front, digest))
    sections = sections_beside(front, digest.shown, len(digest.sides), guild, [beginning, *foot], footer)
    blocks = tuple(Block(text) for text in (beginning, *sections, *foot))
    return DigestMessage(blocks, digest_buttons(front, digest, reference), footer)


def sections_beside(
    front: FrontEnd, every: Sequence[ShownSection], sides: int, guild: int, around: Sequence[str], footer: str
) -> list[str]:
    """The sections, in a debate of so many sides, with as much of each statement as fits beside the other texts."""
    room = _Room(
        characters=MOST_CHARACTERS - _length([*around, footer]),
        bytes=MOST_BYTES - _bytes([*around, footer]),
        rows=max(FEWEST_ROWS, MOST_ROWS - sum(map(_rows, around))),
    )
    sections: list[str] = []
    for most, shown in DETAILS:
        composed = [_Section(front, guild, shown, section.first(most), sides) for section in every]
        sections = [section.text for section in composed]
        if room.has(sections) and sum(section.rows for section in composed) <= room.rows:
            return sections
    return _first_that_fit(sections, room)


def _first_that_fit(texts: list[str], room: "_Room") -> list[str]:
    """The texts without the last ones that do not fit; the last resort, for words of many bytes each."""
    kept = list(texts)
    while kept and not room.has(kept):
        kept.pop()
    return kept


@dataclass(frozen=True, slots=True)
class _Room:
    """How much room there is for the sections of a message."""

    characters: int
    bytes: int
    rows: int

    def has(self, texts: Sequence[str]) -> bool:
        """Whether Discord takes these texts in it."""
        return _length(texts) <= self.characters and _bytes(texts) <= self.bytes


def _rows(text: str) -> int:
    return sum(-(-len(line) // ROW) for line in text.split("\n"))


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _bytes(texts: Sequence[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def head(front: FrontEnd, digest: Digest | Card) -> str:
    """The question, the sides, and where they stand."""
    dialect = front.dialect
    question = dialect.inert(shortened(names.question(front, digest.question), QUESTION_SHOWN))
    sides = sides_line(front, digest.sides, digest.unsided, room=digest.room)
    summary = dialect.inert(shortened(words.summary(front, digest.summary), SENTENCES_SHOWN))
    return "\n".join(line for line in (dialect.heading(question, 3), sides, summary) if line)


def _foot(front: FrontEnd, digest: Digest) -> Iterator[str]:
    news = new_words.news(front, digest.news, len(digest.sides))
    if news:
        yield front.dialect.inert(shortened(news, SENTENCES_SHOWN))
    if more := rest(front, digest):
        yield more


def rest(front: FrontEnd, digest: Digest | Card) -> str:
    """The rest in numbers, and what would settle most; empty where there is neither."""
    told = words.rest_and_settling(front, digest)
    return front.dialect.small(front.dialect.inert(shortened(told, SENTENCES_SHOWN))) if told else ""


class _Section:
    """A section as text, with so much of each statement, and how many characters of it are read."""

    def __init__(self, front: FrontEnd, guild: int, shown: int, section: ShownSection, sides: int) -> None:
        self._front = front
        self._guild = guild
        self._shown = shown
        self.rows = 0
        title = front.dialect.bold(words.heading(front, section, sides))
        self.text = "\n".join(
            (title, *(text for line in section.lines for text in self._line(words.said(front, line))))
        )

    def _line(self, line: words.SaidLine) -> Iterator[str]:
        beside = f"· {line.beside(self._front)}"
        yield self._joined(self._number(line), line.statement, beside)
        for best in line.best:
            whose = self._front.say("{whose}:", whose=best.whose)
            beside = f"· {best.beside}" if best.statement else best.beside
            reason = self._joined(self._number(best), best.statement, beside)
            yield self._front.dialect.item(f"{whose} {reason}")

    def _joined(self, number: str, statement: str, beside: str) -> str:
        """A line whose number, statement and what stands beside it are read as one."""
        dialect, said, more = self._front.dialect, shortened(statement, self._shown), shortened(beside, BESIDE_SHOWN)
        self.rows += _rows(f"{NUMBER} {said} {more}")
        return " ".join(part for part in (number, dialect.inert(said), dialect.inert(more)) if part)

    def _number(self, line: words.SaidLine | words.SaidReason) -> str:
        return entry_link(self._front, line, self._guild)


def entry_link(front: FrontEnd, said: words.SaidLine | words.SaidReason, guild: int) -> str:
    """The number of an entry, which leads to its message where there is one."""
    number = f"#{said.entry}"
    return f"[{number}]({front.dialect.link(guild, said.source)})" if said.source else number
