"""Interactions as Discord posts them to an application's address: signed, and answered in the response."""

import asyncio
import json
import ssl
import time
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

from tests.loopback.bodies import Body
from tests.loopback.interactions import Asked
from tests.loopback.world import BOT, SIGNING_SEED, Json

if TYPE_CHECKING:
    from nacl.signing import SigningKey

    from tests.loopback.answers import Answers


PING: Json = {"type": 1, "id": "1", "application_id": str(BOT), "token": "ping", "version": 1}


class Said(NamedTuple):
    """What an application says to a request."""

    status: int
    body: bytes


class NotTaken(Exception):
    """Discord takes no such address: nobody answers there as Discord asks for."""


@cache
def key() -> "SigningKey":
    """Discord's key for the application: made where something is posted, which most tests never do."""
    from nacl.signing import SigningKey

    return SigningKey(SIGNING_SEED)


def signed(body: bytes, at: int | None = None) -> dict[str, str]:
    """The headers of a request with that body, signed at a time: now, where none is given."""
    moment = str(int(time.time()) if at is None else at)
    signature = key().sign(moment.encode() + body).signature.hex()
    return {"X-Signature-Ed25519": signature, "X-Signature-Timestamp": moment, "Content-Type": "application/json"}


class Outgoing:
    """Posts interactions to an address, once there is one: then the gateway tells of none."""

    def __init__(self, answers: "Answers") -> None:
        self.address: str | None = None
        self.late_by = 0.0
        """Seconds after which Discord has read a response that it was sent."""
        self.trusts: ssl.SSLContext | bool = True
        """Whose certificates are good: those that are good for everybody, where nothing else is said."""
        self._answers = answers
        self._session: aiohttp.ClientSession | None = None
        self._posting: set[asyncio.Task[None]] = set()

    async def set_address(self, address: str) -> None:
        """What the developer portal does with one: it is greeted, and sent a wrong signature. Raises NotTaken."""
        body = json.dumps(PING | {"id": str(time.time_ns())}).encode()
        greeted = await self.post(body, signed(body), address)
        if greeted.status != 200 or json.loads(greeted.body) != {"type": 1}:
            raise NotTaken(f"answered {greeted.status}")
        wrong = await self.post(body, signed(b"another body"), address)
        if wrong.status != 401:
            raise NotTaken("a wrong signature is let in")
        self.address = address

    async def post(self, body: bytes, headers: dict[str, str], address: str | None = None) -> Said:
        """Post a body with these headers, and give what is said to it. Raises aiohttp.ClientError."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        there = address or self.address or ""
        async with self._session.post(there, data=body, headers=headers, ssl=self.trusts) as response:
            return Said(response.status, await response.read())

    def deliver(self, asked: Asked) -> None:
        """Post an interaction without waiting; what is said to it is its first answer."""
        task = asyncio.create_task(self._deliver(asked))
        self._posting.add(task)
        task.add_done_callback(self._posting.discard)

    async def _deliver(self, asked: Asked) -> None:
        body = json.dumps(asked.payload).encode()
        said = await self.post(body, signed(body))
        if self.late_by:
            await asyncio.sleep(self.late_by)
        asked.statuses.append(said.status)
        if said.status == 200:
            await self._answers.first(asked, Body(json.loads(said.body), ()))
        self._answers.server.changed()

    async def close(self) -> None:
        """Post nothing any more."""
        for task in self._posting:
            task.cancel()
        if self._session is not None:
            await self._session.close()
