"""What is no request of Discord's, on real sockets: refused, forgotten, and in nobody's way."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
import pytest
from nacl.signing import SigningKey

from bot.discord.endpoint.client import EndpointClient
from bot.discord.endpoint.connections import LARGEST_BODY, LARGEST_HEAD
from bot.discord.endpoint.listening import Connections
from bot.store.sessions import Sessions
from tests.discord.endpoint.serving import served
from tests.loopback.interactions import slash
from tests.loopback.outgoing import signed
from tests.loopback.server import PATIENCE, LoopbackDiscord
from tests.loopback.world import Json

Served = tuple[EndpointClient, Connections]
BAD = 10_000
ANOTHER_KEY = SigningKey(bytes(32))
PING = b'{"type":1}'


class Proxy:
    """One connection, on which requests are written as they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    def send(self, raw: bytes) -> None:
        self._writer.write(raw)

    async def answer(self) -> tuple[int, bytes]:
        """The status and the body of the next response."""
        async with asyncio.timeout(PATIENCE):
            head = await self._reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            return int(head.split(b" ", 2)[1]), await self._reader.readexactly(length)

    async def says(self, raw: bytes) -> int:
        """The status of the response to a request."""
        self.send(raw)
        return (await self.answer())[0]

    async def is_ended(self) -> bool:
        """Whether the connection is ended, with nothing more on it."""
        async with asyncio.timeout(PATIENCE):
            return not await self._reader.read()


def post(body: bytes, headers: dict[str, str], *, length: int | None = None) -> bytes:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(("POST /interactions HTTP/1.1", "Host: crux.example", *lines, "", "")).encode() + body


def forged(body: bytes = PING) -> bytes:
    moment = str(int(time.time()))
    signature = ANOTHER_KEY.sign(moment.encode() + body).signature.hex()
    return post(body, {"X-Signature-Ed25519": signature, "X-Signature-Timestamp": moment})


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        yield server


@pytest.fixture
async def serving(there: LoopbackDiscord, committed_sessions: Sessions) -> AsyncIterator[Served]:
    async with served(there, committed_sessions) as one:
        yield one


@pytest.fixture
def ana(there: LoopbackDiscord) -> Json:
    return there.world.add_person(50, "ana")


@asynccontextmanager
async def connected(there: LoopbackDiscord) -> AsyncIterator[Proxy]:
    assert there.outgoing.address is not None
    port = int(there.outgoing.address.rpartition(":")[2].partition("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Proxy(reader, writer)
    finally:
        writer.close()


async def test_ten_thousand_bad_requests_are_refused_while_people_are_answered_and_nothing_stays_of_them(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    client, connections = serving
    stale = post(PING, signed(PING, int(time.time()) - 3600))
    no_json = [post(body := b"{%d" % number, signed(body)) for number in range(100)]
    await there.ask(slash(there.world, "/help", ana))
    async with connected(there) as proxy:
        for raw in (forged(), stale):
            assert await proxy.says(raw) == 401
        before, held = sys.getallocatedblocks(), len(connections)
        answered = 0
        for number in range(BAD // 100):
            for raw in (forged(), stale) * 49 + (post(PING, signed(PING, 7)),):
                assert await proxy.says(raw) == 401
            assert await proxy.says(no_json[number]) == 400
            if number % 20 == 0:
                helped = await there.ask(slash(there.world, "/help", ana))
                answered += "Crux keeps a ledger of a debate" in helped.text
        grown = sys.getallocatedblocks() - before
        assert len(connections) == held

    assert answered == BAD // 2000
    assert grown < BAD, "not even a block of memory for each"
    refused = client.metrics.registry.get_sample_value
    assert refused("crux_requests_refused_total", {"reason": "forged"}) == BAD * 49 / 100 + 2
    assert refused("crux_requests_refused_total", {"reason": "bad_request"}) == BAD / 100


async def test_a_connection_is_kept_from_request_to_request(there: LoopbackDiscord, serving: Served) -> None:
    async with connected(there) as proxy:
        for number in range(3):
            body = b'{"type":1,"id":"%d"}' % number
            proxy.send(post(body, signed(body)))
            assert await proxy.answer() == (200, PING)


async def test_a_request_that_comes_in_pieces_is_whole_at_its_end(there: LoopbackDiscord, serving: Served) -> None:
    raw = post(PING, signed(PING) | {"Expect": "100-continue"})
    async with connected(there) as proxy:
        for place in range(0, len(raw), 40):
            proxy.send(raw[place : place + 40])
            await asyncio.sleep(0)
        assert await proxy._reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        assert await proxy.answer() == (200, PING)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (post(PING, signed(PING), length=LARGEST_BODY + 1), 413),
        (post(PING, signed(PING), length=10**30), 400),
        (b"GET / HTTP/1.1\r\nHost: crux.example\r\n\r\n", 405),
        (post(PING, {}), 401),
        (post(PING, {"X": "y" * LARGEST_HEAD}), 431),
        (b"POST /" + b"a" * LARGEST_HEAD + b" HTTP/1.1\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 401),
    ],
    ids=["large", "huge", "GET", "unsigned", "large head", "long address", "TLS", "negative", "another protocol"],
)
async def test_what_is_no_request_for_an_interaction_is_refused_and_its_connection_ended(
    there: LoopbackDiscord, serving: Served, raw: bytes, status: int
) -> None:
    async with connected(there) as proxy:
        assert await proxy.says(raw) == status
        assert await proxy.is_ended()


async def test_a_body_of_unknown_length_is_taken_only_so_far(there: LoopbackDiscord, serving: Served) -> None:
    headers = "".join(f"{name}: {value}\r\n" for name, value in signed(PING).items())
    head = f"POST / HTTP/1.1\r\n{headers}Transfer-Encoding: chunked\r\n\r\n".encode()
    async with connected(there) as proxy:
        proxy.send(head + b"a\r\n" + PING + b"\r\n0\r\n\r\n")
        assert await proxy.answer() == (200, PING)
    async with connected(there) as proxy:
        proxy.send(head)
        for _ in range(LARGEST_BODY // 0xFFFF + 1):
            proxy.send(b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n")
        assert (await proxy.answer())[0] == 413


async def test_requests_that_do_not_wait_for_each_other_end_their_connection(
    there: LoopbackDiscord, serving: Served
) -> None:
    async with connected(there) as proxy:
        assert await proxy.says(forged() + forged()) == 400
        assert await proxy.is_ended()


async def test_a_request_that_does_not_get_on_is_ended(
    there: LoopbackDiscord, serving: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.endpoint.connections.REQUEST_WITHIN", 0.1)
    async with connected(there) as proxy:
        assert await proxy.says(post(PING, signed(PING))[:60]) == 408
        assert await proxy.is_ended()
    async with connected(there) as silent:
        assert await silent.is_ended()


async def test_a_connection_without_requests_is_ended_after_a_while(
    there: LoopbackDiscord, serving: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.endpoint.connections.KEPT_FOR", 0.1)
    async with connected(there) as proxy:
        assert await proxy.says(forged()) == 401
        assert await proxy.is_ended()


async def test_who_stops_takes_no_new_connection_and_ends_each_with_its_next_response(
    there: LoopbackDiscord, serving: Served
) -> None:
    _, connections = serving
    async with connected(there) as proxy:
        assert await proxy.says(forged()) == 401
        leaving = asyncio.create_task(connections.leave())
        await asyncio.sleep(0)
        with pytest.raises(ConnectionRefusedError):
            async with connected(there):
                pass
        assert await proxy.says(post(PING, signed(PING))) == 200
        assert await proxy.is_ended()
        await leaving


async def test_who_stops_ends_connections_without_a_request_after_a_moment(
    there: LoopbackDiscord, serving: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.endpoint.listening.LOOKED_EVERY", 0.02)
    _, connections = serving
    async with connected(there) as proxy:
        assert await proxy.says(forged()) == 401
        await connections.leave()
        assert await proxy.is_ended()
