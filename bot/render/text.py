"""People's words made safe to show: nothing in them can ping, format, link or turn the line round."""

import re
from datetime import datetime

from bot.ledger.entries import Source
from bot.ledger.words import one_line

_RISKY = re.compile(r"[\\`*_~|<>\[\]#]|^(?:[-+=]|\d+\.)")
_SCHEME = re.compile(r"(https?|discord|ftp)(:)(//)", re.IGNORECASE)
BREAK = "\u200b"
"""A zero-width space: it breaks mentions and links without showing."""


def inert(words: str) -> str:
    """A person's words on one line as Discord shows them, with all markup, mentions and links taken out of force."""
    text = _RISKY.sub(lambda match: "\\" + match.group(), one_line(words))
    return _SCHEME.sub(rf"\1\2{BREAK}\3", text).replace("@", f"@{BREAK}")


def link(guild: int, source: Source) -> str:
    """The address of a message."""
    return f"https://discord.com/channels/{guild}/{source.channel}/{source.message}"


def moment(at: datetime, style: str = "f") -> str:
    """A moment that each reader sees in their own zone."""
    return f"<t:{int(at.timestamp())}:{style}>"


def shortened(words: str, limit: int) -> str:
    """The words, cut with an ellipsis where they are longer than the limit."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
