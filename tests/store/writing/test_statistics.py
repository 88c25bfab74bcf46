"""Right after an import or a restore, plans are chosen by what the tables hold now."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.imports import import_ledger
from bot.exchange import ledger_json
from bot.store.sessions import Sessions
from bot.store.setup import backup
from bot.store.setup.engine import make_engine
from bot.store.setup.scratch import scratch_database
from bot.store.writing.copying import WRITTEN
from tests.exchange.ledgers import EVERYTHING, sealed

ROWS = sa.text("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND relname = ANY(:tables)")


async def unlike_what_is_there(session: AsyncSession) -> dict[str, tuple[float, int]]:
    """The tables of which the planner has another number of rows in mind than there are: that one and the true one."""
    estimates = (await session.execute(ROWS, {"tables": [table.name for table in WRITTEN]})).all()
    assert len(estimates) == len(WRITTEN)
    found = {}
    for name, estimated in estimates:
        there = await session.scalar(sa.text(f'SELECT count(*) FROM "{name}"'))
        if there is not None and there != estimated:
            found[name] = (estimated, there)
    return found


@pytest.fixture
async def imported(committed_sessions: Sessions) -> Sessions:
    """A database that gathers no statistics by itself, right after an import."""
    async with committed_sessions.begin() as session:
        for table in WRITTEN:
            await session.execute(sa.text(f'ALTER TABLE "{table.name}" SET (autovacuum_enabled = off)'))
    await import_ledger(committed_sessions, ledger_json.dumps(sealed(EVERYTHING)))
    return committed_sessions


async def test_after_an_import_of_any_length_the_planner_knows_how_many_rows_there_are(imported: Sessions) -> None:
    async with imported() as session:
        assert await unlike_what_is_there(session) == {}


async def test_after_a_restore_it_knows_too(
    imported: Sessions, server: str, fresh_database: str, tmp_path: Path
) -> None:
    backup.dump(fresh_database, tmp_path / "crux.backup")

    async with scratch_database(server) as empty:
        await backup.restore(empty, tmp_path / "crux.backup")
        engine = make_engine(empty)
        async with Sessions(engine)() as session:
            assert await unlike_what_is_there(session) == {}
        await engine.dispose()
