"""The frames of Discord's gateway: one that cannot be read is dropped and logged, and the next one is read.

discord.py ends the client with the first frame that it cannot read.
"""

import json
from collections.abc import Callable
from typing import Any

import structlog
from discord.gateway import DiscordWebSocket

log = structlog.get_logger(__name__)

NOT_DROPPED = frozenset({"READY", "RESUMED"})
"""Events without which a session never begins: where one cannot be read, the session has to end."""

Parser = Callable[[Any], None]
"""What reads an event's data."""


class TolerantWebSocket(DiscordWebSocket):
    """A connection to the gateway that outlives frames which are no JSON, or JSON that a strict reader refuses."""

    async def received_message(self, msg: Any, /) -> None:
        text = self._text_of(msg)
        if text is None:
            return
        try:
            await super().received_message(text)
        except json.JSONDecodeError:
            await self._received_strange(text)

    def _text_of(self, frame: Any) -> str | None:
        """The frame's text; None where it goes on in the next one, or is no text."""
        if type(frame) is not bytes:
            return str(frame)
        try:
            return self._decompressor.decompress(frame)
        except UnicodeDecodeError:
            log.warning("frame dropped", shard=self.shard_id, bytes=len(frame))
            return None

    async def _received_strange(self, text: str) -> None:
        try:
            mended = without_lone_surrogates(text)
        except ValueError:
            log.warning("frame dropped", shard=self.shard_id, characters=len(text))
            return
        await super().received_message(mended)


def without_lone_surrogates(text: str) -> str:
    """The same JSON with a question mark for each half of a character, which no text may hold. Raises ValueError."""
    return json.dumps(json.loads(text), ensure_ascii=False).encode(errors="replace").decode()


def dropping(event: str, parse: Parser) -> Parser:
    """Reads an event like `parse`, and drops it where that fails."""
    if event in NOT_DROPPED:
        return parse

    def read(data: Any) -> None:
        try:
            parse(data)
        except Exception as error:  # one event must not cost the others; its data is people's, so it is not logged
            log.error("event dropped", event_type=event, exc_info=error)

    return read
