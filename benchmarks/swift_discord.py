"""A Discord that costs as little as it can: a gateway and the few routes that a bot needs, for load and nothing else.

It checks nothing; the loopback Discord of the tests does that.
"""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web

from benchmarks.posts import Posts
from tests.loopback.world import BOT, Channel, Json, World

API = "/api/v10"
HELLO, IDENTIFY, HEARTBEAT, ACK, DISPATCH, RESUME = 10, 2, 1, 11, 0, 6
PATIENCE = 60.0


class SwiftDiscord:
    """A gateway that can send interactions, and a REST API that answers at once."""

    def __init__(self, world: World | None = None, shards: int = 1, *, compressing: bool = False) -> None:
        """With `compressing` a client that asks for `zlib-stream` is given it, as not every library reads text."""
        self.world = world or World()
        self._compressing = compressing
        self.shards = shards
        self.posted: list[float] = []
        self.waiting: dict[str, asyncio.Future[Json]] = {}
        self.identified = asyncio.Event()
        self._registered = asyncio.Event()
        self._changed = asyncio.Condition()
        self._sockets: dict[int, _Socket] = {}
        self._sequence = 0
        self._port = 0
        somewhere = next(iter(self.world.channels.values()), Channel(1, "debate"))
        self._follow_up_shown = self.world.new_message(somewhere, self.world.bot)
        self._addresses: list[Posts] = []
        """Where interactions are posted to; nowhere where the gateway sends them."""
        self._following: dict[str, asyncio.Future[None]] = {}

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self._port}{API}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/gateway"

    @asynccontextmanager
    async def served(self) -> AsyncIterator["SwiftDiscord"]:
        """On a free port of this machine, until the end."""
        app = web.Application(client_max_size=1 << 26)
        app.router.add_get("/gateway{rest:.*}", self._gateway)
        app.router.add_post(API + "/interactions/{id}/{token}/callback", self._callback)
        app.router.add_post(API + "/webhooks/{app}/{token}", self._follow_up)
        app.router.add_post(API + "/channels/{channel}/messages", self._post)
        app.router.add_route("*", "/{path:.*}", self._rest)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0, shutdown_timeout=0.1)
        await site.start()
        self._port = runner.addresses[0][1]
        try:
            yield self
        finally:
            for address in self._addresses:
                address.close()
            await runner.cleanup()

    # What the bot asks

    async def _callback(self, request: web.Request) -> web.Response:
        body = await request.read()
        number = request.match_info["id"]
        waiting = self.waiting.pop(number, None)
        if waiting is not None and not waiting.done():
            waiting.set_result({} if request.content_type != "application/json" else orjson.loads(body))
        if "with_response" not in request.query:
            return web.Response(status=204)
        return _json({"interaction": {"id": number, "type": 3, "response_message_id": number}})

    async def _follow_up(self, request: web.Request) -> web.Response:
        await request.read()
        following = self._following.pop(request.match_info["token"], None)
        if following is not None and not following.done():
            following.set_result(None)
        return _json(self._follow_up_shown)

    async def _post(self, request: web.Request) -> web.Response:
        await request.read()
        self.posted.append(time.perf_counter())
        async with self._changed:
            self._changed.notify_all()
        channel = self.world.channel(int(request.match_info["channel"]))
        return _json(self.world.new_message(channel, self.world.bot))

    async def _rest(self, request: web.Request) -> web.Response:
        path = request.path.removeprefix(API)
        body = await request.read()
        if path.endswith("/commands") and request.method == "GET":
            return _json(self.world.commands)
        if path.endswith("/commands"):
            given = orjson.loads(body)
            told = {"application_id": str(BOT), "version": "1", "description": ""}
            self.world.commands = [told | c | {"id": str(n), "type": c.get("type", 1)} for n, c in enumerate(given, 1)]
            self._registered.set()
            return _json(self.world.commands)
        if path == "/users/@me":
            return _json(self.world.bot)
        if path.endswith("applications/@me"):
            return _json(self.world.application())
        if path.startswith("/gateway"):
            limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 16}
            return _json({"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit})
        return web.Response(status=204)

    # What the bot is told

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        response = web.WebSocketResponse(max_msg_size=0, compress=False)
        await response.prepare(request)
        compressed = self._compressing and request.query.get("compress") == "zlib-stream"
        socket = _Socket(response, zlib.compressobj(1) if compressed else None)
        await socket.send({"op": HELLO, "d": {"heartbeat_interval": 41_250}})
        shard = 0
        async for frame in response:
            told = orjson.loads(frame.data)
            if told["op"] == HEARTBEAT:
                await socket.send({"op": ACK})
            elif told["op"] == IDENTIFY:
                shard, of = told["d"].get("shard", (0, 1))
                await self._welcome(socket, shard, of)
        self._sockets.pop(shard, None)
        return response

    async def _welcome(self, socket: "_Socket", shard: int, of: int) -> None:
        here = [number for number in self.world.guilds if (number >> 22) % of == shard]
        ready: Json = {
            "v": 10,
            "user": self.world.bot | {"mfa_enabled": False, "verified": True, "email": None, "flags": 0},
            "session_id": f"s{shard}",
            "resume_gateway_url": self.gateway_url,
        }
        ready |= {"application": {"id": str(BOT), "flags": 0}, "shard": [shard, of], "private_channels": []}
        ready["guilds"] = [{"id": str(number), "unavailable": True} for number in here]
        await self.tell(socket, "READY", ready)
        channels: dict[int, list[Channel]] = {}
        for channel in self.world.channels.values():
            channels.setdefault(channel.guild, []).append(channel)
        for number in here:
            await self.tell(socket, "GUILD_CREATE", self.world.guild_create(number, channels.get(number, ())))
        self._sockets[shard] = socket
        if len(self._sockets) == self.shards:
            self.identified.set()

    async def tell(self, socket: "_Socket", event: str, data: Json) -> None:
        """Send one event."""
        self._sequence += 1
        await socket.send({"op": DISPATCH, "t": event, "s": self._sequence, "d": data})

    async def ask(self, payload: Json) -> Json:
        """Send an interaction, and give the first answer to it."""
        if self._addresses:
            # As the proxies of docs/serving.md do: in turns, all would wait for the slowest one.
            return await min(self._addresses, key=lambda address: address.under_way).post(payload)
        answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[payload["id"]] = answered
        shard = (int(payload["guild_id"]) >> 22) % self.shards
        await self.tell(self._sockets[shard], "INTERACTION_CREATE", payload)
        return await answered

    async def post_to(self, port: int) -> None:
        """Post interactions to a port of this machine, or to another one that has less to do, once it answers."""
        address = Posts(port)
        await address.answers()
        self._addresses.append(address)

    async def ask_on(self, payload: Json) -> Json:
        """Send an interaction, and give the first answer to it once another has followed. Raises TimeoutError."""
        follows = self._following[payload["token"]] = asyncio.get_running_loop().create_future()
        answer = await self.ask(payload)
        async with asyncio.timeout(PATIENCE):
            await follows
        return answer

    # Loads

    async def done_a_second(self, do: Callable[[], Awaitable[object]], count: int, at_once: int) -> float:
        """How often a second something is done when so many are at it at any time."""
        left = iter(range(count))

        async def person() -> None:
            for _ in left:
                await do()

        begun = time.perf_counter()
        await asyncio.gather(*(person() for _ in range(at_once)))
        return count / (time.perf_counter() - begun)

    async def delays(self, asked: Iterator[Json], rate: float, count: int) -> list[float]:
        """How long each answer took, in seconds, when so many are asked a second, whatever the answers take."""
        taken: list[float] = []

        async def person(payload: Json, due: float) -> None:
            await self.ask(payload)
            taken.append(time.perf_counter() - due)

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as people:
            for number in range(count):
                due = begun + number / rate
                await asyncio.sleep(due - time.perf_counter())
                people.create_task(person(next(asked), due))
        return taken

    async def until_registered(self) -> None:
        """Wait for the bot to register its commands, which it may do while it serves. Raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            await self._registered.wait()

    async def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until it holds: looked at with each message that is posted."""
        async with asyncio.timeout(patience), self._changed:
            await self._changed.wait_for(holds)


class _Socket:
    """One client's connection to the gateway, compressed as a whole or not at all."""

    def __init__(self, response: web.WebSocketResponse, compressor: "zlib._Compress | None") -> None:
        self._response, self._compressor = response, compressor

    async def send(self, payload: Json) -> None:
        told = orjson.dumps(payload)
        if self._compressor is None:
            await self._response.send_str(told.decode())
        else:
            await self._response.send_bytes(self._compressor.compress(told) + self._compressor.flush(zlib.Z_SYNC_FLUSH))


def _json(told: Any) -> web.Response:
    return web.Response(body=orjson.dumps(told), content_type="application/json")
