"""The gateway: sessions, what they are told in order, and how they come back after a break."""

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web

from tests.loopback.faults import Faults
from tests.loopback.world import Json, World, seen_by_bot

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11
HEARTBEAT_MS = 41_250

GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
NEEDED = {"GUILD_": GUILDS, "CHANNEL_": GUILDS, "THREAD_": GUILDS, "MESSAGE_": GUILD_MESSAGES}

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQUENCE, DISALLOWED_INTENTS = 4005, 4007, 4014
LONGEST_PAYLOAD = 4096


class Connection:
    """One socket. What goes out is compressed only where the bot asked for zlib-stream; any bot reads plain text."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self._socket = socket
        self._request = request
        self._zlib = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        # One stream is compressed in order, so two frames must not overtake each other.
        self._lock = asyncio.Lock()
        self.path = request.path

    async def send(self, payload: Json) -> None:
        await self.send_frame(json.dumps(payload).encode())

    async def send_frame(self, text: bytes) -> None:
        """Send what need not be JSON, nor text."""
        async with self._lock:
            if self._zlib is None:
                await self._socket.send_str(text.decode())
            else:
                packed = self._zlib.compress(text) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
                await self._socket.send_bytes(packed)

    async def send_bytes(self, raw: bytes) -> None:
        """Send what need not be the stream's next piece."""
        async with self._lock:
            await self._socket.send_bytes(raw)

    @property
    def is_open(self) -> bool:
        return not self._socket.closed

    async def close(self, code: int) -> None:
        await self._socket.close(code=code)

    def cut(self) -> None:
        """Break it off without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()


@dataclass
class Session:
    """What one shard of the bot was told since it identified; it outlives its connections."""

    id: str
    shard: tuple[int, int]
    intents: int
    identify: Json
    connection: Connection | None
    told: list[Json] = field(default_factory=list)
    resumed: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def serves(self, guild: int) -> bool:
        number, of = self.shard
        return (guild >> 22) % of == number

    def may_know(self, event: str) -> bool:
        return all(self.intents & intent for prefix, intent in NEEDED.items() if event.startswith(prefix))

    async def tell(self, event: str, data: Json) -> None:
        """Send an event, or keep it until the bot resumes."""
        async with self.lock:
            payload: Json = {"op": DISPATCH, "t": event, "s": len(self.told) + 1, "d": self._readable(event, data)}
            self.told.append(payload)
            await self._send(payload)

    async def resume(self, connection: Connection, after: int) -> None:
        """Tell the new connection what the old one may have missed."""
        async with self.lock:
            self.connection = connection
            self.resumed += 1
            for payload in self.told[after:]:
                await self._send(payload)
            payload = {"op": DISPATCH, "t": "RESUMED", "s": len(self.told) + 1, "d": {}}
            self.told.append(payload)
            await self._send(payload)

    def _readable(self, event: str, data: Json) -> Json:
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            return data
        return seen_by_bot(data, content=bool(self.intents & MESSAGE_CONTENT))

    async def _send(self, payload: Json) -> None:
        if self.connection is None or not self.connection.is_open:
            return
        try:
            await self.connection.send(payload)
        except ConnectionError:
            # The socket broke under the frame; it stays in `told`, and a RESUME will ask for it.
            self.connection = None


class Gateway:
    """All sessions. `changed` is called whenever there is something new to see."""

    def __init__(self, world: World, faults: Faults, token: str | None, changed: Callable[[], None]) -> None:
        self.url = ""
        self.sessions: list[Session] = []
        self.heartbeats = 0
        self.received: list[Json] = []
        self.resume_paths: list[str] = []
        self.allowed_intents = ~PRIVILEGED
        self._world = world
        self._faults = faults
        self._token = token
        self._changed = changed
        self._connections: set[Connection] = set()

    @property
    def is_ready(self) -> bool:
        """Whether every shard has been told of its servers and is connected."""
        living = [s for s in self.sessions if s.connection is not None and s.connection.is_open]
        shards = {session.shard[0] for session in living if session.told[-1:]}
        return bool(living) and len(shards) == living[0].shard[1]

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket, request)
        self._connections.add(connection)
        session: Session | None = None
        try:
            await connection.send({"op": HELLO, "s": None, "t": None, "d": {"heartbeat_interval": HEARTBEAT_MS}})
            async for frame in socket:
                if frame.type is not WSMsgType.TEXT or len(frame.data.encode()) > LONGEST_PAYLOAD:
                    await connection.close(DECODE_ERROR)
                    break
                session = await self._hear(connection, session, json.loads(frame.data))
                self._changed()
        finally:
            self._connections.discard(connection)
            self._part(connection, session, socket.close_code)
            self._changed()
        return socket

    async def dispatch(self, event: str, data: Json, guild: int) -> None:
        """Tell the shard that serves the server, where its intents let it know."""
        times = 2 if self._faults.take_twice(event) else 1
        for session in list(self.sessions):
            if session.serves(guild) and session.may_know(event):
                for _ in range(times):
                    await session.tell(event, data)

    async def garble(self, text: bytes) -> None:
        """Send every connection a frame that need not be JSON."""
        for connection in list(self._connections):
            await connection.send_frame(text)

    async def break_streams(self, raw: bytes) -> None:
        """Send every connection bytes that do not belong to its compressed stream."""
        for connection in list(self._connections):
            await connection.send_bytes(raw)

    async def cut(self) -> None:
        """Break every connection without a closing frame; sessions stay and can be resumed."""
        for connection in list(self._connections):
            connection.cut()

    async def ask_to_reconnect(self) -> None:
        """Discord's own way to move bots to another host: they close and resume."""
        await self._all({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tell the bot that its session is over; with `resumable` it may try to resume all the same."""
        if not resumable:
            for session in self.sessions:
                session.connection = None
            self.sessions.clear()
        await self._all({"op": INVALID_SESSION, "d": resumable})

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        """Close every connection in good order."""
        for connection in list(self._connections):
            await connection.close(code)

    async def _all(self, payload: Json) -> None:
        for connection in list(self._connections):
            await connection.send(payload)

    async def _hear(self, connection: Connection, session: Session | None, told: Json) -> Session | None:
        self.received.append(told)
        match told["op"]:
            case 1:
                self.heartbeats += 1
                await connection.send({"op": HEARTBEAT_ACK})
            case 2 | 6 if session is not None:
                await connection.close(ALREADY_AUTHENTICATED)
            case 2:
                return await self._identify(connection, told["d"])
            case 6:
                return await self._resume(connection, told["d"])
            case _ if session is None:
                await connection.close(NOT_AUTHENTICATED)
            case 3 | 4 | 8:
                pass  # presence, voice and member requests change nothing here
            case _:
                await connection.close(UNKNOWN_OPCODE)
        return session

    def _is_known(self, token: str) -> bool:
        return bool(token) and self._token in (None, token)

    async def _identify(self, connection: Connection, told: Json) -> Session | None:
        if not self._is_known(told["token"]):
            await connection.close(AUTHENTICATION_FAILED)
            return None
        if told["intents"] & ~self.allowed_intents:
            await connection.close(DISALLOWED_INTENTS)
            return None
        number, of = told.get("shard", (0, 1))
        session = Session(secrets.token_hex(8), (number, of), told["intents"], told, connection)
        guilds = [guild for guild in self._world.guilds if session.serves(guild)]
        await session.tell("READY", self._ready(session, guilds))
        for guild in guilds:
            await session.tell("GUILD_CREATE", self._world.guild_create(guild))
        # Only now do events reach it: a bot hears nothing of a server before it hears of the server.
        self.sessions.append(session)
        return session

    async def _resume(self, connection: Connection, told: Json) -> Session | None:
        self.resume_paths.append(connection.path)
        found = next((session for session in self.sessions if session.id == told["session_id"]), None)
        if found is None or not self._is_known(told["token"]):
            await connection.send({"op": INVALID_SESSION, "d": False})
            return None
        if told["seq"] > len(found.told):
            await connection.close(INVALID_SEQUENCE)
            return None
        await found.resume(connection, told["seq"])
        return found

    def _ready(self, session: Session, guilds: Iterable[int]) -> Json:
        told: Json = {"v": 10, "user": self._world.bot, "session_id": session.id, "session_type": "normal"}
        told["guilds"] = [{"id": str(guild), "unavailable": True} for guild in guilds]
        # Another path than the first one, as on Discord it is another host.
        told["resume_gateway_url"] = f"{self.url}/resume"
        told["application"] = {"id": self._world.bot["id"], "flags": self._world.application_flags}
        return told | {"shard": list(session.shard), "private_channels": [], "relationships": []}

    def _part(self, connection: Connection, session: Session | None, code: int | None) -> None:
        if session is None or session.connection is not connection:
            return
        session.connection = None
        # A bot that says goodbye with one of these gives its session up.
        if code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY) and session in self.sessions:
            self.sessions.remove(session)
