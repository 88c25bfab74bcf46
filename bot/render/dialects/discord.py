"""Discord's dialect: its Markdown, mentions, timestamps, addresses and limits."""

import re
from datetime import datetime

from bot.ledger.entries import Source
from bot.ledger.text import one_line, shortened
from bot.words.front_end import Limits, MomentStyle

BREAK = "\u200b"
"""A zero-width space: it breaks mentions and links without showing."""

_RISKY = re.compile(r"(?P<list>^\d+(?=\.))|[\\`*_~|<>\[\]#]|^[-+=]")

_STYLES = {MomentStyle.DATE: "f", MomentStyle.WEEKDAY: "F", MomentStyle.RELATIVE: "R"}


class DiscordDialect:
    """Implements `Dialect`."""

    limits = Limits(message=1900, choice=100, label=80)
    """Discord takes 2,000 characters in a message, 100 in a choice and 80 on a button."""

    def inert(self, words: str) -> str:
        text = _RISKY.sub(
            lambda found: f"{found['list']}\\" if found["list"] else f"\\{found.group()}", one_line(words)
        )
        return text.replace("://", f":{BREAK}//").replace("@", f"@{BREAK}")

    def inert_within(self, words: str, limit: int) -> str:
        line = one_line(words)
        room = limit
        while len(text := self.inert(shortened(line, room))) > limit:
            room -= max(1, (len(text) - limit) // 2)
        return text

    def link(self, guild: int, source: Source) -> str:
        return f"https://discord.com/channels/{guild}/{source.channel}/{source.message}"

    def moment(self, at: datetime, style: MomentStyle = MomentStyle.DATE) -> str:
        return f"<t:{int(at.timestamp())}:{_STYLES[style]}>"

    def mention(self, person: int) -> str:
        return f"<@{person}>"

    def bold(self, text: str) -> str:
        return f"**{text}**"

    def code(self, text: str) -> str:
        return f"`{text}`"

    def heading(self, text: str, level: int = 2) -> str:
        return f"{'#' * level} {text}"

    def small(self, text: str) -> str:
        return f"-# {text}"

    def quote(self, text: str) -> str:
        return f"> {text}"

    def item(self, text: str) -> str:
        return f"- {text}"


DISCORD_DIALECT = DiscordDialect()
