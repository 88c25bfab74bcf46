"""Many digests that are due in the same minute."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.ledger.schedules import CadenceKind, Schedule
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.waiting import schedules
from tests.load.figures import ALLOWED, Delays, Figure
from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import GUILD, Channel, World

FIRST_CHANNEL = 1_000_000
LOOK_AGAIN = 0.1
ALLOWED_FOR_ALL = 60.0
"""Seconds for what is due in one minute."""


async def due_digests(
    world: World, database: str, count: int, first: int = FIRST_CHANNEL, after: timedelta = timedelta(0)
) -> None:
    """So many debates, each with a claim and a digest that is due after so long, in channels from the first on."""
    now = datetime.now(UTC)
    daily = Schedule(CadenceKind.DAILY, now.time().replace(second=0, microsecond=0), "UTC")
    engine = make_engine(database)
    sessions = Sessions(engine)
    for number in range(first, first + count):
        world.add_channel(Channel(number, f"debate {number}"))
        asked = Request(GUILD, number, f"debate {number}", 50, "ana", True, now - timedelta(hours=1))
        await tags.state(sessions, asked, TagForm(Kind.CLAIM, f"Claim of {number}"))
        async with sessions.begin() as session:
            await schedules.put(session, number, daily, now + after, 1)
    await engine.dispose()


@dataclass
class Posted:
    """How the digests came, and how people were answered meanwhile."""

    count: int
    seconds: float
    delays: Delays


async def all_posted(discord: LoopbackDiscord, database: str, count: int) -> Posted:
    """Wait for every digest, and until each is recorded; somebody asks for the ledger all the while."""
    started, delays = time.monotonic(), Delays()
    asking = asyncio.create_task(_keep_asking(discord, delays))
    channels = [discord.world.channels[number] for number in _channels(count)]
    posting = asyncio.create_task(
        discord.until(lambda: all(channel.messages for channel in channels), ALLOWED_FOR_ALL * 3)
    )
    # Whoever asks never stops by themselves: where they end first, it is with an error, which is the load's outcome.
    await asyncio.wait({asking, posting}, return_when=asyncio.FIRST_COMPLETED)
    if asking.done():
        posting.cancel()
        asking.result()
    await posting
    seconds = time.monotonic() - started
    asking.cancel()
    await _recorded(database, count)
    return Posted(count, seconds, delays)


def _channels(count: int) -> range:
    return range(FIRST_CHANNEL, FIRST_CHANNEL + count)


async def _recorded(database: str, count: int) -> None:
    """Wait until every slot is done: what is posted twice has been posted by then."""
    engine = make_engine(database)
    open_slots = sa.text("SELECT count(*) FILTER (WHERE state = 'posted') FROM slots")
    async with asyncio.timeout(ALLOWED_FOR_ALL), engine.connect() as connection:
        while await connection.scalar(open_slots) != count:
            await connection.rollback()
            await asyncio.sleep(LOOK_AGAIN)
    await engine.dispose()


async def _keep_asking(discord: LoopbackDiscord, delays: Delays) -> None:
    ana = discord.world.add_person(50, "ana")
    while True:
        begun = time.monotonic()
        answer = await discord.ask(slash(discord.world, "/ledger show", ana, channel=FIRST_CHANNEL), 3 * ALLOWED)
        assert "#1" in answer.text, answer.text
        delays.seconds.append(time.monotonic() - begun)


def figures(posted: Posted, discord: LoopbackDiscord) -> list[Figure]:
    """What became of it all."""
    limit = discord.limit
    assert limit is not None
    # Counted after the bot has stopped: nothing comes any more. Lost ones would hide doubled ones in a sum.
    digests = [len(discord.world.channels[number].messages) for number in _channels(posted.count)]
    doubled = sum(max(0, number - 1) for number in digests)
    rate = posted.count / posted.seconds
    return [
        Figure("debates with a digest due at once", str(posted.count)),
        Figure("all posted after", f"{posted.seconds:.1f} s, {rate:.0f} a second", posted.seconds < ALLOWED_FOR_ALL),
        Figure("digests lost, doubled", f"{digests.count(0)}, {doubled}", set(digests) == {1}),
        Figure("requests in the busiest second", f"{limit.busiest} of 50"),
        Figure("global 429s met", str(limit.met), limit.met == 0),
        Figure("delay of answers meanwhile", posted.delays.told(), posted.delays.longest < ALLOWED),
    ]
