"""The Discord client: its cogs, the way in for buttons and forms, how it posts, and the one door for errors."""

import asyncio
import io
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.actions.book import Sessions, was_done
from bot.actions.cards import ReadyCard
from bot.actions.digests import ReadyDigest
from bot.actions.request import DeliveredTwice
from bot.clock import Clock
from bot.discord.gateway import LeanState
from bot.discord.rate_limit import Pace
from bot.ledger.refusals import CannotPostHere, Refusal
from bot.ledger.telling.overview import Overview
from bot.painting.painter import Painter
from bot.render import receipts
from bot.render.picture.alt import short_map_in_words

log = structlog.get_logger(__name__)

Handler = Callable[[discord.Interaction["CruxClient"], list[str]], Awaitable[None]]
"""What a button or a form does; the strings are what its custom id carries."""


Watcher = Callable[[discord.Interaction["CruxClient"]], Awaitable[None]]
"""What is told that somebody is busy somewhere."""

CardViewOf = Callable[[ReadyCard], discord.ui.LayoutView]
"""How a status card becomes a message."""

PREFIX = "crux"
PICTURE_NAME = "map.png"
INTENTS = discord.Intents(guilds=True, guild_messages=True)
SILENT = discord.AllowedMentions.none()

REQUESTS_A_SECOND = 50
"""What Discord allows a bot, answers to interactions excepted; whatever Crux asks by itself keeps one pace."""

POST_TRIES = 5
"""How often a digest is sent again under one nonce when Discord answers 503 or the connection breaks."""

POST_PATIENCE = 40.0
"""Seconds for a digest to be posted, all tries together: less than a claimed slot's lease (`digests.LEASE`)."""

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far this machine's clock may be from Discord's, which tells a message's age."""

UNKNOWN_MESSAGE = 10008
"""Discord's code for a message that is not there; for a post, that the message of its nonce was deleted."""

ALREADY_ACKNOWLEDGED = 40060
"""Discord's code for an interaction that has its first answer."""

PAINTED_AT_ONCE = 4
"""How many digests wait for their picture at the same time; when more are due at once, the others go without."""

FIRST_WAIT = 0.5
"""Seconds before the second try; doubled each time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as Discord takes it: a PNG, and what it shows in words."""

    png: bytes
    words: str
    name: str = PICTURE_NAME

    def file(self) -> discord.File:
        """A new file of it: each request reads its own to the end."""
        return discord.File(io.BytesIO(self.png), filename=self.name, description=self.words)


ViewOf = Callable[[ReadyDigest, Picture | None], discord.ui.LayoutView]
"""How a digest becomes a message, with its picture or without."""


class CruxTree(app_commands.CommandTree["CruxClient"]):
    """The commands; whatever goes wrong in one goes to the one door."""

    async def on_error(
        self, interaction: discord.Interaction["CruxClient"], error: app_commands.AppCommandError
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await answer_error(interaction, cause)


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
        sync_commands: bool = True,
    ) -> None:
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
        self.painter = Painter()
        self.pace = Pace(REQUESTS_A_SECOND)
        self.shortest_cadence = shortest_cadence
        self._extensions_wanted = tuple(extensions)
        self._sync_commands = sync_commands
        self._presses: dict[str, Handler] = {}
        self._watchers: list[Watcher] = []

    def _get_state(self, **options: Any) -> LeanState:  # type: ignore[override]  # discord.py's own does so too
        return LeanState(dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options)

    async def setup_hook(self) -> None:
        for extension in self._extensions_wanted:
            await self.load_extension(extension)
        # Of several processes with shards of their own, one tells Discord the commands.
        if self._sync_commands and 0 in (self.shard_ids or (0,)):
            await self.tree.sync()

    async def close(self) -> None:
        await self.painter.close()
        await super().close()

    def on_press(self, verb: str, handler: Handler) -> None:
        """Have buttons and forms with this verb answered by the handler.

        They are found by their custom id alone, so they work after a restart too.
        """
        self._presses[verb] = handler

    def on_busy(self, watcher: Watcher) -> None:
        """Have the watcher told of every interaction, once buttons and forms are answered."""
        self._watchers.append(watcher)

    async def on_interaction(self, interaction: discord.Interaction["CruxClient"]) -> None:
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await self._answer_press(interaction)
        for watcher in self._watchers:
            await watcher(interaction)

    async def _answer_press(self, interaction: discord.Interaction["CruxClient"]) -> None:
        """Answer buttons and forms; commands are the tree's."""
        data: Any = interaction.data or {}
        prefix, _, rest = str(data.get("custom_id", "")).partition(":")
        if prefix != PREFIX:
            return
        verb, *arguments = rest.split(":")
        try:
            handler = self._presses.get(verb)
            if handler is None:
                raise ButtonExpired
            await handler(interaction, arguments)
        except Exception as error:  # the one door: whatever happened, the person gets an answer
            await answer_error(interaction, error)

    async def picture_of(self, ready: ReadyDigest) -> Picture | None:
        """The map for a digest; None where too many wait for theirs, or it cannot be painted."""
        if self.painter.waiting >= PAINTED_AT_ONCE:
            return None
        try:
            return await self.map_of(ready.overview)
        except Exception as error:  # a digest without a picture is better than none
            log.error("no picture", exc_info=error)
            return None

    async def map_of(self, overview: Overview) -> Picture:
        """The map of a debate, with what it shows in words."""
        return Picture(await self.painter.map(overview), short_map_in_words(overview))

    async def post_digest(self, ready: ReadyDigest, view_of: ViewOf, picture: Picture | None) -> int:
        """Post a digest once, with its picture where Crux may attach files. Raises what `post` raises."""
        channel, guild = ready.debate.id, ready.debate.guild
        if picture is not None:
            try:
                return await self.post(channel, guild, view_of(ready, picture), ready.reference, picture)
            except CannotPost as refused:
                if refused.code not in _PICTURE_REFUSED:
                    raise
                log.info("digest goes without its picture", channel=channel, code=refused.code)
        return await self.post(channel, guild, view_of(ready, None), ready.reference)

    async def post(
        self, channel: int, guild: int, view: discord.ui.LayoutView, nonce: str, picture: Picture | None = None
    ) -> int:
        """Post a message of ours once, and give its id.

        discord.py repeats 500, 502, 504 and 429 under the same nonce by itself; 503 and broken connections are
        repeated here. Raises CannotPost where Discord says that the channel cannot be posted in, PostedAndDeleted
        where it was posted before and somebody has deleted it, PostFailed where Discord gave no clear answer in time:
        the message may be there or not.
        """
        view.stop()  # its buttons are found by custom id, so no view needs to be kept in memory
        try:
            async with asyncio.timeout(POST_PATIENCE):
                return await self._posted(self._place(channel, guild), view, nonce, picture)
        except TimeoutError as late:
            raise PostFailed from late

    async def _posted(
        self, place: discord.PartialMessageable, view: discord.ui.LayoutView, nonce: str, picture: Picture | None
    ) -> int:
        wait = FIRST_WAIT
        for attempt in range(1, POST_TRIES + 1):
            try:
                files = [picture.file()] if picture is not None else []
                async with self.pace.request():
                    sent = await place.send(view=view, files=files, nonce=nonce, allowed_mentions=SILENT, silent=True)
                return sent.id
            except _UNCLEAR as error:
                log.warning("post repeated", channel=place.id, attempt=attempt, error=type(error).__name__)
                if attempt == POST_TRIES:
                    raise PostFailed from error
            except discord.HTTPException as error:
                raise _no_post(error) from error
            await asyncio.sleep(wait)
            wait *= 2
        raise AssertionError("the loop returns or raises")

    async def edit(self, channel: int, guild: int, message: int, view: discord.ui.LayoutView) -> None:
        """Show another view in a message of ours.

        Raises PostedAndDeleted where the message is gone, CannotPost where it cannot be edited, and PostFailed where
        Discord gave no clear answer: it may be edited or not.
        """
        view.stop()
        try:
            async with asyncio.timeout(POST_PATIENCE), self.pace.request():
                await self._place(channel, guild).get_partial_message(message).edit(view=view, allowed_mentions=SILENT)
        except (TimeoutError, *_UNCLEAR) as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            raise _no_post(error) from error

    async def find_posted(self, channel: int, guild: int, reference: str, after: datetime) -> int | None:
        """The message of ours that bears the reference, among those since `after`; None where there is none.

        Raises CannotPost where the channel cannot be read, so that nobody can tell, and PostFailed where Discord gave
        no clear answer.
        """
        place = self._place(channel, guild)
        own = self.user.id if self.user else 0
        any_seen = False
        try:
            async with self.pace.request():
                async for message in place.history(after=after - CLOCKS_DIFFER, limit=None, oldest_first=True):
                    any_seen = True
                    if message.author.id == own and reference in _all_text(message):
                        return message.id
            if not any_seen:
                await self._require_history(place)
        except _UNCLEAR as error:
            raise PostFailed from error
        except discord.HTTPException as error:
            raise _no_post(error) from error
        return None

    async def _require_history(self, place: discord.PartialMessageable) -> None:
        """Raises CannotPost where the history is hidden: Discord then shows an empty one, and no error."""
        async with self.pace.request():
            if [message async for message in place.history(limit=1)]:
                return
        async with self.pace.request():
            known = await self.fetch_channel(place.id)
        if getattr(known, "last_message_id", None) is not None:
            raise CannotPost("Crux lacks the permission Read Message History, so it cannot see what it has posted")

    async def take_back(self, channel: int, guild: int, message: int) -> None:
        """Delete a message of ours, if it is still there."""
        with suppress(discord.NotFound):
            async with self.pace.request():
                await self._place(channel, guild).get_partial_message(message).delete()

    def _place(self, channel: int, guild: int) -> discord.PartialMessageable:
        return self.get_partial_messageable(channel, guild_id=guild)


class CannotPost(Exception):
    """Discord says that this channel cannot be posted in; the message is the reason, in words, and `code` Discord's."""

    def __init__(self, reason: str, code: int = 0) -> None:
        super().__init__(reason)
        self.code = code


class PostFailed(Exception):
    """Discord gave no clear answer: the message may be there or not."""


class PostedAndDeleted(Exception):
    """The digest was posted, and somebody has deleted it."""


def _no_post(error: discord.HTTPException) -> Exception:
    """What Discord's refusal of a digest means."""
    if error.code == UNKNOWN_MESSAGE:
        return PostedAndDeleted()
    if error.status in _OF_THE_MOMENT:
        return PostFailed()
    return CannotPost(_REFUSED.get(error.code, f"Discord refused the digest (code {error.code})"), error.code)


_UNCLEAR = (discord.DiscordServerError, aiohttp.ClientError, OSError)
"""What leaves open whether Discord did what it was asked."""

_OF_THE_MOMENT = (401, 408, 429)
"""What says nothing about the channel: another time, or another token, may do."""

_PICTURE_REFUSED = (50013, 40005)
"""Codes for a missing permission, which may be Attach Files alone, and for a file that is too large here."""

_REFUSED = {
    10003: "the channel is gone",
    10004: "the server is gone",
    50001: "Crux cannot see the channel",
    50013: "Crux lacks the permission to post",
    50083: "the thread is archived",
    160005: "the thread is locked",
}


class ButtonExpired(Refusal):
    """This button no longer works. /ledger show has the current ones."""


def custom_id(verb: str, *arguments: object) -> str:
    """The custom id of a button or form: at most 100 characters."""
    return ":".join((PREFIX, verb, *(str(argument) for argument in arguments)))


def number_in(arguments: list[str], position: int) -> int:
    """The number that a custom id carries there. Raises ButtonExpired."""
    try:
        return int(arguments[position])
    except (IndexError, ValueError):
        raise ButtonExpired from None


async def answer_error(interaction: discord.Interaction[CruxClient], error: BaseException) -> None:
    """Tell the person what was wrong; what is our fault is logged under a reference that they are given."""
    if isinstance(error, DeliveredTwice) or _answered_elsewhere(error):
        # Discord may deliver an interaction twice, and each process of several receives it: one of them answers.
        log.info("interaction was answered before", interaction=interaction.id)
        return
    if isinstance(error, Refusal):
        text = error.message
    elif isinstance(error, app_commands.CheckFailure | app_commands.TransformerError):
        text = receipts.not_understood()
    else:
        reference = secrets.token_hex(4)
        log.error(
            "interaction failed",
            reference=reference,
            interaction=interaction.id,
            channel=interaction.channel_id,
            guild=interaction.guild_id,
            exc_info=error,
        )
        text = receipts.our_fault(reference, done=await _was_done(interaction))
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(text, ephemeral=True, allowed_mentions=SILENT)
        elif not interaction.is_expired():
            await interaction.followup.send(text, ephemeral=True, allowed_mentions=SILENT)
    except (discord.HTTPException, aiohttp.ClientError, OSError, RuntimeError) as failed:
        # Too late, answered elsewhere, Discord out of reach, or the session closed since Crux is stopping.
        code = getattr(failed, "code", None)
        log.warning("answer not delivered", interaction=interaction.id, error=type(failed).__name__, code=code)


async def _was_done(interaction: discord.Interaction[CruxClient]) -> bool | None:
    """Whether what was asked for stands in the ledger although it failed here: a commit whose answer was lost.

    None where nobody can tell, since the database is away.
    """
    try:
        return await was_done(interaction.client.sessions, interaction.id, interaction.client.clock.now())
    except Exception as error:  # told to the person, and to the log
        log.warning("cannot tell whether it was done", interaction=interaction.id, error=type(error).__name__)
        return None


def _answered_elsewhere(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code == ALREADY_ACKNOWLEDGED


def require_postable(permissions: discord.Permissions, in_thread: bool) -> None:
    """Raises CannotPostHere, naming what is missing for a digest to be posted."""
    send = ("send_messages_in_threads", "Send Messages in Threads") if in_thread else ("send_messages", "Send Messages")
    needed = (("view_channel", "View Channel"), send, ("read_message_history", "Read Message History"))
    missing = [label for name, label in needed if not getattr(permissions, name)]
    if missing and not permissions.administrator:
        raise CannotPostHere(permissions=", ".join(missing))


def _all_text(message: discord.Message) -> str:
    return message.content + "\n".join(_texts(component.to_dict()) for component in message.components)


def _texts(component: Any) -> str:
    if isinstance(component, dict):
        own = str(component.get("content", ""))
        return own + "\n".join(_texts(child) for child in component.get("components", ()))
    return ""
