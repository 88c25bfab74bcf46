"""Discord's dialect as functions, for the renderings that are not handed a dialect yet."""

from collections.abc import Sequence
from datetime import datetime

from bot.ledger.text import shortened as shortened
from bot.render.dialects.discord import DISCORD_DIALECT
from bot.render.front_ends import DISCORD
from bot.words import lists
from bot.words.front_end import MomentStyle

inert = DISCORD_DIALECT.inert
inert_within = DISCORD_DIALECT.inert_within
link = DISCORD_DIALECT.link

_STYLES = {"f": MomentStyle.DATE, "F": MomentStyle.WEEKDAY, "R": MomentStyle.RELATIVE}


def lines_within(lines: Sequence[str], limit: int) -> str:
    """As many complete lines as fit into the limit, and how many do not."""
    return lists.lines_within(DISCORD, lines, limit)


def moment(at: datetime, style: str = "f") -> str:
    """A moment that each reader sees in their own zone."""
    return DISCORD_DIALECT.moment(at, _STYLES[style])
