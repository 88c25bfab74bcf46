"""People's words made safe to show: nothing in them can ping, format, link or turn the line round."""

from collections.abc import Sequence
from datetime import datetime

from bot.ledger.entries import Source
from bot.ledger.text import BREAK as BREAK
from bot.ledger.text import inert as inert
from bot.ledger.text import one_line


def inert_within(words: str, limit: int) -> str:
    """A person's words as `inert` shows them, cut so that they are no longer than the limit even so."""
    line = one_line(words)
    room = limit
    while len(text := inert(shortened(line, room))) > limit:
        room -= max(1, (len(text) - limit) // 2)
    return text


def lines_within(lines: Sequence[str], limit: int) -> str:
    """As many of the lines as fit, whole, and how many do not."""
    shown = list(lines)
    text = "\n".join(shown)
    while len(text) > limit and len(shown) > 1:
        shown.pop()
        text = "\n".join([*shown, f"-# and {len(lines) - len(shown)} more"])
    return shortened(text, limit)


def link(guild: int, source: Source) -> str:
    """The address of a message."""
    return f"https://discord.com/channels/{guild}/{source.channel}/{source.message}"


def moment(at: datetime, style: str = "f") -> str:
    """A moment that each reader sees in their own zone."""
    return f"<t:{int(at.timestamp())}:{style}>"


def shortened(words: str, limit: int) -> str:
    """The words, cut with an ellipsis where they are longer than the limit."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
