"""The same schema, partitioned: every table of a debate in parts, by the hash of the debate.

PostgreSQL cannot partition a table that is there already, so each is made anew under its name while the schema is
empty: its columns, checks and keys are copied, and foreign keys and triggers are told again in PostgreSQL's own words.
`python -m benchmarks.partitions` prints the statements.
"""

import sys
import tempfile
from pathlib import Path
from typing import TypeAlias

import asyncpg
import uvloop

from benchmarks.database import opened, raw
from bot.embedded.server import EmbeddedPostgres

PARTS = 16

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

TABLES = """
SELECT c.relname AS table, CASE c.relname WHEN 'debates' THEN 'id' ELSE 'debate' END AS key FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND (c.relname = 'debates' OR EXISTS (
    SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'debate' AND NOT a.attisdropped))
ORDER BY c.relname
"""
"""The tables of debates, each with the column that says which debate a row is of."""

KEYS = """
SELECT o.conrelid::regclass::text AS table, o.conname AS name, pg_get_constraintdef(o.oid) AS definition,
    EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = o.conrelid AND a.attnum = ANY(o.conkey)
        AND a.attname = CASE o.conrelid::regclass::text WHEN 'debates' THEN 'id' ELSE 'debate' END
    ) AS within
FROM pg_constraint o WHERE o.contype IN ('p', 'u') AND o.conrelid = ANY($1::text[]::regclass[]) ORDER BY 1, 2
"""
"""Primary and unique keys, and whether the debate is within. One that has to hold across all parts cannot be had."""

INDEXES = """
SELECT pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
WHERE i.indrelid = ANY($1::text[]::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid AND o.conrelid = i.indrelid)
ORDER BY i.indexrelid::regclass::text
"""

FOREIGN_KEYS = """
SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
WHERE contype = 'f' AND (conrelid = ANY($1::text[]::regclass[]) OR confrelid = ANY($1::text[]::regclass[]))
ORDER BY 1, 2
"""

TRIGGERS = """
SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid = ANY($1::text[]::regclass[]) ORDER BY tgrelid::regclass::text, tgname
"""


async def statements(connection: Connection, parts: int = PARTS) -> list[str]:
    """What makes a new, empty database's tables of debates partitioned ones, in order."""
    columns = {row["table"]: row["key"] for row in await connection.fetch(TABLES)}
    names = list(columns)
    keys, foreign = await connection.fetch(KEYS, names), await connection.fetch(FOREIGN_KEYS, names)
    indexes, triggers = await connection.fetch(INDEXES, names), await connection.fetch(TRIGGERS, names)
    return [
        *(f"ALTER TABLE {row['table']} DROP CONSTRAINT {row['name']}" for row in foreign),
        *(statement for name, column in columns.items() for statement in _made_anew(name, column, parts)),
        *(f"ALTER TABLE {row['table']} ADD CONSTRAINT {row['name']} {_within_a_debate(row)}" for row in keys),
        *(row["definition"] for row in indexes),
        *(f"ALTER TABLE {row['table']} ADD CONSTRAINT {row['name']} {row['definition']}" for row in foreign),
        *(row["definition"] for row in triggers),
    ]


def _within_a_debate(key: "asyncpg.Record") -> str:
    """A key, with the debate in front where it is not within: its numbers still come from one sequence."""
    definition: str = key["definition"]
    return definition if key["within"] else definition.replace("(", "(debate, ", 1)


def _made_anew(name: str, key: str, parts: int) -> list[str]:
    """A partitioned table in place of an empty ordinary one."""
    return [
        f"ALTER TABLE {name} RENAME TO {name}_before",
        f"CREATE TABLE {name} (LIKE {name}_before INCLUDING ALL EXCLUDING INDEXES) PARTITION BY HASH ({key})",
        f"DROP TABLE {name}_before",
        *(
            f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH (MODULUS {parts}, REMAINDER {part})"
            for part in range(parts)
        ),
    ]


async def partition(database: str, parts: int = PARTS) -> None:
    """Partition an empty database of the newest schema, in one transaction."""
    async with raw(database) as connection, connection.transaction():
        for statement in await statements(connection, parts):
            await connection.execute(statement)


async def _printed(server: str) -> None:
    async with opened(server) as (database, _):
        async with raw(database) as connection:
            print(";\n".join(await statements(connection, 2)) + ";")
        await partition(database)


def main() -> int:
    """Print the statements for two parts, and try those for all of them."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        uvloop.run(_printed(server.url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
