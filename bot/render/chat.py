"""A digest as a message of a chat: texts within Discord's limits and, where possible, a screen; and its buttons."""

from collections.abc import Iterator
from dataclasses import dataclass

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

MOST_READ = 1300
"""How many characters the lines of all sections may have as they are read, links apart: a screen and a half."""

STATEMENTS_SHOWN = (300, 200, 150, 110, 80, 60, 40)
"""How much of a statement is shown: the most with which all lines together are short enough."""

QUESTION_SHOWN = 250
SENTENCES_SHOWN = 500
BESIDE_SHOWN = 160


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
    around = [_head(front, digest), *_foot(front, digest)]
    room = MOST_CHARACTERS - _length([*around, footer]), MOST_BYTES - _bytes([*around, footer])
    sections = _sections(front, digest, guild, room)
    head, *foot = around
    blocks = tuple(Block(text) for text in (head, *sections, *foot))
    return DigestMessage(blocks, digest_buttons(front, digest, reference), footer)


def _sections(front: FrontEnd, digest: Digest, guild: int, room: tuple[int, int]) -> list[str]:
    """The sections with as much of each statement as fits."""
    sections: list[str] = []
    for shown in STATEMENTS_SHOWN:
        composed = [_Section(front, guild, shown, section, len(digest.sides)) for section in digest.shown]
        sections = [section.text for section in composed]
        fits = _length(sections) <= room[0] and _bytes(sections) <= room[1]
        if fits and sum(section.read for section in composed) <= MOST_READ:
            return sections
    return _first_that_fit(sections, room)


def _first_that_fit(texts: list[str], room: tuple[int, int]) -> list[str]:
    """The texts without the last ones that do not fit; the last resort, for words of many bytes each."""
    kept = list(texts)
    while kept and (_length(kept) > room[0] or _bytes(kept) > room[1]):
        kept.pop()
    return kept


def _length(texts: list[str]) -> int:
    return sum(map(len, texts))


def _bytes(texts: list[str]) -> int:
    return sum(len(text.encode()) for text in texts)


def _head(front: FrontEnd, digest: Digest) -> str:
    dialect = front.dialect
    question = dialect.inert(shortened(names.question(front, digest.question), QUESTION_SHOWN))
    sides = sides_line(front, digest.sides, digest.unsided, room=digest.room)
    summary = dialect.inert(shortened(words.summary(front, digest.summary), SENTENCES_SHOWN))
    return "\n".join(line for line in (dialect.heading(question, 3), sides, summary) if line)


def _foot(front: FrontEnd, digest: Digest) -> Iterator[str]:
    news = new_words.news(front, digest.news, len(digest.sides))
    if news:
        yield front.dialect.inert(shortened(news, SENTENCES_SHOWN))
    rest = words.rest_and_settling(front, digest)
    if rest:
        yield front.dialect.small(front.dialect.inert(shortened(rest, SENTENCES_SHOWN)))


class _Section:
    """A section as text, with so much of each statement, and how many characters of it are read."""

    def __init__(self, front: FrontEnd, guild: int, shown: int, section: ShownSection, sides: int) -> None:
        self._front = front
        self._guild = guild
        self._shown = shown
        self.read = 0
        title = front.dialect.bold(words.heading(front, section, sides))
        self.text = "\n".join(
            (title, *(text for line in section.lines for text in self._line(words.said(front, line))))
        )

    def _line(self, line: words.SaidLine) -> Iterator[str]:
        beside = line.beside(self._front)
        yield " ".join((self._number(line), self._words(line.statement, self._shown), self._beside(beside)))
        for best in line.best:
            yield self._front.dialect.item(
                " ".join(
                    part
                    for part in (
                        self._front.say("{whose}:", whose=self._words(best.whose, BESIDE_SHOWN)),
                        self._number(best),
                        self._words(best.statement, self._shown),
                        self._beside(best.beside),
                    )
                    if part
                )
            )

    def _number(self, line: words.SaidLine | words.SaidReason) -> str:
        return entry_link(self._front, line, self._guild)

    def _words(self, text: str, limit: int) -> str:
        shown = shortened(text, limit)
        self.read += len(shown) + 1
        return self._front.dialect.inert(shown)

    def _beside(self, text: str) -> str:
        return f"· {self._words(text, BESIDE_SHOWN)}"


def entry_link(front: FrontEnd, said: words.SaidLine | words.SaidReason, guild: int) -> str:
    """The number of an entry, which leads to its message where there is one."""
    number = f"#{said.entry}"
    return f"[{number}]({front.dialect.link(guild, said.source)})" if said.source else number
