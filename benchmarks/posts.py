"""Interactions as a proxy passes them on: signed requests on connections that are kept, for load and nothing else."""

import asyncio
from typing import Any

import orjson

from tests.loopback.outgoing import signed

Json = dict[str, Any]
PING: Json = {"type": 1}


class Posts:
    """Posts to one port of this machine, on as many connections as there are requests under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.under_way = 0
        """How many requests are not answered yet."""

    async def answers(self) -> None:
        """Wait until somebody answers there."""
        while True:
            try:
                await self.post(PING)
                return
            except ConnectionError:
                await asyncio.sleep(0.05)

    async def post(self, payload: Json) -> Json:
        """Post an interaction, and give what is answered. Raises RuntimeError where the answer comes another way."""
        self.under_way += 1
        try:
            return await self._post(payload)
        finally:
            self.under_way -= 1

    async def _post(self, payload: Json) -> Json:
        body = orjson.dumps(payload)
        lines = [f"{name}: {value}" for name, value in signed(body).items()]
        head = "\r\n".join(("POST / HTTP/1.1", "Host: crux.example", f"Content-Length: {len(body)}", *lines, "", ""))
        connection = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = connection
        writer.write(head.encode() + body)
        told = await reader.readuntil(b"\r\n\r\n")
        length = int(told.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        answer = await reader.readexactly(length)
        self._free.append(connection)
        if not told.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(told.decode())
        answered: Json = orjson.loads(answer)
        return answered

    def close(self) -> None:
        """Use these connections no more."""
        for _, writer in self._free:
            writer.close()
