"""`crux verify`: a line for each debate; it ends with 1 where something was changed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.process.commands import crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_every_debate_gets_a_line_and_a_changed_one_makes_the_command_fail(
    fresh_database: str, tmp_path: Path
) -> None:
    engine = make_engine(fresh_database)
    for channel in (70, 71):
        request = Request(7, channel, "housing", 1, "ana", False, NOON)
        await tags.state(Sessions(engine), request, TagForm(Kind.CLAIM, "Rents fall"))

    whole = await crux(fresh_database, tmp_path, "verify")
    async with engine.begin() as connection:
        await connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        await connection.execute(sa.text("UPDATE event_texts SET words = 'Rents rise' WHERE words = 'Rents fall'"))
        await connection.execute(
            sa.text("UPDATE event_texts SET words = 'Rents fall' WHERE debate = 70 AND sequence = 3")
        )
    broken = await crux(fresh_database, tmp_path, "verify")
    alone = await crux(fresh_database, tmp_path, "verify", "70")
    unknown = await crux(fresh_database, tmp_path, "verify", "5")
    async with engine.connect() as connection:
        hashes = (
            await connection.scalars(sa.text("SELECT hash FROM events WHERE debate = 70 ORDER BY sequence"))
        ).all()
    second_event, third_event = (sealed.hex()[:12] for sealed in hashes[1:3])
    kept = await crux(fresh_database, tmp_path, "verify", "70", "--seal", f"3:{third_event}")
    rewritten = await crux(fresh_database, tmp_path, "verify", "70", "--seal", f"3:{second_event}")
    deleted = await crux(fresh_database, tmp_path, "verify", "70", "--seal", f"5:3:{third_event}")
    forgotten = await crux(fresh_database, tmp_path, "verify", "5", "--seal", f"3:{third_event}")
    no_seal = await crux(fresh_database, tmp_path, "verify", "70", "--seal", "3")
    await engine.dispose()

    assert whole.code == 0
    first, second, *looked_at = whole.text.splitlines()
    assert [line.split(",")[0] for line in (first, second)] == ["debate 70: whole", "debate 71: whole"]
    assert [line.partition(":")[0] for line in looked_at[:5]] == [
        "Looked at",
        "- 2 debates, 8 events",
        "- 8 texts, 0 of them erased",
        "- 10 rows of the tables",
        "- 0 seals that somebody kept",
    ]
    assert re.fullmatch(r"- \d{3} parts of the schema: against what the migrations make", looked_at[5])
    assert broken.code == 1
    first, second, *_ = broken.text.splitlines()
    assert first.startswith("debate 70: whole")
    assert second.startswith("debate 71: NOT WHOLE: event 3: its text “statement”")
    assert (alone.code, alone.text.splitlines()[0]) == (0, first)
    assert unknown.code == 2
    assert (kept.code, kept.text.splitlines()[0].split(",")[0]) == (
        0,
        f"debate 70: The seal 3:{third_event} matches: up to event 3",
    )
    assert (rewritten.code, "does NOT match: the ledger was written anew" in rewritten.text) == (1, True)
    assert (deleted.code, "debate 5: The seal" in deleted.text, "was deleted" in deleted.text) == (1, True, True)
    assert (forgotten.code, "debate 5: The seal" in forgotten.text, "- 0 debates" in forgotten.text) == (1, True, True)
    assert no_seal.code == 2
