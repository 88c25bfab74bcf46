"""What a process deletes by itself, from its start on."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.actions import tags
from bot.actions.clock import retention
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store import servers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.databases import debates_in
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD
from tests.process.bot_process import TOKEN, start_bot

ANOTHER = 88
PATIENCE = 60.0


async def state(sessions: Sessions, channel: int, guild: int) -> None:
    request = Request(guild, channel, "housing", 50, "ana", False, datetime.now(UTC))
    await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))


async def line_with(words: str, stream: asyncio.StreamReader) -> str:
    """The first line of the log that holds the words."""
    async with asyncio.timeout(PATIENCE):
        async for line in stream:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"the log ended without “{words}”")


async def test_a_process_deletes_what_was_lost_for_too_long_when_it_starts(fresh_database: str, tmp_path: Path) -> None:
    engine = make_engine(fresh_database)
    sessions = Sessions(engine)
    await state(sessions, CHANNEL, GUILD)
    await state(sessions, 500, ANOTHER)
    async with sessions.begin() as session:
        for guild in (GUILD, ANOTHER):
            await servers.locked(session, guild)
    await retention.server_left(sessions, ANOTHER, datetime.now(UTC) - timedelta(days=8))

    async with LoopbackDiscord() as there:
        process = await start_bot(there, fresh_database, tmp_path, DISCORD_TOKEN=TOKEN, CRUX_RETENTION_DAYS="7")
        assert process.stderr is not None
        deleted = await line_with("debates deleted after their retention", process.stderr)
        process.terminate()
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    async with sessions() as session:
        left = await debates_in(session)
        decided = await servers.kept(session)
    await engine.dispose()

    assert "number=1" in deleted
    assert left == [CHANNEL]
    assert decided == [GUILD]
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()
