"""From every schema that was released, `crux migrate` leads to the newest and keeps all data.

`released/` holds data as each schema kept it. The newest schema needs none until the next one is made: run
`python -m tests.store.freeze` before you add a migration.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.verify import examine
from bot.exchange import ledger_json
from bot.ledger.record.chain import GENESIS, SealedEvent, broken_seal
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup import migrate
from bot.store.setup.engine import make_engine
from tests.databases import address_of, cloned, drop, new_name, run

RELEASED = Path(__file__).parent / "released"
SCRIPTS = ScriptDirectory.from_config(migrate.alembic_config("postgresql://unused/unused"))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()]
OLDEST = REVISIONS[-1]
"""From here the command migrates, as an operator runs it; from the others Crux does the same in this process."""

Rows = dict[str, list[dict[str, Any]]]


def test_every_released_schema_has_its_data() -> None:
    frozen = {path.stem for path in RELEASED.glob("*.sql")}

    assert set(REVISIONS[1:]) <= frozen <= set(REVISIONS)


async def rows_in(connection: asyncpg.Connection) -> Rows:
    """Every row of every table, but for Alembic's own."""
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    names = [row["tablename"] for row in tables if row["tablename"] != "alembic_version"]
    return {name: [dict(row) for row in await connection.fetch(f'SELECT * FROM "{name}"')] for name in names}


async def crux_migrate(database: str, folder: Path) -> None:
    """The command, as an operator runs it."""
    settings = {"DATABASE_URL": database, "CRUX_DATA_DIR": str(folder), "PYTHONPATH": str(Path(__file__).parents[2])}
    run = (sys.executable, "-c", "from bot.cli import main; main()", "migrate")
    process = await asyncio.create_subprocess_exec(*run, env=os.environ | settings, cwd=folder)
    assert await asyncio.wait_for(process.wait(), 60) == 0


def kept(before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]) -> bool:
    """Whether every row is still there with every value; columns may have been added, and rows written again."""
    if not before:
        return True
    known = before[0].keys()
    still_there = [{name: row[name] for name in known} for row in after]
    return sorted(still_there, key=repr) == sorted(before, key=repr)


async def check_ledger(session: AsyncSession, frozen: Sequence[SealedEvent]) -> None:
    """The debate's events are the frozen ones, hold together, and give its tables, to each column."""
    debate = frozen[0].event.debate
    found = [line async for line in events.stream(session, debate)]
    assert found == frozen
    before = GENESIS
    for line in found:
        assert broken_seal(before, line) is None
        before = line.hash
    assert await ledgers.replayed(session, debate) == await ledgers.load(session, debate)
    assert (await examine(session, debate)).problems == ()


def ledgers_of(revision: str) -> list[list[SealedEvent]]:
    """The ledgers as they were exported from that schema."""
    files = sorted(RELEASED.glob(f"{revision}.*.json"))
    return [list(ledger_json.loads(file.read_text(encoding="utf-8"))) for file in files]


class Ladder:
    """A database that goes up from schema to schema, for tests to copy: from nothing, each would make half of them."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._name: str | None = None
        self._stands_at = ""

    async def at(self, revision: str) -> str:
        """The name of an empty database with this schema, which nobody is connected to."""
        if self._name is None or self._stands_at > revision:
            await self.close()
            self._name = new_name()
            await run(self._server, f"CREATE DATABASE {self._name}")
        address = address_of(self._server, self._name)
        await asyncio.to_thread(command.upgrade, migrate.alembic_config(address), revision)
        self._stands_at = revision
        return self._name

    async def close(self) -> None:
        """Drop what was made."""
        if self._name is not None:
            await drop(self._server, address_of(self._server, self._name))


@pytest.fixture(scope="module")
async def ladder(server: str) -> AsyncIterator[Ladder]:
    ladder = Ladder(server)
    yield ladder
    await ladder.close()


@pytest.mark.parametrize("revision", sorted(path.stem for path in RELEASED.glob("*.sql")))
async def test_what_a_released_schema_held_is_all_there_after_migrating(
    server: str, ladder: Ladder, revision: str, tmp_path: Path
) -> None:
    async with cloned(server, await ladder.at(revision)) as database:
        connection = await asyncpg.connect(database.replace("postgresql+asyncpg", "postgresql"))
        async with connection.transaction():
            await connection.execute((RELEASED / f"{revision}.sql").read_text(encoding="utf-8"))
        before = await rows_in(connection)

        await (crux_migrate(database, tmp_path) if revision == OLDEST else asyncio.to_thread(migrate.upgrade, database))

        after = await rows_in(connection)
        await connection.close()
        assert {table for table, rows in before.items() if not rows} <= {"requests"}
        assert [table for table, rows in before.items() if not kept(rows, after[table])] == []
        engine = make_engine(database)
        async with Sessions(engine)() as session:
            for frozen in ledgers_of(revision):
                await check_ledger(session, frozen)
        await engine.dispose()
