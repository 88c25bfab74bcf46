"""How `crux` starts where something is missing: it waits for a database, and names a setting that it does not know."""

import asyncio
import signal
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.process.bot_process import TOKEN, start_bot
from tests.process.commands import crux
from tests.process.crux_process import Process
from tests.process.relay import Relay

PATIENCE = 30.0


async def line_with(process: Process, words: str) -> str:
    """The first line with these words that it writes from now on."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        async for line in process.stderr:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"it ended without saying {words!r}")


async def test_a_bot_waits_for_its_database_and_says_so_in_a_line(fresh_database: str, tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as there, Relay(fresh_database) as relay:
        ana = there.world.add_person(50, "ana")
        process = await start_bot(there, relay.address, tmp_path)
        waits = await line_with(process, "database cannot be reached")
        await relay.open()
        await there.ready(PATIENCE)
        helped = await there.ask(slash(there.world, "/help", ana))
        process.send_signal(signal.SIGTERM)
        _, rest = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert f"host=127.0.0.1 port={relay.port}" in waits
    assert "again_in_seconds=1.0" in waits
    assert "Crux keeps a ledger of a debate" in helped.text
    assert process.returncode == 0
    assert "Traceback" not in rest.decode()


async def test_a_bot_that_waits_for_its_database_stops_when_it_is_asked_to(fresh_database: str, tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as there, Relay(fresh_database) as relay:
        process = await start_bot(there, relay.address, tmp_path)
        await line_with(process, "database cannot be reached")
        process.send_signal(signal.SIGTERM)
        _, rest = await asyncio.wait_for(process.communicate(), 5)

    assert process.returncode == 0
    assert "Traceback" not in rest.decode()


async def test_a_database_that_lets_nobody_in_ends_the_bot_with_one_line(fresh_database: str, tmp_path: Path) -> None:
    elsewhere = make_url(fresh_database).set(database="not_there").render_as_string(hide_password=False)
    async with LoopbackDiscord(TOKEN) as there:
        process = await start_bot(there, elsewhere, tmp_path)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 2
    begun, line = said.decode().splitlines()
    assert "starting" in begun
    assert line.startswith("crux: the database at ")
    assert "does not let Crux in" in line


async def test_another_command_ends_with_one_line_where_the_database_is_away(
    fresh_database: str, tmp_path: Path
) -> None:
    relay = Relay(fresh_database)
    ended = await crux(relay.address, tmp_path, "verify")

    assert ended.code == 1
    assert ended.lines == [
        f"crux: the database at 127.0.0.1, port {relay.port}, cannot be reached: look whether PostgreSQL runs there, "
        "and at DATABASE_URL"
    ]


async def test_a_misspelt_setting_is_named_with_the_one_that_was_meant(fresh_database: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKN=secret\n")
    ended = await crux(fresh_database, tmp_path, "verify")

    assert ended.code == 0
    (line,) = ended.lines
    assert "setting is not known" in line
    assert "did_you_mean=DISCORD_TOKEN name=DISCORD_TOKN" in line
    assert "secret" not in line
