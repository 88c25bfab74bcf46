"""The Discord client: its cogs, and the dispatch of buttons and forms."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands
from discord.webhook import async_

from bot.clock import Clock
from bot.discord.custom_ids import pressed
from bot.discord.errors import answer_error
from bot.discord.forums import Forums
from bot.discord.gateway import LeanState
from bot.discord.in_hand import InHand, let_go
from bot.discord.linked_fronts import LinkedFronts
from bot.discord.lookups import ThreadLookups
from bot.discord.measured import UNKNOWN, Measured
from bot.discord.pictures import Pictures
from bot.discord.posted_answers import PostedAnswers
from bot.discord.posting import SILENT, OwnMessages
from bot.discord.rate_limit import RateLimit
from bot.discord.registration import Registration
from bot.discord.tree import CruxTree
from bot.ledger.house import Hidden, Spoken
from bot.ledger.refusals import BeingRestarted, ButtonExpired, CutShort, Refusal
from bot.metrics import Metrics
from bot.render.front_ends import discord_in
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.words.front_end import FrontEnd
from bot.words.language import ENGLISH

log = structlog.get_logger(__name__)

Handler = Callable[[discord.Interaction["CruxClient"], list[str]], Awaitable[None]]
"""What a button or a form does; the strings are what its custom id carries."""

Listener = Callable[[discord.Interaction["CruxClient"]], Awaitable[None]]
"""What is called with every interaction, whatever it asks for."""

INTENTS = discord.Intents(guilds=True, guild_messages=True)

REQUESTS_A_SECOND = 50
"""What Discord allows a bot, answers to interactions excepted; all that Crux asks by itself shares one limit."""

CARD_REQUESTS_A_SECOND = 5
"""How many of them may be for status cards: far fewer, since digests and answers come first."""

FINISHING, CUTTING = 2.0, 0.8
"""Seconds that a bot that stops gives what was begun to be answered, and then the news to who is cut short."""

APART = 1 / 75
"""Seconds between the beginnings of two requests: they are spread evenly, so that people are answered in between."""


class CruxClient(commands.AutoShardedBot):
    """Crux on Discord."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        *,
        shortest_cadence: timedelta,
        extensions: Sequence[str],
        shard_count: int | None = None,
        shard_ids: Sequence[int] | None = None,
        replica: Sessions | None = None,
        houses: Houses | None = None,
        metrics: Metrics | None = None,
        front_in: Callable[[str], FrontEnd] = discord_in,
        sync_commands: bool = True,
        limit: RateLimit | None = None,
    ) -> None:
        # Crux never speaks, so nobody need hear at each start that it could not.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=INTENTS,
            tree_cls=CruxTree,
            allowed_mentions=SILENT,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=shard_count,
            shard_ids=list(shard_ids) if shard_ids is not None else None,  # type: ignore[arg-type]  # None is the default
        )
        self.sessions = sessions
        self.replica = replica
        self.clock = clock
        self.houses = houses or Houses()
        self.metrics = metrics or Metrics()
        self.pictures = Pictures()
        self.limit = limit or RateLimit(REQUESTS_A_SECOND, CARD_REQUESTS_A_SECOND, apart=APART)
        self.own_messages = OwnMessages(self, self.limit)
        self.forums = Forums(self, self.limit)
        self.lookups = ThreadLookups(self, self.limit, sessions, clock)
        self.shortest_cadence = shortest_cadence
        self.in_hand = InHand()
        self.registration = Registration(self.tree)
        self._fronts = LinkedFronts(front_in, lambda: self.registration.ids)
        self._registering: asyncio.Task[None] | None = None
        self._extensions_wanted = tuple(extensions)
        self._sync_commands = sync_commands
        self._presses: dict[str, Handler] = {}
        self._activity_listeners: list[Listener] = []
        self._answered_listeners: list[Listener] = []

    def _get_state(self, **options: Any) -> LeanState:  # type: ignore[override]  # discord.py's own does so too
        own: dict[str, Any] = {"handlers": self._handlers, "hooks": self._hooks, "http": self.http}
        self._lean = self._state_of(dispatch=self.dispatch, **own, **options)
        return self._lean

    _state_of: type[LeanState] = LeanState

    async def setup_hook(self) -> None:
        await self.add_cogs()
        if self._sync_commands:
            self._registering = asyncio.create_task(self._know_commands())

    async def _know_commands(self) -> None:
        """Register the commands, or know them from the process that does, once people are answered."""
        await self.wait_until_ready()
        await (self.registration.run() if self._registers() else self.registration.follow())

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        # For the tasks that begin here: discord.py answers by what it finds there.
        async_.async_context.set(PostedAnswers())
        await super().start(token, reconnect=reconnect)

    def _registers(self) -> bool:
        """Whether this is the one, of several processes with shards of their own, that tells Discord the commands."""
        return 0 in (self.shard_ids or (0,))

    async def add_cogs(self) -> None:
        """Add the cogs of all extensions.

        Their modules are imported as any others are, once a process: discord.py would execute each anew, to reload it.
        """
        for extension in self._extensions_wanted:
            await import_module(extension).setup(self)

    @property
    def command_ids(self) -> Mapping[str, int]:
        """The ids of the registered commands, by name; none until Discord has told them."""
        return self.registration.ids

    @property
    def joined(self) -> Mapping[int, datetime]:
        """When Crux was added to each server that it is on, as far as Discord says so."""
        return self._lean.joined

    def is_on(self, guild: int) -> bool:
        """Whether Crux itself is on a server where somebody does something, and not its commands alone."""
        # Discord tells of each server that Crux is on before anybody there does something, and of no other one.
        return self.get_guild(guild) is not None

    def is_connected(self) -> bool:
        """Whether every shard is connected and has been told of its servers."""
        return self.is_ready() and not self.is_closed() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_ready(self) -> None:
        log.info("connected", servers=len(self.guilds), shards=sorted(self.shards), shard_count=self.shard_count)

    async def on_shard_disconnect(self, shard: int) -> None:
        if not self.is_closed():
            log.warning("disconnected", shard=shard)

    async def on_shard_resumed(self, shard: int) -> None:
        log.info("connected again", shard=shard)

    async def finish(self) -> None:
        """Answer what was begun; whoever asks from now on is told to ask again, and whoever is cut short to look."""
        late = await self.in_hand.finish(FINISHING)
        with suppress(TimeoutError):
            async with asyncio.timeout(CUTTING):
                await asyncio.gather(*(self.refuse(interaction, CutShort()) for interaction in late))

    async def prepare(self, interaction: discord.Interaction[Any]) -> None:
        """Have at hand what any answer needs to know."""
        await self.know_choices()

    async def know_choices(self) -> None:
        """Have what servers and people have chosen at hand: the first who asks waits until it is read."""
        await self.houses.know(self.sessions.execute)
        await self.sessions.readers.know(self.sessions.execute)

    async def read_choices(self) -> None:
        """Read what servers and people have chosen, here or in another process."""
        await self.houses.read(self.sessions.execute)
        await self.sessions.readers.read(self.sessions.execute)

    async def refuse(self, interaction: discord.Interaction[Any], refusal: Refusal) -> None:
        """Tell the person why it is not done."""
        await self.tell_error(interaction, refusal)

    async def tell_error(self, interaction: discord.Interaction[Any], error: BaseException) -> None:
        """The one door for errors."""
        await answer_error(interaction, self.front_of_reader(interaction), error, self.sessions, self.clock)

    def front_of_reader(self, interaction: discord.Interaction[Any]) -> FrontEnd:
        """In whose words somebody is told what they alone see: in the language that they chose, or set in Discord."""
        return self._fronts.of(self.sessions.readers.of(interaction.user.id) or interaction.locale.value)

    def front_of_server(self, guild: int | None = None) -> FrontEnd:
        """In whose words everybody in a server is told: in the language that was chosen for it, or set in Discord."""
        house = self.houses.of(guild)
        language = house.language if house.language != Spoken.AUTOMATIC else self._language_in_discord(guild)
        front = self._fronts.of(language)
        return front if house.hidden is Hidden.MARKED else replace(front, hides_statements=True)

    async def known_front_of_server(self, guild: int) -> FrontEnd:
        """The same, also where nobody has asked for anything yet since the start."""
        await self.know_choices()
        return self.front_of_server(guild)

    def _language_in_discord(self, guild: int | None) -> str:
        """What Discord says of a server: English too where nobody said anything else."""
        server = self.get_guild(guild) if guild is not None else None
        return server.preferred_locale.value if server is not None else ENGLISH.tag

    async def close(self) -> None:
        if self._registering is not None:
            self._registering.cancel()
        self.lookups.stop()
        await super().close()
        await self.pictures.close()

    def on_press(self, verb: str, handler: Handler) -> None:
        """Have buttons and forms with this verb answered by the handler.

        They are found by their custom id alone, so they work after a restart too.
        """
        self._presses[verb] = handler

    def on_activity(self, listener: Listener) -> None:
        """Have the listener called with every interaction, once buttons and forms are answered."""
        self._activity_listeners.append(listener)

    def on_answered(self, listener: Listener) -> None:
        """Have the listener called with every button and form, and with every command that did not fail, afterwards."""
        self._answered_listeners.append(listener)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        # Each frame of the gateway is told as one of these, and discord.py would look for who listens.
        if event_name != "socket_event_type":
            super().dispatch(event_name, *args, **kwargs)

    async def on_app_command_completion(self, interaction: discord.Interaction["CruxClient"], _: object) -> None:
        for listener in self._answered_listeners:
            await listener(interaction)

    async def on_interaction(self, interaction: discord.Interaction["CruxClient"]) -> None:
        is_press = interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit)
        if is_press:
            await self._measure_press(interaction)
        listeners = [*self._answered_listeners, *self._activity_listeners] if is_press else self._activity_listeners
        for listener in () if self.in_hand.stopping else listeners:
            await listener(interaction)
        if is_press:
            let_go(interaction)

    async def _measure_press(self, interaction: discord.Interaction["CruxClient"]) -> None:
        """Answer buttons and forms; commands are the tree's."""
        data: Any = interaction.data or {}
        press = pressed(str(data.get("custom_id", "")))
        if press is None:
            return
        verb, arguments = press
        with Measured(interaction, self.metrics, lambda: verb if verb in self._presses else UNKNOWN):
            await self._answer_press(interaction, verb, arguments)

    async def _answer_press(
        self, interaction: discord.Interaction["CruxClient"], verb: str, arguments: list[str]
    ) -> None:
        try:
            handler = self._presses.get(verb)
            if handler is None:
                raise ButtonExpired
            if self.in_hand.stopping:
                raise BeingRestarted
            with self.in_hand.one(interaction):
                await self.prepare(interaction)
                await handler(interaction, arguments)
        except Exception as error:  # the one door: whatever happened, the person gets an answer
            await self.tell_error(interaction, error)
