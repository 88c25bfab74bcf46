"""The migrations build exactly what the tables say, and can be taken back."""

import asyncio
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.text import folded
from bot.store.sessions import Sessions
from bot.store.setup import migrate
from bot.store.setup.migrate import alembic_config, newest_revision
from bot.store.tables import metadata, wordings

CONSTRAINTS = """
SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace AND conrelid <> 0 AND contype <> 't'
AND conrelid::regclass::text <> 'alembic_version'
ORDER BY 1, 2
"""
INDEXES = """
SELECT tablename::text, indexname::text, replace(indexdef, current_schema() || '.', '') FROM pg_indexes
WHERE schemaname = current_schema() AND tablename <> 'alembic_version' ORDER BY 1, 2
"""
COLUMNS = """
SELECT table_name::text, column_name::text, concat_ws(' ', data_type, is_nullable, column_default, is_identity)
FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'alembic_version' ORDER BY 1, 2
"""


async def shape(session: AsyncSession, schema: str) -> list[Sequence[sa.Row[*tuple[object, ...]]]]:
    """All constraints, indexes and columns of a schema; its triggers stand in the migrations alone."""
    await session.execute(sa.text(f"SET LOCAL search_path = {schema}"))
    return [(await session.execute(sa.text(query))).all() for query in (CONSTRAINTS, INDEXES, COLUMNS)]


async def test_alembic_finds_nothing_to_change(fresh_database: str) -> None:
    await asyncio.to_thread(command.check, migrate.alembic_config(fresh_database))


async def test_each_check_key_and_index_of_the_tables_is_in_the_migrations(committed_sessions: Sessions) -> None:
    async with committed_sessions.begin() as session:
        migrated = await shape(session, "public")
        await session.execute(sa.text("CREATE SCHEMA declared"))
        await session.execute(sa.text("SET LOCAL search_path = declared"))
        await (await session.connection()).run_sync(metadata.create_all)
        assert await shape(session, "declared") == migrated


OLD_WORDINGS = (
    """
    INSERT INTO debates (id, guild, opened_by, opened_at, head_hash)
    VALUES (5, 77, 1, now(), ''), (7, 77, 1, now(), '')
    """,
    "INSERT INTO participants (debate, number) VALUES (5, 1), (7, 1)",
    """
    INSERT INTO entries (debate, number, kind, author, tagger, status, tagged_at)
    SELECT id, n, 'claim', 1, 1, 'live', now() FROM debates, generate_series(1, 6000) n
    """,
    """
    INSERT INTO wordings (debate, entry, number, statement)
    SELECT debate, number, w, CASE WHEN number % 7 > 0 THEN 'Straße ' || number || ' İST ' || w END
    FROM entries, generate_series(1, 2) w
    """,
)
"""As schema 0005 has them: 24,000 wordings, of which each seventh entry's are erased."""


async def test_wordings_from_before_they_were_folded_are_folded(
    committed_sessions: Sessions, fresh_database: str
) -> None:
    await asyncio.to_thread(command.downgrade, alembic_config(fresh_database), "0005")
    async with committed_sessions.begin() as session:
        for statement in OLD_WORDINGS:
            await session.execute(sa.text(statement))

    await asyncio.to_thread(migrate.upgrade, fresh_database)

    async with committed_sessions() as session:
        rows = (await session.execute(sa.select(wordings.c.statement, wordings.c.folded))).all()
    assert len(rows) == 24_000
    assert len([words for words, _ in rows if words is None]) == 2 * 2 * (6_000 // 7)
    assert [form for _, form in rows] == [None if words is None else folded(words) for words, _ in rows]


async def test_down_leaves_nothing_and_up_brings_all_back(committed_sessions: Sessions, fresh_database: str) -> None:
    async with committed_sessions() as session:
        before = await shape(session, "public")
    await asyncio.to_thread(command.downgrade, alembic_config(fresh_database), "base")
    async with committed_sessions() as session:
        assert await shape(session, "public") == [[], [], []]
        ours = sa.text("SELECT proname FROM pg_proc WHERE proname LIKE 'crux%'")
        assert (await session.scalars(ours)).all() == []
    await asyncio.to_thread(migrate.upgrade, fresh_database)
    async with committed_sessions() as session:
        assert await shape(session, "public") == before


def test_the_newest_revision_is_the_one_that_alembic_would_bring_a_database_to() -> None:
    script = ScriptDirectory.from_config(alembic_config("postgresql://nowhere/"))
    assert newest_revision() == script.get_current_head()
