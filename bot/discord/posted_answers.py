"""The first answer to an interaction, posted to Discord within the three seconds that it is taken for.

discord.py's own way is made for webhooks: it asks for the message in return, takes turns on a lock, tries again only
after seconds, and not at all where a kept connection turns out to be closed.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import quote

import aiohttp
import discord
import orjson
import yarl
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

_NEEDS_NO_QUOTING = re.compile(r"[\w.~-]*", re.ASCII)

TAKEN_FOR = 3.0
"""Seconds for which Discord takes a first answer."""

AGAIN_AFTER = (0.0, 0.3, 0.6, 1.0)
"""Seconds before each further try."""

BROKEN = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)
"""The connection ended without a response: Discord may have the answer, or may have closed it before there was one."""

JSON = {"Content-Type": "application/json"}
TOO_MANY, FORBIDDEN, NOT_FOUND, FAULT = 429, 403, 404, 500
ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has its first answer."""

MESSAGE, EPHEMERAL = 4, 1 << 6
"""The type of an answer that is a message, and the flag of a private one."""


class PostedAnswers(AsyncWebhookAdapter):
    """How discord.py answers interactions. It is set as `discord.webhook.async_.async_context` where a bot runs.

    A first answer with files, and whatever follows a first answer, goes discord.py's own way.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        params: Any,
    ) -> Any:
        if params.files:
            return await super().create_interaction_response(
                interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
            )
        url, body = _address(interaction_id, token, params.payload), orjson.dumps(params.payload)
        given = {"data": body, "headers": JSON, "proxy": proxy, "proxy_auth": proxy_auth}
        return await _answered(session, url, given) or {"interaction": {"id": interaction_id}}


def _address(interaction: int, token: str, payload: Any) -> yarl.URL:
    """Where an answer is posted to. Of a message that everybody sees, Discord is asked for the id, to edit it later."""
    is_public = payload["type"] == MESSAGE and not payload["data"].get("flags", 0) & EPHEMERAL
    api = _api(Route.BASE)
    # Discord's tokens are in base 64 for addresses, and need no quoting.
    quoted = token if _NEEDS_NO_QUOTING.fullmatch(token) else quote(token, safe="")
    path = f"{api.raw_path}/interactions/{interaction}/{quoted}/callback"
    # A whole address would be taken apart anew for each answer.
    return (api.with_query(with_response="true") if is_public else api).with_path(path, encoded=True, keep_query=True)


@cache
def _api(base: str) -> yarl.URL:
    return yarl.URL(base)


async def _answered(session: aiohttp.ClientSession, url: yarl.URL, given: dict[str, Any]) -> Any:
    """What Discord says once it has the answer, after as many tries as there is time for; None where it says nothing.

    Raises discord.HTTPException where Discord refuses it, and one of BROKEN where no try had a response.
    """
    waits, may_be_there = iter(AGAIN_AFTER), False
    while True:
        try:
            response, told = await _posted(session, url, given)
        except BROKEN:
            may_be_there, wait = True, next(waits, None)
            if wait is None:
                raise
        else:
            if response.ok or (may_be_there and _code(told) == ALREADY_ACKNOWLEDGED):
                return told if response.ok else None
            may_be_there |= response.status >= FAULT
            wait = _again_after(response, told, waits)
            if wait is None:
                raise _refused(response, told)
        await asyncio.sleep(wait)


async def _posted(
    session: aiohttp.ClientSession, url: yarl.URL, given: dict[str, Any]
) -> tuple[aiohttp.ClientResponse, Any]:
    """One try: the response, and the JSON or text in it; None where it is empty."""
    async with session.post(url, **given) as response:
        body = await response.read()
    return response, _read(response, body) if body else None


def _read(response: aiohttp.ClientResponse, body: bytes) -> Any:
    if response.content_type == JSON["Content-Type"]:
        with suppress(orjson.JSONDecodeError):  # what stands before Discord may cut it off, and its status says enough
            return orjson.loads(body)
    return body.decode(errors="replace")


def _code(told: Any) -> int | None:
    """Discord's own code in what it says of an error."""
    return told.get("code") if isinstance(told, dict) else None


def _again_after(response: aiohttp.ClientResponse, told: Any, waits: Iterator[float]) -> float | None:
    """Seconds to wait for another try, after an error that may pass; None where it is the last word."""
    if response.status == TOO_MANY and next(waits, None) is not None:
        return _limited_for(response, told)
    return next(waits, None) if response.status >= FAULT else None


def _limited_for(response: aiohttp.ClientResponse, told: Any) -> float | None:
    """Seconds after which a rate limit is over; None where that is too late for a first answer.

    One that is not said by Discord itself ("Via"), but by what stands before it, does not pass by a try.
    """
    seconds = told.get("retry_after") if isinstance(told, dict) and "Via" in response.headers else None
    return seconds if isinstance(seconds, int | float) and seconds < TAKEN_FOR else None


def _refused(response: aiohttp.ClientResponse, told: Any) -> discord.HTTPException:
    """What discord.py raises for such a response."""
    if response.status >= FAULT:
        return discord.DiscordServerError(response, told)
    kinds = {FORBIDDEN: discord.Forbidden, NOT_FOUND: discord.NotFound}
    return kinds.get(response.status, discord.HTTPException)(response, told)
