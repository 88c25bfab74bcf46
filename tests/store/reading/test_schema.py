"""What keeps a ledger from being changed by mistake is missed when it is gone."""

import pytest
import sqlalchemy as sa

from bot.ledger.record.findings import SchemaLacks, SchemaPart
from bot.store.reading import schema
from bot.store.sessions import Sessions


async def test_the_migrations_make_all_that_is_looked_for(committed_sessions: Sessions) -> None:
    async with committed_sessions() as session:
        assert await schema.lacking(session) == []


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ("ALTER TABLE stances DROP CONSTRAINT pk_stances", (SchemaPart.CONSTRAINT, "stances", "pk_stances")),
        ("DROP TRIGGER events_stay ON events", (SchemaPart.TRIGGER, "events", "events_stay")),
        ("ALTER TABLE events DISABLE TRIGGER events_stay", (SchemaPart.TRIGGER, "events", "events_stay")),
        ("DROP INDEX ix_stances_person", (SchemaPart.INDEX, "stances", "ix_stances_person")),
        ("ALTER TABLE stances ALTER at DROP NOT NULL", (SchemaPart.NOT_NULL, "stances", "at")),
        ("ALTER TABLE debates DROP settled CASCADE", (SchemaPart.COLUMN, "debates", "settled")),
    ],
)
async def test_what_is_gone_or_out_of_force_is_named(
    committed_sessions: Sessions, change: str, lacks: tuple[SchemaPart, str, str]
) -> None:
    async with committed_sessions() as session:
        await session.execute(sa.text(change))
        assert SchemaLacks(*lacks) in await schema.lacking(session)
        await session.rollback()
