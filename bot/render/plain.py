"""A digest as plain text: for a terminal, a file, a test."""

import textwrap

from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import Line
from bot.words import digest as words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.sides import sides_line

WIDTH = 100


def digest_text(front: FrontEnd, digest: Digest) -> str:
    """The digest as a reader would see it, without colours or links."""
    question = "\n".join(_wrapped(names.covered(front, names.question(front, digest.question))))
    blocks = [question, sides_line(front, digest), words.headline(front, digest.headline)]
    for section in digest.sections:
        lines = [words.title(front, section.kind).upper()]
        for line in section.lines:
            lines += _lines(front, line)
        blocks.append("\n".join(lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(front: FrontEnd, line: Line) -> list[str]:
    said = words.said(front, line)
    statement, reason = names.covered(front, said.statement), names.covered(front, said.reason)
    head = f"#{said.entry} {statement}" if said.entry is not None else statement
    if not head:
        return _wrapped(reason, "  - ", "    ")
    return [*_wrapped(head, "  - ", "    "), *_wrapped(reason, "    ", "    ")]


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest)
