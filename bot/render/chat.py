"""A digest as Discord shows it: blocks of text within Discord's limits, and the stances it asks for."""

from dataclasses import dataclass

from bot.ledger.digest import AskedStance, Digest, Line, Section
from bot.render.plain import sides_line
from bot.render.text import inert, link, shortened

MOST_CHARACTERS = 3800
"""Discord takes 4,000 characters over all texts of a message."""

MOST_BYTES = 9000
"""Discord fails from about 10,170 bytes on, though it documents no such limit."""

REASON_LIMIT = 240


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a message."""

    text: str


@dataclass(frozen=True, slots=True)
class DigestMessage:
    """A digest's message: its texts, the stances it asks for, and the last line."""

    blocks: tuple[Block, ...]
    asked: tuple[AskedStance, ...]
    footer: str
    left_out: int = 0
    """How many lines did not fit."""


def digest_message(digest: Digest, guild: int, channel: int, *, reference: str) -> DigestMessage:
    """The message of a digest. Where it is too long, each section keeps its first lines and counts the rest."""
    way = "the buttons or /stance" if digest.asked else "/stance"
    footer = f"-# Crux digest {reference} · take a stance with {way}"
    head = _head(digest)
    most = max((len(section.lines) for section in digest.sections), default=0)
    for shown in range(most, -1, -1):
        blocks = (head, *(Block(_section(section, guild, shown)) for section in digest.sections))
        if _fits(blocks, footer):
            left_out = sum(max(0, len(section.lines) - shown) for section in digest.sections)
            return DigestMessage(blocks, digest.asked, footer, left_out)
    return DigestMessage((head,), digest.asked, footer, sum(len(section.lines) for section in digest.sections))


def _fits(blocks: tuple[Block, ...], footer: str) -> bool:
    text = "".join(block.text for block in blocks) + footer
    return len(text) <= MOST_CHARACTERS and len(text.encode()) <= MOST_BYTES


def _head(digest: Digest) -> Block:
    lines = [
        f"## {inert(shortened(digest.question, 250))}",
        inert(shortened(sides_line(digest), 400)),
        digest.headline,
    ]
    return Block("\n".join(line for line in lines if line))


def _section(section: Section, guild: int, shown: int) -> str:
    lines = [f"### {section.title}", *(_line(line, guild) for line in section.lines[:shown])]
    left = len(section.lines) - shown
    if left > 0:
        lines.append(f"-# and {left} more: /ledger show")
    return "\n".join(lines)


def _line(line: Line, guild: int) -> str:
    reason = inert(shortened(line.reason, REASON_LIMIT))
    if not line.statement:
        return f"- {reason}"
    number = f"**#{line.entry}** " if line.entry is not None else ""
    jump = f" [↗]({link(guild, line.source)})" if line.source else ""
    return f"- {number}{inert(line.statement)}{jump}\n  {reason}"
