"""People's words in Markdown, as chat and files have it: nothing in them can ping, format, link or start a list."""

import re

from bot.ledger.text import one_line

BREAK = "\u200b"
"""A zero-width space: it breaks mentions and links without showing."""

_RISKY = re.compile(r"(?P<list>^\d+(?=\.))|[\\`*_~|<>\[\]#]|^[-+=]")


def inert(words: str) -> str:
    """The words on one line, with all markup, mentions and links taken out of force."""
    return inert_piece(one_line(words))


def inert_piece(line: str) -> str:
    """The same for a piece of a line, whose spaces at both ends stay."""
    text = _RISKY.sub(_escaped, line)
    return text.replace("://", f":{BREAK}//").replace("@", f"@{BREAK}")


def _escaped(match: re.Match[str]) -> str:
    return f"{match['list']}\\" if match["list"] else f"\\{match.group()}"
