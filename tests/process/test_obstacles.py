"""A pause that Discord caused ends by itself when its cause does, in a bot as it runs; people are told meanwhile."""

import asyncio
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import schedules
from bot.actions.request import Request
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.loopback.interactions import slash, text_of
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, MEMBER, MODERATOR, SEND, Json
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process

PATIENCE = 30.0
OFTEN = {"CRUX_TICK_SECONDS": "0.2"}
MESSAGES = f"/channels/{CHANNEL}/messages"


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


async def digest_due(database: str) -> None:
    """A schedule whose slot was due hours ago."""
    at = datetime.now(UTC) - timedelta(days=1)
    moderator = Request(GUILD, CHANNEL, "housing", 50, "ana", True, at)
    engine = make_engine(database)
    try:
        midnight = ("daily", "00:00", "UTC", None, None)
        await schedules.schedule_digest(Sessions(engine), moderator, timedelta(hours=1), *midnight)
    finally:
        await engine.dispose()


async def stop(process: Process) -> None:
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()


async def edited_card(there: LoopbackDiscord, card: Json, *, paused: bool) -> str:
    """The text of the card, once it says of the digest that it is paused, or does not any more."""

    def shown() -> str | None:
        text = text_of(there.world.channels[CHANNEL].messages[int(card["id"])])
        return text if ("The digest is paused" in text) is paused else None

    return await there.until(shown, PATIENCE)


async def test_a_lock_down_is_told_where_people_look_and_the_digest_comes_when_it_is_over(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
    await there.ready(PATIENCE)
    await there.ask(slash(there.world, "/debate open", ana, question="Should we build?"))
    card = await there.posted(CHANNEL)
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))

    await there.change_channel(CHANNEL, permissions=MEMBER & ~SEND)
    await digest_due(fresh_database)
    said = await edited_card(there, card, paused=True)
    status = await there.ask(slash(there.world, "/digest status", ana))
    asked = await there.interact(slash(there.world, "/side list", ana, permissions=MODERATOR))
    told = await there.followup_to(asked)
    posted_meanwhile = len(there.created)
    await there.change_channel(CHANNEL, permissions=MEMBER)
    digest = await there.posted(CHANNEL, PATIENCE)
    await edited_card(there, card, paused=False)
    status_after = await there.ask(slash(there.world, "/digest status", ana))
    await stop(process)

    reason = "Crux lacks the permission to post. A moderator can give it the permission Send Messages here"
    assert all(reason in text for text in (said, status.text, told["content"]))
    assert posted_meanwhile == 1, "the card alone"
    assert "Rents fall" in text_of(digest)
    assert "A digest comes every day" in status_after.text


async def test_removed_and_added_again_crux_posts_what_was_due_meanwhile(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path, CRUX_CARD_BY_ITSELF="false", **OFTEN)
    await there.ready(PATIENCE)
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))

    await there.lose_guild(GUILD)
    await digest_due(fresh_database)
    await there.request("POST", MESSAGES, PATIENCE)
    await until_obstructed(fresh_database, so=True)
    await there.join_guild(GUILD)
    digest = await there.posted(CHANNEL, PATIENCE)
    await until_obstructed(fresh_database, so=False)
    await stop(process)

    assert "Rents fall" in text_of(digest)
    assert len(there.created) == 1


async def until_obstructed(database: str, *, so: bool) -> None:
    """Until it is written down that something stands in the way, or that nothing does any more."""
    engine = make_engine(database)
    asks = Request(GUILD, CHANNEL, "housing", 50, "ana", False, datetime.now(UTC))

    async def is_obstructed() -> bool:
        known = await schedules.schedule_here(Sessions(engine), asks)
        return known is not None and known.obstacle is not None

    try:
        async with asyncio.timeout(PATIENCE):
            while await is_obstructed() is not so:  # noqa: ASYNC110 - a database has no event to wait for
                await asyncio.sleep(0.05)
    finally:
        await engine.dispose()
