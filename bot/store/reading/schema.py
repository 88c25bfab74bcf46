"""What of the schema is gone that keeps a ledger from being changed by mistake."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.compiler import IdentifierPreparer

from bot.ledger.record.findings import SchemaLacks, SchemaPart
from bot.store.tables import TRIGGERS, metadata

_THERE = """
SELECT 'column', c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'not null', c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND a.attnotnull
UNION ALL
SELECT 'constraint', c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = current_schema()::regnamespace AND k.convalidated
UNION ALL
SELECT 'index', c.relname, i.relname FROM pg_index x
JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE c.relnamespace = current_schema()::regnamespace AND x.indisvalid
UNION ALL
SELECT 'trigger', c.relname, g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
WHERE c.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
"""
"""What is there and in force."""


async def lacking(session: AsyncSession) -> list[SchemaLacks]:
    """What the newest schema has and the database has not, or has out of force."""
    # Their names alone are compared: how PostgreSQL writes a condition differs from version to version.
    there = {SchemaLacks(SchemaPart(part), *names) for part, *names in (await session.execute(sa.text(_THERE))).all()}
    return [part for part in _due(session.get_bind().dialect.identifier_preparer) if part not in there]


def _due(names: IdentifierPreparer) -> Iterator[SchemaLacks]:
    for table in metadata.sorted_tables:
        for column in table.c:
            yield SchemaLacks(SchemaPart.COLUMN, table.name, column.name)
            if not column.nullable:
                yield SchemaLacks(SchemaPart.NOT_NULL, table.name, column.name)
        constraints = (names.format_constraint(constraint) for constraint in table.constraints)
        for constraint in sorted(name for name in constraints if name is not None):
            yield SchemaLacks(SchemaPart.CONSTRAINT, table.name, constraint)
        for index in sorted(str(names.format_index(index)) for index in table.indexes):
            yield SchemaLacks(SchemaPart.INDEX, table.name, index)
    for trigger, table_name in TRIGGERS.items():
        yield SchemaLacks(SchemaPart.TRIGGER, table_name, trigger)
