"""Crux as its image has it: without the simulated Discord and without a PostgreSQL of its own."""

import asyncio
import os
import pkgutil
import sys
from pathlib import Path

from bot.embedded.binaries import binaries
from tests.loopback.interactions import slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL
from tests.process.bot_process import TOKEN, start_bot
from tests.process.commands import crux
from tests.process.test_process import PATIENCE, stop

ROOT = Path(__file__).parents[2]
IMAGE = {"PYTHONPATH": os.pathsep.join((str(ROOT / "tests" / "process" / "image"), str(ROOT)))}
"""Where Python finds the packages of `requirements.txt` alone."""

NO_PROGRAMS = {"PATH": "/nowhere"}


def served_by_an_image() -> list[str]:
    """Every module but those of the demo."""
    modules = (
        found.name for room in ("bot", "cogs") for found in pkgutil.walk_packages([str(ROOT / room)], f"{room}.")
    )
    return [name for name in modules if not name.startswith("bot.demo")]


async def test_every_module_but_those_of_the_demo_is_imported_without_it(tmp_path: Path) -> None:
    loads = "import importlib, sys; [importlib.import_module(name) for name in sys.argv[1:]]"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", loads, *served_by_an_image(), env=os.environ | IMAGE, cwd=tmp_path, stderr=-1
    )
    _, trouble = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert (process.returncode, trouble.decode()) == (0, "")


async def test_a_bot_serves_draws_and_posts_without_them(fresh_database: str, tmp_path: Path) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        ana = there.world.add_person(50, "ana")
        process = await start_bot(there, fresh_database, tmp_path, **IMAGE)
        await there.ready(PATIENCE)
        await there.ask(slash(there.world, "/claim", ana, statement="Rents fall when we build 🏠"))
        await there.ask(slash(there.world, "/debate map", ana))
        drawn = await there.until(lambda: next((sent for sent in there.requests if sent.files), None))
        await there.ask(slash(there.world, "/digest now", ana))
        await there.posted(CHANNEL)
        written = await stop(process)

    assert process.returncode == 0
    assert [file.content[:8] for file in drawn.files] == [b"\x89PNG\r\n\x1a\n"]
    assert "Traceback" not in written


async def test_what_needs_them_says_what_to_install(fresh_database: str, tmp_path: Path) -> None:
    demo, play, run, alone, backup = await asyncio.gather(
        crux(fresh_database, tmp_path, "demo", **IMAGE),
        crux(fresh_database, tmp_path, "play", **IMAGE),
        crux(fresh_database, tmp_path, "run", **IMAGE),
        crux("", tmp_path, "debates", **IMAGE),
        crux(fresh_database, tmp_path, "backup", "crux.backup", **IMAGE | NO_PROGRAMS),
    )

    assert [ended.code for ended in (demo, play, run, alone, backup)] == [2] * 5
    assert demo.lines == play.lines
    assert "pip install 'crux-ledger[demo]'" in demo.lines[0]
    assert "set DISCORD_TOKEN" in run.lines[0]
    assert "set DATABASE_URL" in alone.lines[0]
    assert "crux-ledger[embedded]" in alone.lines[0]
    assert backup.lines == ["crux: crux.backup: pg_dump is not on this machine: install PostgreSQL's client programs"]


async def test_a_backup_is_made_by_the_machine_s_own_programs(fresh_database: str, tmp_path: Path) -> None:
    ended = await crux(fresh_database, tmp_path, "backup", "crux.backup", **IMAGE | {"PATH": str(binaries())})

    assert (ended.code, ended.lines) == (0, [])
    assert (tmp_path / "crux.backup").read_bytes().startswith(b"PGDMP")
