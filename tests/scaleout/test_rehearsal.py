"""Beyond one machine, rehearsed on one: processes with shards of their own behind one REST proxy, PgBouncer, a replica.

Discord here has four shards and a global limit; two bot processes serve two shards each.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.exchange import ledger_json
from bot.ledger.record.replay import replay
from bot.store.setup.migrate import upgrade
from tests.load.digests import due_digests
from tests.loopback.interactions import slash
from tests.loopback.limits import GlobalLimit
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MODERATOR, Channel
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process
from tests.scaleout.pgbouncer import pgbouncer, program
from tests.scaleout.replica import replicated
from tests.scaleout.rest_proxy import RestProxy

SHARDS = {"0-1": (0, 1), "2,3": (2, 3)}
"""What each process is told, and which shards that is."""

LIMIT = 20
"""Requests a second that this Discord allows: fewer than one process would send by itself."""

DUE = 60
PATIENCE = 60.0

GUILDS = [(100 + shard) << 22 for shard in range(4)]
"""One server for each shard."""


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory, programs: Path) -> Iterator[tuple[str, str]]:
    with replicated(tmp_path_factory.mktemp("r"), programs) as (primary, replica):
        upgrade(primary)
        yield primary, replica


@asynccontextmanager
async def fleet(
    discord: LoopbackDiscord, databases: tuple[str, str], folder: Path
) -> AsyncIterator[tuple[RestProxy, list[Process]]]:
    """The processes, all connected; they are stopped at the end and must have ended in good order."""
    primary, replica = databases
    proxy = RestProxy(discord.api_url, LIMIT)
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(proxy.served())
        settings = {"DISCORD_API_URL": api, "CRUX_REPLICA_URL": replica, "CRUX_TICK_SECONDS": "0.5"}
        if program() is not None:
            (folder / "pgbouncer").mkdir()
            primary = stack.enter_context(pgbouncer(primary, folder / "pgbouncer", connections=4))
            settings["CRUX_PGBOUNCER"] = "true"
        processes = [
            await start_bot(discord, primary, folder, **settings, CRUX_SHARD_COUNT="4", CRUX_SHARDS=some)
            for some in SHARDS
        ]
        logged = [asyncio.create_task(process.communicate()) for process in processes]
        await discord.ready(PATIENCE)
        yield proxy, processes
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for _, errors in await asyncio.gather(*logged):
            assert b"Traceback" not in errors, errors.decode()
        assert [process.returncode for process in processes] == [0, 0]


async def test_several_processes_share_the_work_and_nothing_is_lost_or_doubled(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    async with LoopbackDiscord(TOKEN, GlobalLimit(LIMIT)) as discord:
        world = discord.world
        ana = world.add_person(50, "ana")
        world.guilds |= {guild: f"Server {guild}" for guild in GUILDS}
        for guild in GUILDS:
            world.add_channel(Channel(guild + 1, "housing", guild=guild))
        await due_digests(world, databases[0], DUE)
        due = [channel for channel in world.channels.values() if channel.name.startswith("debate ")]

        async with fleet(discord, databases, tmp_path) as (proxy, _):
            shards = sorted(session.shard for session in discord.gateway.sessions)
            claimed = [
                await discord.ask(slash(world, "/claim", ana, channel=guild + 1, statement="Rents fall"), PATIENCE)
                for guild in GUILDS
            ]
            asked = slash(world, "/ledger export", ana, channel=GUILDS[2] + 1, permissions=MODERATOR, format="json")
            await discord.ask(asked, PATIENCE)
            exported = await discord.followup_to(asked, within=PATIENCE)
            await discord.until(lambda: all(channel.messages for channel in due), PATIENCE)

        assert shards == [(0, 4), (1, 4), (2, 4), (3, 4)]
        assert ["**#1**" in answer.text for answer in claimed] == [True] * 4
        file = world.uploads[urlsplit(exported["attachments"][0]["url"]).path]
        ledger = replay(line.event for line in ledger_json.loads(file.decode()))
        assert ledger.entries[1].statement == "Rents fall"
        assert [len(channel.messages) for channel in due] == [1] * DUE
        assert discord.limit is not None
        assert (discord.limit.met, discord.limit.busiest <= LIMIT) == (0, True)
        assert proxy.passed >= DUE
        assert sum(sent.method == "PUT" and sent.path.endswith("/commands") for sent in discord.requests) == 1
