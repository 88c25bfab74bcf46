"""The first answer to an interaction, in the response to the request that brought it; all else by REST, as ever."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

import aiohttp
import discord
import orjson

from bot.discord.posted_answers import PostedAnswers

UNKNOWN_WEBHOOK, UNKNOWN_MESSAGE = 10015, 10008
"""Discord's codes for an interaction that has no first answer, and for a message that is not there."""

NOT_ARRIVED_FOR = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries of what follows a first answer, while that is on its way to Discord."""


class Response(Protocol):
    """What is to be answered: the request that brought an interaction."""

    def send(self, answer: bytes) -> bool:
        """Answer it with JSON; False where that is too late, or whoever asked is gone."""

    def send_nothing(self) -> None:
        """Tell Discord that the answer comes another way."""


class FirstAnswers(PostedAnswers):
    """How discord.py answers interactions. It is set as `discord.webhook.async_.async_context` where a bot is served.

    Each interaction has one response, and its first answer takes it. Without one (the request timed out or broke off,
    or the answer has files), the answer is posted as it is for an interaction of the gateway, and Discord says whether
    it is the first, and in time.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, Response] = {}

    def expect(self, interaction: int, response: Response) -> None:
        """Have the first answer to an interaction in this response."""
        self._waiting[interaction] = response

    def is_expected(self, interaction: int) -> bool:
        """Whether the first answer to an interaction is still to come, here."""
        return interaction in self._waiting

    def send_nothing(self, interaction: int) -> None:
        """There will be no first answer: say so at once."""
        response = self._waiting.pop(interaction, None)
        if response is not None:
            response.send_nothing()

    def forget(self, interaction: int, response: Response) -> None:
        """The response is not to be had any more."""
        if self._waiting.get(interaction) is response:
            del self._waiting[interaction]

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
        response = self._waiting.pop(interaction_id, None)
        if response is not None:
            if not params.files and response.send(orjson.dumps(params.payload)):
                return {"interaction": {"id": interaction_id}}
            response.send_nothing()
        return await super().create_interaction_response(
            interaction_id, token, session=session, proxy=proxy, proxy_auth=proxy_auth, params=params
        )

    async def request(
        self, route: Any, session: aiohttp.ClientSession, *, files: Sequence[discord.File] | None = None, **options: Any
    ) -> Any:
        """Ask Discord; again after a moment where it does not know yet of the first answer, which may still be on its
        way: Discord reads a response later than a request that follows it."""
        for wait in NOT_ARRIVED_FOR:
            try:
                return await super().request(route, session, files=files, **options)
            except discord.NotFound as unknown:
                if not _may_be_on_its_way(unknown, route):
                    raise
            await asyncio.sleep(wait)
            for file in files or ():
                file.reset(seek=True)
        return await super().request(route, session, files=files, **options)


def _may_be_on_its_way(unknown: discord.NotFound, route: Any) -> bool:
    is_original = route.url.endswith("/@original")
    return unknown.code == UNKNOWN_WEBHOOK or (unknown.code == UNKNOWN_MESSAGE and is_original)
