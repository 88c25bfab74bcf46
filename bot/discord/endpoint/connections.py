"""HTTP for Discord's interactions, behind a proxy: a request at a time on each connection, and little of anything.

Each click passes here; a server for all of HTTP would take four times as long for it.
"""

import asyncio
from collections.abc import Callable
from enum import IntEnum
from typing import Protocol, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

LARGEST_BODY = 1 << 20
"""Bytes of the largest request: an interaction with all that people can fill in has a quarter of it."""

LARGEST_HEAD = 1 << 14
"""Bytes of what comes before it."""

REQUEST_WITHIN = 10.0
"""Seconds that a request has to arrive."""

ANSWER_WITHIN = 3.0
"""Seconds that Discord waits for the first answer to an interaction."""

KEPT_FOR = 120.0
"""Seconds that a connection is kept without a request: proxies keep theirs for a minute."""


class Status(IntEnum):
    """How a request is answered, beside those that bring an interaction."""

    ACCEPTED = 202
    BAD_REQUEST = 400
    UNAUTHORIZED = 401
    METHOD_NOT_ALLOWED = 405
    REQUEST_TIMEOUT = 408
    TOO_LARGE = 413
    HEAD_TOO_LARGE = 431


_PHRASES = {status: status.name.replace("_", " ").title() for status in Status}


class Receiver(Protocol):
    """What requests are for."""

    def receive(self, signature: bytes, timestamp: bytes, body: bytes, reply: "Reply") -> Status | None:
        """A whole request; gives how it is refused, None where its reply is sent, now or later."""

    def refused(self, status: Status) -> None:
        """One that was refused before it was whole."""


class Connection(asyncio.Protocol):
    """One connection of a proxy's. It must wait for each response before it asks again, as proxies do."""

    def __init__(self, receiver: Receiver, kept: set["Connection"]) -> None:
        self._receiver = receiver
        self._kept = kept
        self._now = asyncio.get_running_loop().time
        self._parser = HttpRequestParser(self)
        self._transport: asyncio.Transport | None = None
        self._reply: Reply | None = None
        self._closing = False
        self._begin(0)

    def _begin(self, seconds: float) -> None:
        """Have a request begin, which has so many seconds to be there."""
        self._size = 0
        self._is_whole = False
        self._signature = self._timestamp = b""
        self._body: list[bytes] = []
        self._due = self._now() + seconds

    # What the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's are no subclass.
        self._transport = cast(asyncio.Transport, transport)
        self._kept.add(self)
        self._begin(REQUEST_WITHIN)

    def data_received(self, data: bytes) -> None:
        if self._reply is not None or self._transport is None:
            self.cut()
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as broken:
            # What a callback refuses, the parser wraps.
            refused = broken.__context__
            self._refuse(refused.status if isinstance(refused, _RefusedEarly) else Status.BAD_REQUEST)
        else:
            if self._is_whole:
                self._receive()

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        self._kept.discard(self)
        if self._reply is not None:
            reply, self._reply = self._reply, None
            reply.expire()

    # What the parser calls

    def on_message_begin(self) -> None:
        if self._is_whole:
            raise _RefusedEarly(Status.BAD_REQUEST)
        self._begin(REQUEST_WITHIN)

    def on_url(self, url: bytes) -> None:
        self._takes(len(url), LARGEST_HEAD, Status.HEAD_TOO_LARGE)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._takes(len(name) + len(value), LARGEST_HEAD, Status.HEAD_TOO_LARGE)
        match name.lower():
            case b"x-signature-ed25519":
                self._signature = value
            case b"x-signature-timestamp":
                self._timestamp = value
            case b"content-length" if value.isdigit() and int(value) > LARGEST_BODY:
                raise _RefusedEarly(Status.TOO_LARGE)
            case b"expect" if self._transport is not None:
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_headers_complete(self) -> None:
        if self._parser.get_method() != b"POST":
            raise _RefusedEarly(Status.METHOD_NOT_ALLOWED)
        if not self._signature or not self._timestamp:
            raise _RefusedEarly(Status.UNAUTHORIZED)
        self._size = 0

    def on_body(self, part: bytes) -> None:
        self._takes(len(part), LARGEST_BODY, Status.TOO_LARGE)
        self._body.append(part)

    def on_message_complete(self) -> None:
        self._is_whole = True
        self._closing = self._closing or not self._parser.should_keep_alive()

    def _takes(self, more: int, most: int, status: Status) -> None:
        self._size += more
        if self._size > most:
            raise _RefusedEarly(status)

    def _receive(self) -> None:
        reply = self._reply = Reply(self, self._now() + ANSWER_WITHIN)
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        refused = self._receiver.receive(self._signature, self._timestamp, body, reply)
        if refused is not None:
            reply.refuse(refused)

    # Answers

    def write(self, head: bytes, body: bytes = b"") -> None:
        """Send the response to the request at hand."""
        self._reply = None
        transport = self._transport
        if transport is None:
            return
        if self._closing:
            transport.write(b"%bConnection: close\r\n\r\n%b" % (head, body))
            transport.close()
        else:
            transport.write(b"%b\r\n%b" % (head, body))
            self._begin(KEPT_FOR)

    def _refuse(self, status: Status) -> None:
        """Refuse what is no request to us; what comes after it cannot be told from it, so the connection ends."""
        self._receiver.refused(status)
        self._closing = True
        Reply(self, 0).refuse(status)

    def look(self, now: float) -> None:
        """End what has taken too long."""
        if self._reply is not None:
            if now >= self._reply.due:
                self._reply.expire()
        elif now >= self._due:
            if self._size:
                self._refuse(Status.REQUEST_TIMEOUT)
            else:
                self.finish()

    def take_one_more(self) -> None:
        """Have the response to the request at hand, or to the next one, say that it is the last."""
        self._closing = True

    def finish(self) -> None:
        """End it once the request at hand is answered; at once where there is none."""
        self._closing = True
        if self._reply is None and self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """End it now, whatever is under way."""
        if self._transport is not None:
            self._transport.abort()


class Reply:
    """The response to one request."""

    __slots__ = ("_connection", "_expired", "due")

    def __init__(self, connection: Connection, due: float) -> None:
        self._connection: Connection | None = connection
        self._expired: Callable[[], None] | None = None
        self.due = due

    def when_too_late(self, expired: Callable[[], None]) -> None:
        """Have this called once nothing can be sent any more, though nothing was."""
        self._expired = expired

    def send(self, answer: bytes) -> bool:
        """Answer with JSON; False where that is too late, or whoever asked is gone."""
        connection = self._taken()
        if connection is None:
            return False
        connection.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n" % len(answer), answer
        )
        return True

    def send_nothing(self) -> None:
        """Answer without a body: Discord is given the answer another way."""
        self.refuse(Status.ACCEPTED)

    def refuse(self, status: Status) -> None:
        """Answer with a status alone."""
        connection = self._taken()
        if connection is not None:
            connection.write(b"HTTP/1.1 %d %b\r\nContent-Length: 0\r\n" % (status, _PHRASES[status].encode()))

    def expire(self) -> None:
        """It is too late, or whoever asked is gone."""
        self.send_nothing()
        if self._expired is not None:
            self._expired()

    def _taken(self) -> Connection | None:
        connection, self._connection = self._connection, None
        return connection


class _RefusedEarly(Exception):
    """A request that is refused before it is whole."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status = status
