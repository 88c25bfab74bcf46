"""A digest as Discord shows it: blocks of text within Discord's limits, and the stances it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.telling.digest import Digest, Line, Prompt, Section
from bot.render.plain import sides_line
from bot.render.text import inert, link, shortened

MOST_CHARACTERS = 3800
"""Discord takes 4,000 characters over all texts of a message."""

MOST_BYTES = 9000
"""Discord fails from about 10,170 bytes on, though it documents no such limit."""

MOST_LINES = 200
"""A section never shows as many: a line takes more than twenty characters."""

STATEMENT_SHOWN = 400
"""Longer than any statement; what a term means may be longer still, and would leave no room for the rest."""

REASON_LIMIT = 240


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """A digest's message: its texts, the stances it asks for, and the last line."""

    blocks: tuple[Block, ...]
    prompts: tuple[Prompt, ...]
    footer: str
    left_out: int = 0
    """How many lines did not fit."""


def digest_message(digest: Digest, guild: int, channel: int, *, reference: str) -> DigestMessage:
    """The message of a digest. Where it is too long, each section keeps its first lines and counts the rest."""
    way = "the buttons or /stance" if digest.prompts else "/stance"
    footer = f"-# Crux digest {reference} · take a stance with {way}"
    head = _head(digest)
    told = [[_line(line, guild) for line in section.lines[:MOST_LINES]] for section in digest.sections]
    shown = _lines_that_fit(digest.sections, told, head.text + footer)
    blocks = (_section(*part) for part in zip(digest.sections, told, shown, strict=True))
    left_out = sum(len(section.lines) - kept for section, kept in zip(digest.sections, shown, strict=True))
    return DigestMessage((head, *blocks), digest.prompts, footer, left_out)


def _lines_that_fit(sections: Sequence[Section], told: Sequence[Sequence[str]], around: str) -> list[int]:
    """How many lines each section keeps: turn by turn each adds its next one, until that one does not fit."""
    whole = [len(section.lines) for section in sections]
    if whole == [len(lines) for lines in told]:
        texts = (_section(*part).text for part in zip(sections, told, whole, strict=True))
        if _fits(_size("".join((around, *texts)))):
            return whole
    shown = [0] * len(sections)
    used = _size("".join((around, *(_section(section, [], 0).text for section in sections))))
    growing = list(range(len(sections)))
    while growing:
        for place in tuple(growing):
            if shown[place] == len(told[place]):
                growing.remove(place)
                continue
            characters, size = _size("\n" + told[place][shown[place]])
            grown = (used[0] + characters, used[1] + size)
            if _fits(grown):
                used = grown
                shown[place] += 1
            else:
                growing.remove(place)
    return shown


def _size(text: str) -> tuple[int, int]:
    """The characters and the bytes of a text."""
    return len(text), len(text.encode())


def _fits(size: tuple[int, int]) -> bool:
    return size[0] <= MOST_CHARACTERS and size[1] <= MOST_BYTES


def _head(digest: Digest) -> Block:
    lines = [
        f"## {inert(shortened(digest.question, 250))}",
        inert(shortened(sides_line(digest), 400)),
        digest.headline,
    ]
    return Block("\n".join(line for line in lines if line))


def _section(section: Section, told: Sequence[str], shown: int) -> Block:
    lines = [f"### {section.title}", *told[:shown]]
    left = len(section.lines) - shown
    if left > 0:
        lines.append(f"-# and {left} more: /ledger show")
    return Block("\n".join(lines))


def _line(line: Line, guild: int) -> str:
    reason = inert(shortened(line.reason, REASON_LIMIT))
    if not line.statement:
        return f"- {reason}"
    number = f"**#{line.entry}** " if line.entry is not None else ""
    jump = f" [↗]({link(guild, line.source)})" if line.source else ""
    return f"- {number}{inert(shortened(line.statement, STATEMENT_SHOWN))}{jump}\n  {reason}"
