"""The client of a process that Discord's interactions come to by HTTP: it logs in, and is on no gateway."""

import time
from typing import Any

import discord
import orjson
import structlog
from discord.webhook import async_

from bot.discord.client import CruxClient
from bot.discord.endpoint.answering import FirstAnswers
from bot.discord.endpoint.connections import Reply, Status
from bot.discord.endpoint.servers import ServersAsked
from bot.discord.endpoint.signatures import Signatures, Wrong
from bot.discord.gateway import EMPTY, EMPTY_COLLECTIONS, LeanState
from bot.words.language import ENGLISH

log = structlog.get_logger(__name__)

PING, PONG = 1, b'{"type":1}'
"""The interaction by which Discord looks whether anybody answers at an address, and its answer."""

MOST_LOCALES = 10_000
"""Of how many servers it is kept which language they have in Discord: it comes with each interaction."""


MOST_SERVERS = 1_000
"""How many servers are kept that discord.py would make anew for each interaction, with Crux as a member of each."""


class EndpointState(LeanState):
    """What is kept of Discord where each interaction brings what is to be known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._active: dict[int, discord.Guild] = {}

    def _get_or_create_unavailable_guild(self, guild_id: int, *, data: Any = None) -> discord.Guild:
        found = self._active.get(guild_id)
        if found is None:
            if len(self._active) >= MOST_SERVERS:
                del self._active[next(iter(self._active))]
            found = self._active[guild_id] = super()._get_or_create_unavailable_guild(guild_id, data=data)
            for name in EMPTY_COLLECTIONS:
                setattr(found, name, EMPTY)
        return found


class EndpointClient(CruxClient):
    """Crux for interactions by HTTP: the same cogs, handlers and errors.

    What the gateway tells of servers, it knows from the interaction at hand or asks for. It registers no commands and
    does nothing by the clock: one process on the gateway does.
    """

    _state_of = EndpointState

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._servers = ServersAsked(self, self.limit, time.monotonic)
        self._locales: dict[int, str] = {}
        self._answers = FirstAnswers()
        self._signatures: Signatures | None = None
        for reason in (*Wrong, *(status.name.lower() for status in Status if status >= 400)):
            self.metrics.requests_refused.labels(str(reason))
        self.serving = False
        """Whether interactions are taken now."""

    async def setup_hook(self) -> None:
        assert self.application is not None
        key, clock = self.application.verify_key, self.clock
        self._signatures = Signatures(key, lambda: clock.now().timestamp())
        await super().setup_hook()

    # What comes in

    def receive(self, signature: bytes, timestamp: bytes, body: bytes, reply: Reply) -> Status | None:
        """A request: answered later, or refused with a status now."""
        assert self._signatures is not None
        if (wrong := self._signatures.wrong(signature, timestamp, body)) is not None:
            self._count(wrong)
            return Status.UNAUTHORIZED
        try:
            payload = orjson.loads(body)
            if payload["type"] == PING:
                reply.send(PONG)
            else:
                self._begin(payload, reply)
        except Exception as broken:  # signed by Discord and not understood: logged, and the next one may be
            log.error("interaction not understood", error=type(broken).__name__, bytes=len(body))
            self.refused(Status.BAD_REQUEST)
            return Status.BAD_REQUEST
        return None

    def _begin(self, payload: Any, reply: Reply) -> None:
        number = int(payload["id"])
        if self._answers.is_expected(number):
            # It has come before, and is being answered in the response to that request.
            reply.send_nothing()
            return
        self._keep_locale(payload)
        # For the tasks that begin here: discord.py answers by what it finds there.
        async_.async_context.set(self._answers)
        self._lean.parse_interaction_create(payload)
        # Only now, before those tasks run: of what is not understood, no reply is kept.
        self._answers.expect(number, reply)
        reply.when_too_late(lambda: self._answers.forget(number, reply))

    async def tell_error(self, interaction: discord.Interaction[Any], error: BaseException) -> None:
        """The one door for errors. Where the interaction was answered before, its request is ended at once."""
        await super().tell_error(interaction, error)
        self._answers.send_nothing(interaction.id)

    def refused(self, status: Status) -> None:
        """Count a request that is none of Discord's."""
        self.metrics.requests_refused.labels(status.name.lower()).inc()

    def _count(self, wrong: Wrong) -> None:
        self.metrics.requests_refused.labels(wrong.value).inc()

    # What no gateway tells

    def _registers(self) -> bool:
        return False

    def is_connected(self) -> bool:
        """Whether interactions are taken now."""
        return self.serving

    def is_on(self, guild: int) -> bool:
        """Whether Crux itself is on a server, as far as Discord has told."""
        return self._servers.is_there(guild)

    async def prepare(self, interaction: discord.Interaction[Any]) -> None:
        """Have at hand what any answer needs to know, the server's facts too."""
        await super().prepare(interaction)
        if interaction.guild_id is not None:
            await self._servers.know(interaction.guild_id)

    def _keep_locale(self, payload: Any) -> None:
        guild = payload.get("guild_id")
        if guild is not None:
            if len(self._locales) >= MOST_LOCALES:
                self._locales.clear()
            self._locales[int(guild)] = payload.get("guild_locale", ENGLISH.tag)

    def _language_in_discord(self, guild: int | None) -> str:
        return self._locales.get(guild or 0, ENGLISH.tag)

    async def close(self) -> None:
        self._servers.stop()
        await super().close()
