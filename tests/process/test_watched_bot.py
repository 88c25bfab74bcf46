"""Whoever runs a bot sees how it is: by HTTP, by the image's health check, and in its log."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL
from tests.monitoring.test_server import Watcher, free_port
from tests.process.bot_process import TOKEN, start_bot
from tests.process.relay import Relay
from tests.process.test_process import PATIENCE, stop
from tests.process.test_start import line_with

ROOT = Path(__file__).parents[2]


SAID = ("starting", "connected", "stopping", "stopped")
"""What the log tells of every bot that is asked to stop."""


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(TOKEN) as server:
        yield server


async def until_ready(watcher: Watcher, status: int) -> dict[str, bool]:
    """What /readyz says, as soon as it answers with that status."""
    async with asyncio.timeout(PATIENCE):
        while True:
            answered, parts = await watcher.ready()
            if answered == status:
                return parts
            await asyncio.sleep(0.05)


async def health_check(**settings: str) -> tuple[int | None, str]:
    """The exit code of the image's health check in a container with these settings, and what it prints."""
    (command,) = re.findall(r"^HEALTHCHECK .* CMD (\[.+\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    python, *arguments = json.loads(command)
    assert python == "python"
    checked = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=settings | {"PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await asyncio.wait_for(checked.communicate(), PATIENCE)
    return checked.returncode, printed.decode()


def logged(written: str, event: str) -> list[dict[str, object]]:
    """The lines of that event in a log of JSON."""
    lines = (json.loads(line) for line in written.splitlines() if line.startswith("{"))
    return [line for line in lines if line["event"] == event]


async def test_a_bot_process_shows_how_it_is(there: LoopbackDiscord, fresh_database: str, tmp_path: Path) -> None:
    port, ana = free_port(), there.world.add_person(50, "ana")
    log = {"CRUX_METRICS_PORT": str(port), "CRUX_LOG_FORMAT": "json"}
    process = await start_bot(there, fresh_database, tmp_path, **log)
    await there.ready(PATIENCE)
    async with aiohttp.ClientSession() as session:
        watcher = Watcher(port, session)
        ready = await until_ready(watcher, 200)
        await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
        await there.ask(slash(there.world, "/stance", ana, entry=77, answer="agree"))
        await there.ask(slash(there.world, "/digest now", ana))
        await there.posted(CHANNEL)
        healthy = await health_check(CRUX_METRICS_PORT=str(port), CRUX_METRICS_HOST="0.0.0.0")
        counted = await watcher.metrics_until(lambda measured: measured["crux_digests_on_demand_total"] == 1)
        await there.stop()
        away = await until_ready(watcher, 503)
    written = await stop(process)

    assert ready == {"ready": True, "database": True, "discord": True}
    assert away == {"ready": False, "database": True, "discord": False}
    assert healthy == (0, f"127.0.0.1, port {port} answers: 200\n")
    assert await health_check(CRUX_METRICS_PORT=str(port)) == (
        1,
        f"no answer from 127.0.0.1, port {port}: ConnectionRefusedError\n",
    )
    about = "crux_interaction_seconds_count command={} kind=application_command outcome={}"
    assert counted[about.format("claim", "answered")] == 1
    assert counted[about.format("stance", "refused")] == 1
    assert counted["crux_servers"] == 1
    (connected,) = logged(written, "connected")[:1]
    assert (connected["servers"], connected["shards"]) == (1, [0])
    assert [event for event in SAID if not logged(written, event)] == []
    (posted,) = logged(written, "digest posted")
    assert (posted["debate"], posted["slot"]) == (CHANNEL, None)
    assert isinstance(posted["message"], int)
    assert re.fullmatch("[0-9a-f]{8}", str(posted["reference"]))


@pytest.mark.parametrize("settings", [{}, {"CRUX_METRICS_PORT": ""}], ids=["unset", "empty"])
async def test_a_bot_that_cannot_be_asked_is_not_called_unhealthy(settings: dict[str, str]) -> None:
    code, said = await health_check(**settings)

    assert code == 0
    assert "CRUX_METRICS_PORT is not set" in said


async def test_a_bot_that_waits_for_its_database_lives(fresh_database: str, tmp_path: Path) -> None:
    port = free_port()
    async with LoopbackDiscord(TOKEN) as there, Relay(fresh_database) as relay, aiohttp.ClientSession() as session:
        process = await start_bot(there, relay.address, tmp_path, CRUX_METRICS_PORT=str(port))
        await line_with(process, "database cannot be reached")
        watcher = Watcher(port, session)
        alive = (await watcher.ask("/livez"))[0]
        waiting = await watcher.ready()
        await relay.open()
        await until_ready(watcher, 200)
        await stop(process)

    assert alive == 200
    assert waiting == (503, {"ready": False, "database": False, "discord": False})


async def test_a_port_that_is_taken_ends_the_bot_with_one_line(
    there: LoopbackDiscord, fresh_database: str, tmp_path: Path
) -> None:
    port = int(there.api_url.split(":")[2].split("/")[0])

    process = await start_bot(there, fresh_database, tmp_path, CRUX_METRICS_PORT=str(port))
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 2
    assert errors.decode().splitlines()[-1].startswith(f"crux: metrics cannot be served on 127.0.0.1:{port}")
    assert "Traceback" not in errors.decode()
