"""What a database is like, as far as Crux depends on it; nothing is changed by looking."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.setup.engine import make_engine
from bot.store.setup.migrate import newest_revision, revision_of


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """A database at one moment. `revision` is None where nothing was ever migrated; `size` is in bytes."""

    version: int
    """The major version of PostgreSQL."""
    revision: str | None
    newest_revision: str
    is_replica: bool
    may_create: bool
    """Whether the role may make tables, as migrations do."""
    may_write: bool
    """Whether the role may write into each table that is there."""
    clock_ahead: timedelta
    """How far the server's clock is ahead of ours."""
    size: int
    connections_free: int
    encoding: str
    character_type: str


async def inspect(url: str, at: datetime) -> DatabaseFacts:
    """Look at a database; `at` is the time by our clock. Raises what the database raises where it is away."""
    revision = await revision_of(url)
    engine = make_engine(url, pgbouncer=True)
    try:
        async with engine.connect() as connection:
            return await _facts(connection, at, revision)
    finally:
        await engine.dispose()


async def _facts(connection: AsyncConnection, at: datetime, revision: str | None) -> DatabaseFacts:
    row = (await connection.execute(_FACTS)).one()
    return DatabaseFacts(
        version=row.version // 10_000,
        revision=revision,
        newest_revision=newest_revision(),
        is_replica=row.is_replica,
        may_create=row.may_create,
        may_write=row.may_write,
        clock_ahead=row.clock - at,
        size=row.size,
        connections_free=row.connections_free,
        encoding=row.encoding,
        character_type=row.character_type,
    )


_FACTS = sa.text(
    """
    SELECT current_setting('server_version_num')::integer AS version,
           pg_is_in_recovery() AS is_replica,
           has_schema_privilege('public', 'CREATE') AS may_create,
           NOT EXISTS (
               SELECT FROM pg_tables
               WHERE schemaname = 'public'
                 AND NOT has_table_privilege(format('%I.%I', schemaname, tablename), 'INSERT, UPDATE, DELETE')
           ) AS may_write,
           clock_timestamp() AS clock,
           pg_database_size(current_database()) AS size,
           current_setting('max_connections')::integer
               - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::integer
               AS connections_free,
           current_setting('server_encoding') AS encoding,
           (SELECT datctype FROM pg_database WHERE datname = current_database()) AS character_type
    """
)
