"""`crux serve` as it runs: two processes behind one Discord, beside one on the gateway, and how they stop."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL
from tests.monitoring.test_server import Watcher, free_port
from tests.process.bot_process import TOKEN, start_bot, start_serving
from tests.process.crux_process import Process
from tests.process.test_process import ledger_in
from tests.process.test_stop import locked, until_somebody_waits

PATIENCE = 30.0


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


async def serving(there: LoopbackDiscord, database: str, folder: Path, **settings: str) -> tuple[Process, str]:
    """A process that Discord has found good, and its address."""
    port = free_port()
    process = await start_serving(there, database, folder, "--interactions", str(port), **settings)
    address = f"http://127.0.0.1:{port}/interactions"
    await found_good(there, address)
    return process, address


async def found_good(there: LoopbackDiscord, address: str) -> None:
    """Set the address that Discord posts to, once somebody listens there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await there.outgoing.set_address(address)
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def stopped(process: Process) -> str:
    """Ask it to stop; gives what it wrote since."""
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), 5.0)
    assert process.returncode == 0, errors.decode()
    assert "Traceback" not in errors.decode()
    assert "voice" not in errors.decode()
    return errors.decode()


async def test_two_processes_serve_beside_one_on_the_gateway_and_nothing_is_lost_or_doubled(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana = there.world.add_person(50, "ana")
    gateway = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    first, address = await serving(there, fresh_database, tmp_path)
    second, another = await serving(there, fresh_database, tmp_path)
    statements = [f"Claim number {number}" for number in range(1, 9)]

    for number, statement in enumerate(statements):
        there.outgoing.address = address if number % 2 else another
        asked = slash(there.world, "/claim", ana, statement=statement)
        assert f"**#{number + 1}**" in (await there.ask(asked)).text
        if number == 4:
            # What Discord does not do and a proxy may: the same interaction, also to the other process.
            there.outgoing.address = another if number % 2 else address
            there.outgoing.deliver(asked)
    await stopped(first)
    there.outgoing.address = another
    last = await there.ask(slash(there.world, "/claim", ana, statement="Said to the one that is left"))
    message = await there.say(CHANNEL, ana, "Rents fall.")
    tagged = await there.ask(slash(there.world, "/help", ana))
    await there.delete(CHANNEL, int(message["id"]))
    for process in (second, gateway):
        await stopped(process)

    assert "**#9**" in last.text
    assert "Crux keeps a ledger" in tagged.text
    ledger = await ledger_in(fresh_database)
    assert ledger is not None
    assert [str(entry.statement) for _, entry in sorted(ledger.entries.items())] == [
        *statements,
        "Said to the one that is left",
    ]
    assert [sent.method for sent in there.requests if sent.path.endswith("/commands") and sent.method == "PUT"] == [
        "PUT"
    ]


async def test_a_process_that_stops_answers_what_was_begun_and_says_that_it_is_not_ready(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    ana, port = there.world.add_person(50, "ana"), free_port()
    gateway = await start_bot(there, fresh_database, tmp_path)
    await there.ready(PATIENCE)
    process, _ = await serving(there, fresh_database, tmp_path, CRUX_METRICS_PORT=str(port))
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    async with aiohttp.ClientSession() as session:
        watcher = Watcher(port, session)
        assert (await watcher.ready())[0] == 200
        async with locked(fresh_database, "LOCK TABLE events IN ACCESS EXCLUSIVE MODE"):
            asked = await there.interact(slash(there.world, "/claim", ana, statement="Quality suffers"))
            await until_somebody_waits(fresh_database)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(PATIENCE):
                while (await watcher.ready())[0] == 200:  # noqa: ASYNC110 - another process tells no event
                    await asyncio.sleep(0.02)
        answered = await there.answer_to(asked)
    await stopped(process)
    await stopped(gateway)

    assert "**#2**" in answered.text
    assert asked.statuses == [200]


async def test_what_keeps_a_process_from_serving_is_said_in_one_line(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    async def ended(*arguments: str, **settings: str) -> tuple[int | None, str]:
        process = await start_serving(there, fresh_database, tmp_path, *arguments, **settings)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert "Traceback" not in errors.decode()
        return process.returncode, errors.decode().splitlines()[-1]

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, told = await ended("--interactions", str(port))
    assert code != 0
    assert told.startswith(f"crux: interactions cannot be served on 127.0.0.1:{port}")

    assert (await ended())[1].startswith("crux: name the port that Discord's interactions come to")
    assert (await ended("--interactions", "8080", DISCORD_TOKEN=""))[1].startswith("crux: set DISCORD_TOKEN")
    assert (await ended("--interactions", "8080", DISCORD_TOKEN="wrong" * 9))[1].startswith(
        "crux: Discord does not know"
    )
