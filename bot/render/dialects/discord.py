"""Discord's dialect: its Markdown, mentions, timestamps, addresses and limits."""

from collections.abc import Mapping
from datetime import datetime

from bot.ledger.entries import Source
from bot.ledger.text import one_line_said, shortened
from bot.render.dialects.markdown import inert_piece
from bot.render.dialects.spoilers import BARS, covered_by, hidden, with_spoilers
from bot.words.front_end import Limits, MomentStyle

_STYLES = {MomentStyle.DATE: "f", MomentStyle.DAY: "D", MomentStyle.WEEKDAY: "F", MomentStyle.RELATIVE: "R"}


def command_mention(command: str, ids: Mapping[str, int]) -> str:
    """A command ("/side join") that can be pressed, where the id that Discord gave it is known; else to be typed."""
    root = command.removeprefix("/").partition(" ")[0]
    return f"<{command}:{ids[root]}>" if root in ids else command


class DiscordDialect:
    """Implements `Dialect`."""

    limits = Limits(message=1900, choice=100, label=80, description=1024)
    """Discord takes 2,000 characters in a message, 100 in a choice, 80 on a button and 1,024 about a picture."""

    def inert(self, words: str) -> str:
        return _inert(one_line_said(words))

    def covered(self, words: str, mark: str) -> str:
        return covered_by(words, mark)

    def inert_within(self, words: str, limit: int) -> str:
        line = one_line_said(words)
        text, room = _inert(line), limit
        while len(text) > limit:
            text = self.inert(shortened(line, room))
            room -= max(1, (len(text) - limit) // 2)
        return text

    def hidden(self, words: str) -> str:
        return hidden(words)

    def link(self, guild: int, source: Source) -> str:
        return f"https://discord.com/channels/{guild}/{source.channel}/{source.message}"

    def address(self, guild: int, channel: int) -> str:
        return f"https://discord.com/channels/{guild}/{channel}"

    def linked(self, text: str, address: str) -> str:
        return f"[{text}]({address})"

    def moment(self, at: datetime, style: MomentStyle = MomentStyle.DATE) -> str:
        return f"<t:{int(at.timestamp())}:{_STYLES[style]}>"

    def mention(self, person: int) -> str:
        return f"<@{person}>"

    def role(self, role: int) -> str:
        return f"<@&{role}>"

    def channel(self, channel: int) -> str:
        return f"<#{channel}>"

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


def _inert(line: str) -> str:
    return with_spoilers(line, inert_piece, _spoiler)


def _spoiler(covered: str) -> str:
    return f"{BARS}{inert_piece(covered)}{BARS}"


DISCORD_DIALECT = DiscordDialect()
