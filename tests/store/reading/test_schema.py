"""What keeps a ledger from being changed by mistake is missed when it is gone, and noticed when it was rewritten."""

import secrets
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger.record.findings import SchemaDiffers, SchemaLacks, SchemaPart
from bot.store.reading import schema
from bot.store.sessions import Sessions
from bot.store.setup import backup
from bot.store.setup.scratch import scratch_database
from tests.store import definitions

CONSTRAINT, FUNCTION, INDEX = SchemaPart.CONSTRAINT, SchemaPart.FUNCTION, SchemaPart.INDEX


async def test_what_is_looked_for_is_what_the_migrations_make(fresh_database: str) -> None:
    """On each version of PostgreSQL. Otherwise, run `python -m tests.store.definitions`."""
    made = definitions.written(await definitions.made(fresh_database))

    assert made == schema.DEFINITIONS.read_text(encoding="utf-8")


async def wrong_after(sessions: Sessions, *changes: str) -> list[SchemaLacks | SchemaDiffers]:
    """What is found wrong once the schema was changed so; nothing of it stays."""
    async with sessions() as session:
        for change in changes:
            await session.execute(sa.text(change))
        found = await schema.wrong(session)
        await session.rollback()
    return found


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ("ALTER TABLE stances DROP CONSTRAINT pk_stances", (SchemaPart.CONSTRAINT, "stances", "pk_stances")),
        ("DROP TRIGGER events_stay ON events", (SchemaPart.TRIGGER, "events", "events_stay")),
        ("ALTER TABLE events DISABLE TRIGGER events_stay", (SchemaPart.TRIGGER, "events", "events_stay")),
        ("DROP INDEX ix_stances_person", (SchemaPart.INDEX, "stances", "ix_stances_person")),
        ("ALTER TABLE stances ALTER at DROP NOT NULL", (SchemaPart.NOT_NULL, "stances", "at")),
        ("ALTER TABLE links DISABLE TRIGGER ALL", (SchemaPart.CONSTRAINT, "links", "fk_links_debate_entry")),
        ("DROP TABLE links", (SchemaPart.TABLE, "links", "links")),
    ],
)
async def test_what_is_gone_or_out_of_force_is_named(
    committed_sessions: Sessions, change: str, lacks: tuple[SchemaPart, str, str]
) -> None:
    assert SchemaLacks(*lacks) in await wrong_after(committed_sessions, change)


async def test_what_a_column_that_is_gone_took_along_is_named_too(committed_sessions: Sessions) -> None:
    found = await wrong_after(committed_sessions, "ALTER TABLE debates DROP settled CASCADE")

    assert {(part.part, part.name) for part in found} == {
        (SchemaPart.COLUMN, "settled"),
        (SchemaPart.CONSTRAINT, "what_fits_a_debate"),
        (SchemaPart.TRIGGER, "what_fits_a_debate"),
        (SchemaPart.FUNCTION, "crux_refuse_misfit"),
    }


def constraint(table: str, name: str, definition: str) -> tuple[str, ...]:
    """A constraint written anew under its name."""
    return (f"ALTER TABLE {table} DROP CONSTRAINT {name}", f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


HARMLESS_TRIGGER = """
CREATE OR REPLACE FUNCTION crux_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$
"""


@pytest.mark.parametrize(
    ("changes", "part", "table", "name"),
    [
        (constraint("links", "ck_links_relation", "CHECK (true)"), CONSTRAINT, "links", "ck_links_relation"),
        (
            constraint("sides", "fk_sides_debate", "FOREIGN KEY (debate) REFERENCES debates"),
            *(CONSTRAINT, "sides", "fk_sides_debate"),
        ),
        (
            constraint("digests", "fk_digests_debate_sequence", "FOREIGN KEY (debate) REFERENCES debates"),
            *(CONSTRAINT, "digests", "fk_digests_debate_sequence"),
        ),
        (
            constraint(
                "crux_marks", "uq_crux_marks_debate_entry_person_target", "UNIQUE (debate, entry, person, target)"
            ),
            *(CONSTRAINT, "crux_marks", "uq_crux_marks_debate_entry_person_target"),
        ),
        (
            constraint("links", "pk_links", "PRIMARY KEY (debate, entry, target, relation)"),
            *(CONSTRAINT, "links", "pk_links"),
        ),
        (
            ("DROP INDEX ix_stances_person", "CREATE INDEX ix_stances_person ON stances (person)"),
            *(INDEX, "stances", "ix_stances_person"),
        ),
        (
            ("DROP INDEX ix_slots_open", "CREATE INDEX ix_slots_open ON slots (claimed_at)"),
            *(INDEX, "slots", "ix_slots_open"),
        ),
        (("ALTER TABLE stances ALTER credence TYPE integer",), SchemaPart.COLUMN, "stances", "credence"),
        (("ALTER TABLE entries ALTER orphaned SET DEFAULT true",), SchemaPart.COLUMN, "entries", "orphaned"),
        (('ALTER TABLE wordings ALTER folded TYPE text COLLATE "C"',), SchemaPart.COLUMN, "wordings", "folded"),
        (
            ("ALTER TABLE crux_marks ALTER id SET GENERATED ALWAYS",),
            *(SchemaPart.COLUMN, "crux_marks", "id"),
        ),
        (
            (
                "DROP TRIGGER events_never_change ON events",
                "CREATE TRIGGER events_never_change BEFORE DELETE ON events "
                "FOR EACH ROW EXECUTE FUNCTION crux_refuse_change()",
            ),
            *(SchemaPart.TRIGGER, "events", "events_never_change"),
        ),
        ((HARMLESS_TRIGGER,), FUNCTION, "events", "crux_refuse_change"),
        (("ALTER TABLE drafts SET UNLOGGED",), SchemaPart.TABLE, "drafts", "drafts"),
        (("ALTER TABLE events ENABLE ROW LEVEL SECURITY",), SchemaPart.TABLE, "events", "events"),
        (("CREATE RULE none AS ON DELETE TO drafts DO INSTEAD NOTHING",), SchemaPart.TABLE, "drafts", "drafts"),
    ],
)
async def test_what_was_rewritten_under_its_name_is_told(
    committed_sessions: Sessions, changes: tuple[str, ...], part: SchemaPart, table: str, name: str
) -> None:
    found = await wrong_after(committed_sessions, *changes)

    assert (part, table, name) in [(each.part, each.table, each.name) for each in found]
    assert all(isinstance(each, SchemaDiffers) for each in found)


async def test_a_role_that_may_only_read_can_look(committed_sessions: Sessions) -> None:
    reader = f"crux_reader_{secrets.token_hex(6)}"

    assert (
        await wrong_after(
            committed_sessions,
            f"CREATE ROLE {reader}",
            f"GRANT pg_read_all_data TO {reader}",
            f"SET LOCAL ROLE {reader}",
            "SET TRANSACTION READ ONLY",
        )
        == []
    )


async def test_a_schema_of_another_name_is_the_same(committed_sessions: Sessions) -> None:
    assert await wrong_after(committed_sessions, "ALTER SCHEMA public RENAME TO kept", "SET search_path = kept") == []


async def test_after_a_restore_it_is_the_same(server: str, fresh_database: str, tmp_path: Path) -> None:
    backup.dump(fresh_database, tmp_path / "crux.backup")

    async with scratch_database(server) as restored:
        await backup.restore(restored, tmp_path / "crux.backup")

        assert definitions.written(await definitions.made(restored)) == schema.DEFINITIONS.read_text(encoding="utf-8")
