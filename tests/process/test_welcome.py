"""Added to a server, a bot as it runs says so once, where it may: not after a restart, nor when it is added again.

Where it was added while it did not run, it says so once it does.
"""

import asyncio
import signal
from pathlib import Path

from tests.loopback.interactions import text_of
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MEMBER, SEND, Channel
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process

PATIENCE = 30.0
OFTEN = {"CRUX_TICK_SECONDS": "0.2"}

NEW, MUTE, LATER, LAST, MISSED = 78, 79, 80, 81, 82
"""Servers, each with a hall, a market and a channel for news of the server, in this order from the top."""


def build(there: LoopbackDiscord, guild: int, *, may: tuple[bool, bool, bool]) -> tuple[int, int, int]:
    """The channels of a server, and whether the bot may write in them."""
    hall, market, news = (guild * 100 + place for place in range(3))
    for position, (channel, allowed) in enumerate(zip((hall, market, news), may, strict=True)):
        permissions = MEMBER if allowed else MEMBER & ~SEND
        there.world.add_channel(Channel(channel, "talk", guild=guild, position=position, permissions=permissions))
    there.world.system_channels[guild] = news
    return hall, market, news


async def stop(process: Process) -> None:
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()


async def test_a_new_server_is_welcomed_once_where_the_bot_may_write(fresh_database: str, tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        _, _, news = build(there, NEW, may=(True, True, True))
        build(there, MUTE, may=(False, False, False))
        _, market, _ = build(there, LATER, may=(False, True, False))
        hall, _, _ = build(there, LAST, may=(True, True, False))
        _, missed, _ = build(there, MISSED, may=(False, True, False))
        process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
        await there.ready(PATIENCE)

        await there.join_guild(NEW)
        first = await there.posted(news, PATIENCE)
        await there.lose_guild(NEW)
        await there.join_guild(NEW)
        await there.join_guild(MUTE)
        await there.join_guild(LATER)
        await there.posted(market, PATIENCE)
        await stop(process)
        await there.join_guild(MISSED)

        process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
        await there.ready(PATIENCE)
        await there.posted(missed, PATIENCE)
        await stop(process)

        process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
        await there.ready(PATIENCE)
        await there.join_guild(LAST)
        await there.posted(hall, PATIENCE)
        await stop(process)

        assert [int(message["channel_id"]) for message in there.created] == [news, market, missed, hall]
        assert "Crux is here" in text_of(first)
