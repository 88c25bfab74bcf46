"""A digest as a message of a chat: texts within Discord's limits and, where possible, a screen; and its buttons."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.ledger.entries import STATEMENT_LIMIT
from bot.ledger.telling.card import Card
from bot.ledger.telling.digest import Anchor, Digest
from bot.ledger.telling.sections import MOST_LINES, ShownSection
from bot.ledger.text import shortened
from bot.render import phone
from bot.render.digest_buttons import Rows, buttons_elsewhere, digest_buttons
from bot.render.room import Around, Room
from bot.words import digest as words
from bot.words import names
from bot.words import news as new_words
from bot.words.front_end import FrontEnd
from bot.words.language import ENGLISH
from bot.words.sides import sides_line
from bot.words.translations import catalogue_of

FEWEST_PIXELS = 350
"""So high the sections may be in any case."""

QUOTED = (STATEMENT_LIMIT, 100, 80, 60, 40, 0)
"""How much of each statement the summary quotes: the most with which all lines, whole, fit a screen; 0 for none."""

SPARSE = ((1, 110), (1, 80), (1, 70), (1, 60), (1, 50), (1, 40))
DETAILS = ((3, 200), (3, 150), (3, 110), (3, 80), (2, 110), (2, 80), (1, 80))
"""How many lines of a section are shown at least, and how much of a statement, of what does not fit a screen."""

QUOTED_BESIDE = ((40, DETAILS), (0, SPARSE))
"""How much the summary quotes then, with which of these."""

QUESTION_SHOWN = 250
SENTENCES_SHOWN = 500
SUMMARY_SHOWN = 1200
BESIDE_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """A digest's message: its texts, its buttons in rows, the last line, and the entries that have a line in it."""

    blocks: tuple[Block, ...]
    buttons: Rows
    footer: str
    entries: frozenset[int]


def digest_message(
    front: FrontEnd,
    digest: Digest,
    guild: int,
    *,
    anchor: Anchor | None,
    reference: str = "",
    debate: int | None = None,
) -> DigestMessage:
    """The message of a digest, with the reference by which it is found again where it is posted.

    `debate` is the channel of its debate where it is posted in another one.
    """

    def buttons(front: FrontEnd) -> Rows:
        if debate is not None:
            return buttons_elsewhere(front, guild, debate, reference)
        return digest_buttons(front, digest, reference)

    def around(front: FrontEnd) -> Around:
        footer = front.dialect.small(words.anchor(front, anchor)) if anchor is not None else ""
        return Around((*_foot(front, digest), footer), buttons(front))

    shown = laid_out(front, digest, digest.shown, guild, around)
    *foot, footer = shown.around.texts
    blocks = tuple(Block(text) for text in (shown.top, *shown.sections, *foot))
    return DigestMessage(blocks, shown.around.buttons, footer, frozenset(shown.entries(digest.shown)))


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A head, the sections below it, how many lines each of them has room for, and what is around."""

    top: str
    sections: list[str]
    lines: Sequence[int]
    around: Around

    def entries(self, every: Sequence[ShownSection]) -> Iterator[int]:
        """The entries of these sections that have a line, or stand below one as a side's best reason."""
        for _, section, number in zip(self.sections, every, self.lines, strict=False):
            for line in section.lines[:number]:
                yield line.entry
                yield from (best.entry for best in getattr(line.reason, "best", ()))


def laid_out(
    front: FrontEnd,
    told: Digest | Card,
    every: Sequence[ShownSection],
    guild: int,
    around: Callable[[FrontEnd], Around],
) -> LaidOut:
    """The head, and the sections with as much of each statement as fits: a screen; else a screen and a half.

    For how many lines there is room is decided in English, so that every language shows the same ones.
    """
    in_english = catalogue_of(ENGLISH)
    if front.catalogue is in_english:
        return _laid_out(front, told, every, guild, around(front))
    english = replace(front, catalogue=in_english)
    lines = _laid_out(english, told, every, guild, around(english)).lines
    return _laid_out(front, told, every, guild, around(front), lines)


def _laid_out(
    front: FrontEnd,
    told: Digest | Card,
    every: Sequence[ShownSection],
    guild: int,
    around: Around,
    decided: Sequence[int] | None = None,
) -> LaidOut:
    line = partial(_line, front, guild)
    whole = [_Section(front, section, len(told.sides), partial(line, STATEMENT_LIMIT)) for section in every]
    for quoted in QUOTED:
        top = head(front, told, quoted)
        if (lines := _lines(whole, MOST_LINES, around.room(top, phone.SCREEN), decided)) is not None:
            return LaidOut(top, _texts(whole, lines), lines, around)
    for quoted, details in QUOTED_BESIDE:
        top = head(front, told, quoted)
        room = around.room(top, phone.SCREEN_AND_A_HALF).at_least(FEWEST_PIXELS)
        for least, shown in details:
            sections = [_Section(front, section, len(told.sides), partial(line, shown)) for section in every]
            if (lines := _lines(sections, least, room, decided)) is not None:
                return LaidOut(top, _texts(sections, lines), lines, around)
    fewest = decided or [1] * len(sections)
    return LaidOut(top, _first_that_fit(_texts(sections, fewest), room), fewest, around)


def _lines(
    sections: Sequence["_Section"], least: int, room: Room, decided: Sequence[int] | None
) -> Sequence[int] | None:
    """How many lines each section shows: those decided on, or as many as fit; None where they do not."""
    if decided is None:
        return _filled(sections, least, room)
    return decided if _fit(sections, decided, room) else None


def _filled(sections: Sequence["_Section"], least: int, room: Room) -> Sequence[int] | None:
    """At least so many lines of each section, and more while there is room; None where not even those fit."""
    lines = [min(least, len(section.lines)) for section in sections]
    if not _fit(sections, lines, room):
        return None
    for _ in range(least, MOST_LINES):
        for place, section in enumerate(sections):
            more = [*lines[:place], min(lines[place] + 1, len(section.lines)), *lines[place + 1 :]]
            lines = more if _fit(sections, more, room) else lines
    return lines


def _texts(sections: Sequence["_Section"], lines: Sequence[int]) -> list[str]:
    return [section.text(number) for section, number in zip(sections, lines, strict=True)]


def _fit(sections: Sequence["_Section"], lines: Sequence[int], room: Room) -> bool:
    shown = list(zip(sections, lines, strict=True))
    return sum(section.pixels(number) for section, number in shown) <= room.pixels and room.has(
        [section.text(number) for section, number in shown]
    )


def _first_that_fit(texts: list[str], room: Room) -> list[str]:
    """The texts without the last ones that do not fit; the last resort, for words of many bytes each."""
    kept = list(texts)
    while kept and not room.has(kept):
        kept.pop()
    return kept


def head(front: FrontEnd, digest: Digest | Card, quoted: int = STATEMENT_LIMIT) -> str:
    """The question, the sides, and where they stand, with so much of each statement."""
    dialect = front.dialect
    question = front.isolated(dialect.inert(shortened(names.question(front, digest.question), QUESTION_SHOWN)))
    sides = sides_line(front, digest.sides, digest.unsided, room=digest.room)
    summary = shortened(words.summary(front, digest.summary, dialect.inert, quoted), SUMMARY_SHOWN)
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
    """A section as text, with as many of its first lines as there is room for."""

    def __init__(
        self, front: FrontEnd, section: ShownSection, sides: int, written: Callable[[words.SaidLine], str]
    ) -> None:
        self._front = front
        self._section = section
        self._sides = sides
        self.lines = [written(words.said(front, line)) for line in section.lines]
        self._pixels = [phone.text_height(line) for line in self.lines]

    def text(self, lines: int) -> str:
        title = words.heading(self._front, self._section.first(lines), self._sides)
        return "\n".join((self._front.dialect.bold(title), *self.lines[:lines]))

    def pixels(self, lines: int) -> int:
        """How high it is with so many lines, with the gap before it."""
        return phone.GAP + phone.ROW + sum(self._pixels[:lines])


def _line(front: FrontEnd, guild: int, shown: int, said: words.SaidLine) -> str:
    """A line with so much of each statement, and below it the best reasons of the sides."""
    line = _joined(front, guild, said, shown, f"· {said.beside(front)}")
    return "\n".join((line, *(front.dialect.item(_reason(front, guild, best, shown)) for best in said.best)))


def _reason(front: FrontEnd, guild: int, best: words.SaidReason, shown: int) -> str:
    beside = f"· {best.beside}" if best.statement else best.beside
    whose, reason = front.say("{whose}:", whose=best.whose), _joined(front, guild, best, shown, beside)
    return f"{whose} {reason}"


def _joined(front: FrontEnd, guild: int, said: words.SaidLine | words.SaidReason, shown: int, beside: str) -> str:
    dialect, statement, more = front.dialect, shortened(said.statement, shown), shortened(beside, BESIDE_SHOWN)
    number = entry_link(front, said, guild)
    beside_number = (front.isolated(dialect.inert(statement)), dialect.inert(more))
    return front.line(" ".join(part for part in (number, *beside_number) if part))


def entry_link(front: FrontEnd, said: words.SaidLine | words.SaidReason, guild: int) -> str:
    """The number of an entry, which leads to its message where there is one."""
    number = f"#{said.entry}"
    return front.dialect.linked(number, front.dialect.link(guild, said.source)) if said.source else number
