"""The simulated Discord server in which a written debate is played back through the real bot."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import discord
import simcord

from bot.clock import SetClock
from bot.demo.outcome import Shown
from bot.demo.playback import Playback, PlaybackError
from bot.demo.simulated_clock import LaterClock
from bot.discord.client import CruxClient
from bot.discord.rate_limit import Unlimited
from bot.exchange import debate_parts as file
from bot.exchange.debate_order import in_order
from bot.ledger.house import DEFAULT_HOUSE, House
from bot.render.front_ends import TERMINAL
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.words import demo as words

OPENER = "moderator"


async def played_back(
    debate: file.DebateFile, sessions: Sessions, extensions: Sequence[str], language: str = DEFAULT_HOUSE.language
) -> tuple[Playback, Shown]:
    """Play a debate back through the real bot; gives the playback and the last digest. Raises PlaybackError."""
    async with playing_back(debate, sessions, extensions, language=language) as run:
        if run.shown is None:
            raise PlaybackError(words.no_digest(TERMINAL))
        return run, run.shown


@asynccontextmanager
async def playing_back(
    debate: file.DebateFile,
    sessions: Sessions,
    extensions: Sequence[str],
    ending: datetime | None = None,
    language: str = DEFAULT_HOUSE.language,
) -> AsyncIterator[Playback]:
    """The simulated server, of that language, after a playback, with the bot still in it. Raises PlaybackError.

    Where it is said when the debate ends, all of it happens that much later or earlier than it is written down.
    """
    clock = SetClock(debate.messages[0].at)
    client = CruxClient(
        sessions,
        clock,
        shortest_cadence=timedelta(hours=1),
        extensions=extensions,
        shard_count=1,
        houses=Houses(House(language=language)),
        limit=Unlimited(),
    )
    async with simcord.run(client, settle_timeout=30.0, check_errors=False) as env:
        # Commands are registered while the bot comes up, and here people use them at once.
        await env.settle()
        if ending is not None:
            last, _ = in_order(debate)[-1]
            client.clock = clock = LaterClock(env, clock.at, ending - last)
        env.backend.bot_user.name = "Crux"
        guild = env.create_guild("Debates")
        channel = guild.create_text_channel("debate")
        role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        moderator = guild.add_member(env.create_user(OPENER), roles=[role])
        people = {
            key: guild.add_member(env.create_user(f"person{place}", global_name=debate.names[key][:32]))
            for place, key in enumerate(debate.participants, start=1)
        }
        run = Playback(debate, env, client, sessions, clock, channel, moderator, people)
        await run.run()
        yield run
