"""The frames of Discord's gateway: one that cannot be read is dropped and logged, and the next one is read.

Where a compressed stream cannot be read any further, the connection is made anew. discord.py ends the client with the
first frame that it cannot read.
"""

import json
from collections.abc import Callable
from typing import Any, NoReturn

import structlog
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

log = structlog.get_logger(__name__)

NOT_DROPPED = frozenset({"READY", "RESUMED"})
"""Events without which a session never begins: where one cannot be read, the session has to end."""

Parser = Callable[[Any], None]
"""What reads an event's data."""


class TolerantWebSocket(DiscordWebSocket):
    """A connection to the gateway that outlives frames which are no JSON, or JSON that a strict reader refuses."""

    async def received_message(self, msg: Any, /) -> None:
        text = await self._text_of(msg)
        if text is None:
            return
        try:
            await super().received_message(text)
        except json.JSONDecodeError:
            await self._received_strange(text)

    async def _text_of(self, frame: Any) -> str | None:
        """The frame's text; None where it goes on in the next one, or is no text."""
        if type(frame) is not bytes:
            return str(frame)
        try:
            return self._decompressor.decompress(frame)
        except UnicodeDecodeError:
            log.warning("frame dropped", shard=self.shard_id, bytes=len(frame))
            return None
        except Exception as broken:  # zlib's error or zstd's, as discord.py decompresses with the one or the other
            await self._connect_again(broken)

    async def _connect_again(self, broken: Exception) -> NoReturn:
        """End a connection whose stream is broken: no frame can be read without the ones before it.

        The session goes on with a new connection, which is told what this one was not. Raises ReconnectWebSocket.
        """
        log.warning("connection broken", shard=self.shard_id, error=type(broken).__name__)
        await self.close()
        raise ReconnectWebSocket(self.shard_id) from broken

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
