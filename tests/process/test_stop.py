"""How `crux run` stops: what was begun is answered, and within five seconds it is gone, whatever is away."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.discord.client import FINISHING
from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.loopback.faults import Slow, TooMany
from tests.loopback.interactions import Answer, Asked, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, MODERATOR
from tests.process.bot_process import TOKEN, start_bot
from tests.process.crux_process import Process
from tests.process.relay import Relay

PATIENCE = 30.0
SECONDS_TO_STOP = 5.0
CLICKS = 20
UNDER_WAY = "Crux is being restarted while this was under way."


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


async def stopped(process: Process) -> str:
    """Ask it to stop; gives all that it wrote. It ends in time, and as if nothing had been wrong."""
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), SECONDS_TO_STOP)
    assert process.returncode == 0
    assert "Traceback" not in errors.decode()
    return errors.decode()


async def answered(there: LoopbackDiscord, asked: Asked) -> tuple[Answer, float]:
    """An answer, and when it came."""
    return await there.answer_to(asked, PATIENCE), time.monotonic()


async def statements_in(database: str) -> set[str]:
    engine = make_engine(database)
    try:
        async with Sessions(engine)() as session:
            ledger = await ledgers.load(session, CHANNEL)
    finally:
        await engine.dispose()
    return set() if ledger is None else {str(entry.statement) for entry in ledger.entries.values()}


async def test_each_click_before_and_after_the_signal_is_answered_or_refused(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    people = [there.world.add_person(50 + number, f"person {number}") for number in range(CLICKS)]
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    asked = [slash(there.world, "/claim", who, statement=f"Claim of {who['username']}") for who in people]
    await there.ask(asked[0], PATIENCE)

    # What was begun waits, so that the process is there until all have asked.
    async with locked(fresh_database, "LOCK TABLE events IN EXCLUSIVE MODE"):
        for one in asked[1 : CLICKS // 2]:
            await there.interact(one)
        await until_somebody_waits(fresh_database)
        process.send_signal(signal.SIGTERM)
        signalled = time.monotonic()
        for one in asked[CLICKS // 2 :]:
            await there.interact(one)
        waiting = [asyncio.create_task(answered(there, one)) for one in asked]
        await asyncio.gather(*waiting[CLICKS // 2 :])
    answers = await asyncio.gather(*waiting)
    _, errors = await asyncio.wait_for(process.communicate(), SECONDS_TO_STOP)

    assert process.returncode == 0
    assert "Traceback" not in errors.decode()
    written = await statements_in(fresh_database)
    for number, (answer, at) in enumerate(answers):
        if answer.text.startswith(UNDER_WAY):
            # Only what the machine did not get done in the seconds that there are for it.
            assert at - signalled >= FINISHING
        elif f"Claim of person {number}" in written:
            assert "**#" in answer.text
        else:
            assert answer.text == "Crux is being restarted. Nothing was written down; do it again in a moment."
    assert written


async def test_it_stops_while_discord_is_away(there: LoopbackDiscord, fresh_database: str, tmp_path: Path) -> None:
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    await there.stop()

    await stopped(process)


async def test_it_stops_while_it_waits_for_the_end_of_a_limit(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    there.faults.plan(TooMany(300), "GET", "/users/@me")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.request("GET", "/users/@me", PATIENCE)

    await stopped(process)


async def test_it_stops_while_the_database_is_away_and_who_waits_for_it_is_told(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    async with Relay(fresh_database) as relay:
        await relay.open()
        process = await start_bot(there, relay.address, tmp_path)
        await there.ready(PATIENCE)
        await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
        relay.freeze()
        asked = await there.interact(slash(there.world, "/claim", ana, statement="Quality suffers"))

        await stopped(process)

        answer = await there.answer_to(asked)
    assert answer.text.startswith(UNDER_WAY)


# Amid an export


@asynccontextmanager
async def exporting(there: LoopbackDiscord, database: str, folder: Path) -> AsyncIterator[tuple[Asked, Process]]:
    """A bot that is reading a ledger for an export, and cannot go on."""
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, database, folder)
    await there.ready(PATIENCE)
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    async with locked(database, "LOCK TABLE events IN ACCESS EXCLUSIVE MODE"):
        asked = slash(there.world, "/ledger export", ana, permissions=MODERATOR, format="csv")
        await there.ask(asked, PATIENCE)
        await until_somebody_waits(database)
        yield asked, process


@asynccontextmanager
async def locked(database: str, statement: str) -> AsyncIterator[None]:
    """While a transaction of somebody else's, which began so, is open."""
    engine = make_engine(database)
    try:
        async with engine.connect() as connection:
            await connection.execute(sa.text(statement))
            yield
    finally:
        await engine.dispose()


async def until_somebody_waits(database: str) -> None:
    """Until a statement in the database waits for a lock."""
    engine = make_engine(database)
    waiting = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    try:
        async with asyncio.timeout(PATIENCE), engine.connect() as connection:
            while not await connection.scalar(waiting):  # a database has no event to wait for
                await connection.rollback()
                await asyncio.sleep(0.05)
    finally:
        await engine.dispose()


async def test_it_stops_amid_an_export_and_who_waits_for_it_is_told(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    async with exporting(there, fresh_database, tmp_path) as (asked, process):
        await stopped(process)
        told = await there.followup_to(asked)

    assert told["content"].startswith(UNDER_WAY)


async def test_it_stops_amid_an_export_while_discord_is_away(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    async with exporting(there, fresh_database, tmp_path) as (_, process):
        await there.stop()
        await stopped(process)


async def test_it_stops_amid_the_upload_of_an_export_and_who_waits_for_it_is_told(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    process = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    uploading = there.faults.plan(Slow(), "POST", r"/webhooks/\d+/[^/]+")
    asked = slash(there.world, "/ledger export", ana, permissions=MODERATOR, format="csv")
    await there.ask(asked, PATIENCE)
    await asyncio.wait_for(uploading.reached.wait(), PATIENCE)

    await stopped(process)

    assert (await there.followup_to(asked))["content"].startswith(UNDER_WAY)


# Amid a migration


@pytest.fixture
async def without_schema(fresh_database: str) -> str:
    """A database that no migration has seen."""
    engine = make_engine(fresh_database)
    async with engine.begin() as connection:
        await connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        await connection.execute(sa.text("CREATE SCHEMA public"))
    await engine.dispose()
    return fresh_database


@pytest.mark.parametrize(
    "held_up",
    ["SELECT pg_advisory_xact_lock(1129469272)", "CREATE TABLE cards (id integer)"],
    ids=["before it", "in its midst"],
)
async def test_it_stops_amid_a_migration_which_the_next_start_makes(
    there: LoopbackDiscord, without_schema: str, tmp_path: Path, held_up: str
) -> None:
    async with locked(without_schema, held_up):
        process = await start_bot(there, without_schema, tmp_path)
        await until_somebody_waits(without_schema)
        await stopped(process)
    assert there.requests == []

    process = await start_bot(there, without_schema, tmp_path)
    await there.ready(PATIENCE)
    await stopped(process)
