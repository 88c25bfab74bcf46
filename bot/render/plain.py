"""A digest as plain text: for a terminal, a file, a test."""

import textwrap

from bot.ledger.statements import one_line
from bot.ledger.telling.digest import Digest, Line

WIDTH = 100


def digest_text(digest: Digest) -> str:
    """The digest as a reader would see it, without colours or links."""
    blocks = ["\n".join(_wrapped(one_line(digest.question))), sides_line(digest), digest.headline]
    for section in digest.sections:
        lines = [section.title.upper()]
        for line in section.lines:
            lines += _lines(line)
        blocks.append("\n".join(lines))
    return "\n\n".join(block for block in blocks if block) + "\n"


def sides_line(digest: Digest) -> str:
    """Who is on which side, in one line."""
    told = [f"{one_line(name)} ({count})" for name, count in digest.sides]
    if digest.unsided:
        told.append(f"{digest.unsided} {'has' if digest.unsided == 1 else 'have'} not picked a side")
    return " · ".join(told)


def _lines(line: Line) -> list[str]:
    statement, reason = one_line(line.statement), one_line(line.reason)
    head = f"#{line.entry} {statement}" if line.entry is not None else statement
    if not head:
        return _wrapped(reason, "  - ", "    ")
    return [*_wrapped(head, "  - ", "    "), *_wrapped(reason, "    ", "    ")]


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest)
