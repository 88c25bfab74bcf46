"""A backup, made while people write, comes back whole into an empty database, and into no other."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.actions import tags
from bot.actions.exports import export_ledger
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.entries import Kind
from bot.ledger.record.chain import GENESIS, broken_seal
from bot.render.front_ends import DISCORD
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup import backup
from bot.store.setup.backup import DatabaseNotEmpty, ProgramFailed
from bot.store.setup.engine import make_engine
from bot.store.setup.scratch import scratch_database
from tests.databases import debates_in

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def claims(sessions: Sessions, debate: int, count: int) -> None:
    for number in range(count):
        request = Request(7, debate, "housing", 1 + number % 3, "ana", False, NOON)
        await tags.state(sessions, request, TagForm(Kind.CLAIM, f"Claim number {number}"))


async def test_what_was_backed_up_while_people_wrote_comes_back_whole(
    server: str, committed_sessions: Sessions, fresh_database: str, tmp_path: Path
) -> None:
    await claims(committed_sessions, 70, 20)
    still = (await export_ledger(committed_sessions, 70, Format.JSON, LedgerWriter(DISCORD))).decode()
    file = tmp_path / "crux.backup"

    await asyncio.gather(claims(committed_sessions, 71, 40), asyncio.to_thread(backup.dump, fresh_database, file))

    async with scratch_database(server) as empty:
        await backup.restore(empty, file)
        engine = make_engine(empty)
        restored = Sessions(engine)
        assert (await export_ledger(restored, 70, Format.JSON, LedgerWriter(DISCORD))).decode() == still
        async with restored() as session:
            for debate in await debates_in(session):
                before = GENESIS
                async for line in events.stream(session, debate):
                    assert broken_seal(before, line) is None
                    before = line.hash
                assert await ledgers.replayed(session, debate) == await ledgers.load(session, debate)
        await claims(restored, 72, 1)
        await engine.dispose()
        with pytest.raises(DatabaseNotEmpty):
            await backup.restore(empty, file)


async def test_half_a_backup_leaves_the_database_empty(
    server: str, committed_sessions: Sessions, fresh_database: str, tmp_path: Path
) -> None:
    await claims(committed_sessions, 70, 50)
    file = tmp_path / "crux.backup"
    await asyncio.to_thread(backup.dump, fresh_database, file)
    with file.open("r+b") as whole:
        whole.truncate(whole.seek(0, 2) - 3000)

    async with scratch_database(server) as empty:
        with pytest.raises(ProgramFailed, match="error: "):
            await backup.restore(empty, file)
        engine = make_engine(empty)
        async with Sessions(engine)() as session:
            tables = await session.scalar(sa.text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        await engine.dispose()
    assert tables == 0


async def test_a_file_that_is_no_backup_leaves_the_database_empty(server: str, tmp_path: Path) -> None:
    file = tmp_path / "crux.backup"
    file.write_text("no backup at all")

    async with scratch_database(server) as empty:
        with pytest.raises(ProgramFailed, match="error: "):
            await backup.restore(empty, file)
