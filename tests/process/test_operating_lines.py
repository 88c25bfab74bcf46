"""The lines of docs/operating.md for Docker, run as they stand there.

There need be no Docker: a `docker` of this test runs what a container would, PostgreSQL's own programs and `crux`, as
processes with the environment that docker-compose.yml gives them.
"""

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.embedded.binaries import binaries
from bot.embedded.server import EmbeddedPostgres
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import upgrade

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

DOCKER = """#!/usr/bin/env bash
set -euo pipefail
echo "docker $*" >> "$ASKED"
shift  # compose
case "$1 $2" in
	"exec -T") shift 3; exec "$PROGRAMS/$@" ;;
	"run --rm") shift 4; exec "$PYTHON" -c 'from bot.cli import main; main()' "$@" ;;
	"stop bot"|"start bot"|"build --pull"|"up --detach") ;;
	*) echo "no such line in the test: docker compose $*" >&2; exit 64 ;;
esac
"""


def blocks() -> list[str]:
    """The blocks of lines for Docker, in their order: backup and restore, upgrade."""
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    return [block for block in re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) if "docker" in block]


class Machine:
    """A machine with Docker, as far as the lines can tell, and the database of its containers."""

    def __init__(self, url: str, sockets: str, folder: Path) -> None:
        self.url, self._sockets, self.folder = url, sockets, folder
        self._asked = folder / "asked"
        docker = folder / "bin" / "docker"
        docker.parent.mkdir()
        docker.write_text(DOCKER)
        docker.chmod(0o755)

    async def run(self, lines: str) -> str:
        """Run the lines one after the other, each to its success; gives what they printed."""
        environment = os.environ | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "ASKED": str(self._asked),
            "PROGRAMS": str(binaries()),
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "PGHOST": self._sockets,
            "PGUSER": "crux",
            "PGDATABASE": "crux",
            "DATABASE_URL": self.url,
        }
        process = await asyncio.create_subprocess_exec(
            "bash",
            "-c",
            f"set -euo pipefail\n{lines}",
            cwd=self.folder,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, trouble = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == 0, trouble.decode()
        return out.decode()

    async def tagged(self, words: str) -> None:
        """Have somebody tag a claim."""
        engine = make_engine(self.url)
        request = Request(7, 70, "housing", 1, "ana", False, NOON)
        await tags.state(Sessions(engine), request, TagForm(Kind.CLAIM, words))
        await engine.dispose()

    async def statements(self) -> list[str]:
        """What was tagged, as the database has it."""
        engine = make_engine(self.url)
        async with engine.connect() as connection:
            found = await connection.scalars(sa.text("SELECT statement FROM wordings ORDER BY entry"))
        await engine.dispose()
        return list(found)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with EmbeddedPostgres(tmp_path / "postgres", fsync=False) as server:
        upgrade(server.url)
        sockets = re.search(r"host=([^&]+)", server.url)
        assert sockets
        yield Machine(server.url, sockets[1].replace("%2F", "/"), tmp_path)


async def test_what_was_backed_up_is_there_again_after_the_lines_of_a_restore(machine: Machine) -> None:
    backup, *restore = blocks()[0].splitlines(keepends=True)
    await machine.tagged("Rents fall")
    await machine.run(backup)
    await machine.tagged("Rents rise")

    printed = await machine.run("".join(restore))

    assert await machine.statements() == ["Rents fall"]
    assert "debate 70: whole" in printed


async def test_the_lines_of_an_upgrade_back_up_first_and_keep_all(machine: Machine) -> None:
    await machine.tagged("Rents fall")

    await machine.run(blocks()[1])

    assert await machine.statements() == ["Rents fall"]
    assert (machine.folder / "before-the-upgrade.backup").stat().st_size > 0
