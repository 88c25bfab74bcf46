"""A REST proxy that several bot processes share: whatever they ask, together they keep to Discord's global limit."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from tests.loopback.limits import FREE

HOP_BY_HOP = frozenset({"connection", "content-length", "transfer-encoding", "content-encoding", "host"})


class RestProxy:
    """Passes every request on; what counts for the global limit waits until the window has room again."""

    def __init__(self, upstream: str, requests_a_second: int) -> None:
        self._upstream = upstream.removesuffix("/api/v10")
        self._most = requests_a_second
        self._taken: deque[float] = deque()
        self._turn = asyncio.Lock()
        self.passed = 0
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """The API's address there, for DISCORD_API_URL."""
        app = web.Application(client_max_size=25 << 20)
        app.router.add_route("*", "/{rest:.*}", self._pass_on)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession(auto_decompress=False) as self._session:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/v10"
            await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        assert self._session is not None
        if not request.path.removeprefix("/api/v10").startswith(FREE):
            await self._room()
        self.passed += 1
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        url, body = self._upstream + request.raw_path, await request.read()
        async with self._session.request(request.method, url, data=body, headers=headers) as answer:
            kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)

    async def _room(self) -> None:
        """Wait for a place in the last second, in the order of asking."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            while len(self._taken) >= self._most:
                wait = self._taken[0] + 1.05 - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
                self._taken.popleft()
            self._taken.append(loop.time())
