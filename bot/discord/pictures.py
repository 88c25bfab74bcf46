"""Pictures of a debate as Discord takes them."""

import io
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.ledger.telling.overview import Overview
from bot.ledger.telling.progress import Progress
from bot.painting.painter import Painter
from bot.words.file_names import map_name, plain, timeline_name
from bot.words.front_end import FrontEnd
from bot.words.overview import said
from bot.words.picture.description import short_map_in_words
from bot.words.picture.timeline import timeline_in_words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as Discord takes it: a PNG, what it shows in words, and a name by which a message can refer to it."""

    png: bytes
    words: str
    name: str

    def file(self) -> discord.File:
        """A new file of it: each request reads its own to the end."""
        return discord.File(io.BytesIO(self.png), filename=self.name, description=self.words)


class Pictures:
    """Paints the pictures that Crux shows. Must be closed."""

    def __init__(self) -> None:
        self._painter = Painter()

    async def map(self, front: FrontEnd, overview: Overview) -> Picture:
        """The map of a debate, in the words of the front end. Raises PaintingFailed."""
        typed = front.with_typed_commands()
        description = short_map_in_words(typed, said(typed, overview))
        name = plain(map_name(front, overview.question, overview.at))
        return Picture(await self._painter.map(overview, front.language.tag), description, name)

    async def timeline(self, front: FrontEnd, progress: Progress, at: datetime) -> Picture:
        """The timeline of a debate, for somebody who asks at that moment. Raises PaintingFailed."""
        name = plain(timeline_name(front, progress.question, at))
        painted = await self._painter.timeline(progress, front.language.tag)
        return Picture(painted, timeline_in_words(front.with_typed_commands(), progress), name)

    async def close(self) -> None:
        """Paint no more."""
        await self._painter.close()
