"""A digest as plain text: for a terminal, a file, a test."""

import textwrap
from collections.abc import Iterator
from functools import partial

from bot.ledger.telling.digest import Digest
from bot.ledger.telling.sections import ShownSection
from bot.words import digest as words
from bot.words import names
from bot.words import news as new_words
from bot.words.front_end import FrontEnd
from bot.words.sides import sides_line

WIDTH = 100


def digest_text(front: FrontEnd, digest: Digest) -> str:
    """The digest as a reader would see it, without colours or links."""
    sides = len(digest.sides)
    blocks = [
        _wrapped(names.covered(front, names.question(front, digest.question))),
        _wrapped(sides_line(front, digest.sides, digest.unsided, room=digest.room)),
        _wrapped(words.summary(front, digest.summary, partial(names.covered, front))),
        *([line for line in _section(front, section, sides)] for section in digest.shown),
        _wrapped(new_words.news(front, digest.news, sides)),
        _wrapped(words.rest_and_settling(front, digest)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _section(front: FrontEnd, section: ShownSection, sides: int) -> Iterator[str]:
    yield words.heading(front, section, sides)
    for line in section.lines:
        said = words.said(front, line)
        yield from _wrapped(f"#{said.entry} {names.covered(front, said.statement)}", "  - ", "    ")
        yield from _wrapped(names.covered(front, said.beside(front)), "    ", "    ")
        for best in said.best:
            reason = front.say(
                "{whose}: #{entry} {statement} {beside}",
                whose=best.whose,
                entry=best.entry,
                statement=names.covered(front, best.statement),
                beside=best.beside,
            )
            yield from _wrapped(reason, "    - ", "      ")


def _wrapped(words: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=rest)
