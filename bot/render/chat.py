"""A digest as a message of Discord's: blocks of text within its limits, and the entries to answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.telling.digest import Digest, Prompt
from bot.ledger.telling.lines import Line, Section
from bot.ledger.text import shortened
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.sides import sides_line

MOST_CHARACTERS = 3800
"""Discord takes 4,000 characters over all texts of a message."""

MOST_BYTES = 9000
"""Discord fails from about 10,170 bytes on, though it documents no such limit."""

MOST_LINES = 200
"""No message has room for as many: a line takes more than twenty characters."""

QUESTION_SHOWN = 250
SIDES_SHOWN = 400
STATEMENT_SHOWN = 400
"""Longer than any statement; what a term means may be longer still, and would leave no room for the rest."""

REASON_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """A digest's message: its texts, the entries it asks readers to answer, and the last line."""

    blocks: tuple[Block, ...]
    prompts: tuple[Prompt, ...]
    footer: str
    left_out: int = 0
    """How many lines did not fit."""


def digest_message(front: FrontEnd, digest: Digest, guild: int, *, reference: str) -> DigestMessage:
    """The message of a digest. Where it is too long, each section keeps its first lines and counts the rest."""
    footer = front.dialect.small(words.footer(front, reference, has_buttons=bool(digest.prompts)))
    head = _head(front, digest)
    lines = _lines_that_fit(front, digest.sections, guild, head.text + footer)
    blocks = (_section(front, section, kept) for section, kept in zip(digest.sections, lines, strict=True))
    left_out = sum(len(section.lines) - len(kept) for section, kept in zip(digest.sections, lines, strict=True))
    return DigestMessage((head, *blocks), digest.prompts, footer, left_out)


def _lines_that_fit(front: FrontEnd, sections: Sequence[Section], guild: int, around: str) -> list[list[str]]:
    """The lines that each section keeps: all of them or, turn by turn, its next one until that one does not fit."""
    if sum(len(section.lines) for section in sections) <= MOST_LINES:
        lines = [[_line(front, line, guild) for line in section.lines] for section in sections]
        texts = (_section(front, section, kept).text for section, kept in zip(sections, lines, strict=True))
        if _fits(_size("".join((around, *texts)))):
            return lines
    return _first_lines(front, sections, guild, around)


def _first_lines(front: FrontEnd, sections: Sequence[Section], guild: int, around: str) -> list[list[str]]:
    shown: list[list[str]] = [[] for _ in sections]
    used = _size("".join((around, *(_section(front, section, []).text for section in sections))))
    growing = list(range(len(sections)))
    while growing:
        for place in tuple(growing):
            if len(shown[place]) == len(sections[place].lines):
                growing.remove(place)
                continue
            line = _line(front, sections[place].lines[len(shown[place])], guild)
            characters, size = _size(f"\n{line}")
            grown = (used[0] + characters, used[1] + size)
            if _fits(grown):
                used = grown
                shown[place].append(line)
            else:
                growing.remove(place)
    return shown


def _size(text: str) -> tuple[int, int]:
    """The characters and the bytes of a text."""
    return len(text), len(text.encode())


def _fits(size: tuple[int, int]) -> bool:
    return size[0] <= MOST_CHARACTERS and size[1] <= MOST_BYTES


def _head(front: FrontEnd, digest: Digest) -> Block:
    dialect = front.dialect
    question = dialect.inert(shortened(names.question(front, digest.question), QUESTION_SHOWN))
    sides = dialect.inert(shortened(sides_line(front, digest), SIDES_SHOWN))
    lines = [dialect.heading(question), sides, words.headline(front, digest.headline)]
    return Block("\n".join(line for line in lines if line))


def _section(front: FrontEnd, section: Section, kept: Sequence[str]) -> Block:
    lines = [front.dialect.heading(words.title(front, section.kind), 3), *kept]
    left = len(section.lines) - len(kept)
    if left:
        lines.append(front.dialect.small(words.and_more(front, left)))
    return Block("\n".join(lines))


def _line(front: FrontEnd, line: Line, guild: int) -> str:
    said, dialect = words.said(front, line), front.dialect
    reason = dialect.inert(shortened(said.reason, REASON_SHOWN))
    if not said.statement:
        return dialect.item(reason)
    number = f"{dialect.bold(f'#{said.entry}')} " if said.entry is not None else ""
    statement = dialect.inert(shortened(said.statement, STATEMENT_SHOWN))
    return f"{dialect.item(f'{number}{statement}{jump(front, said, guild)}')}\n  {reason}"


def jump(front: FrontEnd, said: words.SaidLine, guild: int) -> str:
    """An arrow that leads to the message of a line; empty for a line without a message."""
    return f" [↗]({front.dialect.link(guild, said.source)})" if said.source else ""
