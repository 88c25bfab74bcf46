"""Plain text: for a terminal and for files, where nothing has to be taken out of force."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.ledger.entries import Source
from bot.ledger.text import one_line, shortened
from bot.render.dialects.spoilers import covered_by, hidden
from bot.words import dates
from bot.words.front_end import Limits, MomentStyle
from bot.words.language import Language

_NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class PlainDialect:
    """Implements `Dialect`."""

    language: Language
    """What days and moments are written in."""

    limits: ClassVar = Limits(message=_NO_LIMIT, choice=_NO_LIMIT, label=_NO_LIMIT, description=_NO_LIMIT)

    def inert(self, words: str) -> str:
        return one_line(words)

    def inert_within(self, words: str, limit: int) -> str:
        return shortened(one_line(words), limit)

    def covered(self, words: str, mark: str) -> str:
        return covered_by(words, mark)

    def hidden(self, words: str) -> str:
        return hidden(words)

    def link(self, guild: int, source: Source) -> str:
        return f"{guild}/{source.channel}/{source.message}"

    def address(self, guild: int, channel: int) -> str:
        return f"{guild}/{channel}"

    def linked(self, text: str, address: str) -> str:
        return text

    def moment(self, at: datetime, style: MomentStyle = MomentStyle.DATE) -> str:
        if style is MomentStyle.DAY:
            return dates.day(self.language, at)
        return f"{dates.moment(self.language, at)} UTC"

    def mention(self, person: int) -> str:
        return f"@{person}"

    def role(self, role: int) -> str:
        return f"@&{role}"

    def channel(self, channel: int) -> str:
        return f"#{channel}"

    def bold(self, text: str) -> str:
        return text

    def code(self, text: str) -> str:
        return text

    def heading(self, text: str, level: int = 2) -> str:
        return text

    def small(self, text: str) -> str:
        return text

    def quote(self, text: str) -> str:
        return f"> {text}"

    def item(self, text: str) -> str:
        return f"- {text}"
