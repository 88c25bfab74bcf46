"""What can go wrong on request: answers that fail before or after the work, limits, waits, cut connections."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from aiohttp import web

Handler = Callable[[], Awaitable[web.StreamResponse]]


def as_json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """discord.py parses JSON only where the content type is exactly this, without a charset."""
    body = json.dumps(value).encode()
    return web.Response(body=body, status=status, headers={"Content-Type": "application/json", **(headers or {})})


class Fault(Protocol):
    """Stands in for one answer; it decides whether the work is done."""

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse: ...


SomeFault = TypeVar("SomeFault", bound=Fault)


@dataclass
class Broken:
    """A server error. With `after`, the work was done all the same: a repetition finds it there."""

    status: int = 500
    after: bool = False

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        if self.after:
            await work()
        return as_json({"code": 0, "message": f"{self.status}: broken on purpose"}, self.status)


@dataclass
class TooMany:
    """A rate limit. Without `via` it looks like Cloudflare's, which discord.py does not repeat after."""

    retry_after: float = 0.01
    everywhere: bool = False
    via: bool = True

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        told = {"message": "You are being rate limited.", "retry_after": self.retry_after}
        headers = {"Retry-After": "1", "X-RateLimit-Scope": "global" if self.everywhere else "user"}
        if self.via:
            headers["Via"] = "1.1 loopback"
        return as_json(told | {"global": self.everywhere}, 429, headers)


@dataclass
class Refused:
    """An error of Discord's own, such as 403 and 50013."""

    status: int
    code: int
    message: str = "refused on purpose"

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        return as_json({"code": self.code, "message": self.message}, self.status)


@dataclass
class Cut:
    """The connection breaks without an answer; with `after`, the work was done."""

    after: bool = False

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        if self.after:
            await work()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)


@dataclass
class Slow:
    """An answer that waits until the test lets it go; with `after`, the work is done before the wait."""

    after: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request, work: Handler) -> web.StreamResponse:
        done = await work() if self.after else None
        self.reached.set()
        await self.released.wait()
        return done if done is not None else await work()

    def release(self) -> None:
        self.released.set()


@dataclass
class _Planned:
    fault: Fault
    method: str
    path: re.Pattern[str]
    left: int


class Faults:
    """The faults that wait for their request, each used up by the first ones that fit it."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self._slow: list[Slow] = []
        self._twice: list[str] = []

    def plan(self, fault: SomeFault, method: str, path: str, times: int = 1) -> SomeFault:
        """Have the next requests that fit meet the fault; `path` is a pattern of the whole path after /api/v10."""
        self._planned.append(_Planned(fault, method, re.compile(path), times))
        if isinstance(fault, Slow):
            self._slow.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        for planned in self._planned:
            if planned.method == method and planned.path.fullmatch(path):
                planned.left -= 1
                if not planned.left:
                    self._planned.remove(planned)
                return planned.fault
        return None

    def deliver_twice(self, event: str) -> None:
        """The next event of this name reaches the bot twice, with two sequence numbers, as Discord warns it may."""
        self._twice.append(event)

    def take_twice(self, event: str) -> bool:
        if event not in self._twice:
            return False
        self._twice.remove(event)
        return True

    def clear(self) -> None:
        """Forget the faults that nothing has met."""
        self._planned.clear()
        self._twice.clear()

    @property
    def left(self) -> int:
        """How many faults nothing has met yet."""
        return sum(planned.left for planned in self._planned) + len(self._twice)

    def release_all(self) -> None:
        """Let every waiting answer go: the server stops."""
        for fault in self._slow:
            fault.release()
