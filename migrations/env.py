"""Alembic's side of the migrations: one process at a time, and none waits long for a lock."""

import asyncio

import sqlalchemy as sa
from alembic import context

from bot.settings import load
from bot.store.setup.engine import make_engine
from bot.store.tables import metadata

ONE_AT_A_TIME = 0x43525558
"""The advisory lock that whoever migrates holds: "CRUX"."""


def migrate(connection: sa.Connection) -> None:
    """Run what Alembic was asked for on this connection."""
    context.configure(connection=connection, target_metadata=metadata, compare_type=True)
    with context.begin_transaction():
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        connection.execute(sa.text("SET LOCAL lock_timeout = '10s'"))
        context.run_migrations()


async def run() -> None:
    """Open the database that the caller or the settings name."""
    url = context.config.attributes.get("url") or load().database_url
    if url is None:
        raise SystemExit("DATABASE_URL is not set: write it as postgresql://user:password@host:5432/name")
    # One connection that nothing outlives, and that may go through PgBouncer.
    engine = make_engine(url, pgbouncer=True)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
        await connection.commit()
    await engine.dispose()


asyncio.run(run())
