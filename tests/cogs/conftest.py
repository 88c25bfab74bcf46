"""A simulated Discord with a world, a thread of people and the real bot on a real database.

Every request that the bot makes is held against Discord's own API document, where that lies beside the checkout.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.actions.clock.due import CannotPost, PostFailed
from bot.clock import SetClock
from bot.discord.client import CruxClient
from bot.discord.rate_limit import Unlimited
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import NoDebate, Refusal
from bot.render.front_ends import discord_in
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.words.front_end import FrontEnd
from cogs import EXTENSIONS
from tests.databases import Clones
from tests.discord_document import Check, checker
from tests.loopback.interactions import as_seen

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

NO_FAULTS = (Refusal, CannotPost, PostFailed)
"""Errors that the one door answers with what to do: no faults of Crux's own."""

UPLOAD_LIMIT = 26_214_400
"""What the simulated Discord takes for a file, in bytes."""


@dataclass(frozen=True)
class World:
    """A server with one channel, two people who argue, and a moderator."""

    env: Env
    client: CruxClient
    clock: SetClock
    guild: GuildHandle
    channel: ChannelHandle
    ana: MemberActor
    ben: MemberActor
    mod: MemberActor

    async def ledger(self, channel: ChannelHandle | None = None) -> Ledger:
        """What stands in the ledger of a channel now."""
        where = (channel or self.channel).id
        async with self.client.sessions() as session:
            ledger = await ledgers.load(session, where)
        if ledger is None:
            raise NoDebate
        return ledger

    async def tag(
        self, who: MemberActor, menu: str, message: discord.Message, channel: ChannelHandle | None = None, **fields: Any
    ) -> InteractionResult:
        """Right-click a message, fill the form in and send it."""
        form = await who.context_menu(channel or self.channel, menu, message)
        assert form.modal is not None, form
        return await who.submit_modal(form, fields)

    async def close(self, who: MemberActor, **fields: str) -> InteractionResult:
        """Close the debate, with this outcome."""
        form = await who.slash(self.channel, "debate close")
        assert form.modal is not None, form
        return await who.submit_modal(form, fields)

    async def claim(self, who: MemberActor, words: str) -> int:
        """Say something and tag it as a claim; gives its number."""
        message = await who.send(self.channel, words)
        await self.tag(who, "Tag as claim", message, statement=words, passage=words)
        return max((await self.ledger()).entries)


def words(result: InteractionResult) -> str:
    """Everything an interaction was answered with, as it is seen."""
    return as_seen(written(result))


def written(result: InteractionResult) -> str:
    """The same as it is sent, with the ids of commands."""
    return "\n".join(answer.content for answer in (result.response, *result.followups) if answer is not None)


def private(result: InteractionResult) -> ResponseMessage:
    """The answer that only who asked can see."""
    (answer,) = (one for one in (result.response, *result.followups) if one is not None and one.ephemeral)
    return answer


def shown(message: ResponseMessage | discord.Message) -> str:
    """All text of a message as it is seen, in components too."""
    return as_seen(sent(message))


def sent(message: ResponseMessage | discord.Message) -> str:
    """The same as it is sent, with the ids of commands."""
    components = message.components
    return message.content + "\n".join(_texts(c if isinstance(c, dict) else c.to_dict()) for c in components)


def button_labels(message: ResponseMessage) -> list[str]:
    """The labels of the buttons under an answer."""
    return [label for component in message.components for label in _labels(component)]


def _labels(component: Any) -> list[str]:
    own = component if isinstance(component, dict) else component.to_dict()
    inner = [label for child in own.get("components", ()) for label in _labels(child)]
    return [own["label"], *inner] if "label" in own else inner


def _texts(component: Any) -> str:
    own = str(component.get("content", ""))
    return own + "\n".join(_texts(child) for child in component.get("components", ()))


async def thread_in(world: World, channel: ChannelHandle, name: str, *, private: bool = False) -> discord.Thread:
    """A new thread of a channel."""
    parent = await world.client.fetch_channel(channel.id)
    assert isinstance(parent, discord.TextChannel)
    kind = discord.ChannelType.private_thread if private else discord.ChannelType.public_thread
    return await parent.create_thread(name=name, type=kind)


def inside(channel: ChannelHandle, thread: discord.Thread) -> ChannelHandle:
    """The thread as those see it who are in it."""
    (found,) = [one for one in channel.threads if one.id == thread.id]
    return found


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def simcord_bot(committed_sessions: Sessions, clock: SetClock) -> CruxClient:
    return new_client(committed_sessions, clock)


def new_client(
    sessions: Sessions,
    clock: SetClock,
    front_in: Callable[[str], FrontEnd] = discord_in,
    *,
    sync_commands: bool = False,
) -> CruxClient:
    """The bot as a process of its own would make it, beside the one that has registered the commands."""
    return CruxClient(
        sessions,
        clock,
        shortest_cadence=timedelta(hours=1),
        extensions=EXTENSIONS,
        shard_count=1,
        front_in=front_in,
        sync_commands=sync_commands,
        limit=Unlimited(),
    )


@dataclass(frozen=True)
class Registered:
    """The commands as the simulated Discord has them once a bot has registered them, and their ids by name."""

    commands: Mapping[Any, dict[Any, Any]]
    ids: Mapping[str, int]


@pytest.fixture(scope="session")
async def registered(clones: Clones, discord_api: Check | None) -> Registered:
    """Registered once: each test's bot has the same commands, and to say them in every language takes a while."""
    async with clones.one() as clone:
        bot = new_client(Sessions(clone.engine), SetClock(NOW), sync_commands=True)
        # In a task of its own: what answers interactions is set in its context, and would stay set for all other tests.
        env = await asyncio.create_task(_come_up(bot))
    assert wrong_requests(env, discord_api) == []
    return Registered(env.backend.commands, bot.registration.ids)


async def _come_up(bot: CruxClient) -> Env:
    async with simcord.run(bot, settle_timeout=30.0) as env:
        await env.settle()
    return env


@pytest.fixture
async def world(
    registered: Registered, simcord_env: Env, simcord_bot: CruxClient, clock: SetClock, discord_api: Check | None
) -> AsyncIterator[World]:
    simcord_env.settle_timeout = 30.0
    simcord_env.backend.commands = dict(registered.commands)
    simcord_bot.registration.ids = registered.ids
    await simcord_env.settle()
    guild = simcord_env.create_guild("Debates")
    channel = guild.create_text_channel("housing")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    ana, ben = (guild.add_member(simcord_env.create_user(name)) for name in ("ana", "ben"))
    mod = guild.add_member(simcord_env.create_user("mod"), roles=[moderators])
    yield World(simcord_env, simcord_bot, clock, guild, channel, ana, ben, mod)
    # What the bot does by itself is done: a connection that it has would be left behind, and be found by a later test.
    await simcord_env.settle()
    mistakes = [error for error in simcord_env.errors if not isinstance(getattr(error, "original", error), NO_FAULTS)]
    assert mistakes == []
    assert wrong_requests(simcord_env, discord_api) == []


def wrong_requests(env: Env, discord_api: Check | None) -> list[tuple[str, str, str]]:
    """What Discord's API document has against the requests that were made."""
    return [
        (request.method, request.path, problem)
        for request in env.http_requests
        for problem in (discord_api(request.method, request.path, request.json) if discord_api else ())
    ]


@pytest.fixture(scope="session")
def discord_api() -> Check | None:
    """The checker of requests against Discord's API document; None where it does not lie beside the checkout."""
    return checker()
