"""`crux verify`: a line for each debate; it ends with 1 where something was changed."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.actions import tag
from bot.actions.asked import Asked
from bot.actions.tag import TagForm
from bot.ledger.entries import Kind
from bot.store.engine import make_engine, make_sessions

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def crux(database: str, folder: Path, *arguments: str) -> tuple[int | None, str]:
    """The command's exit code and what it printed."""
    environment = os.environ | {"DATABASE_URL": database, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = (sys.executable, "-c", "from bot.cli import main; main()", *arguments)
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    printed, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, printed.decode()


async def test_every_debate_gets_a_line_and_a_changed_one_makes_the_command_fail(
    fresh_database: str, tmp_path: Path
) -> None:
    engine = make_engine(fresh_database)
    for channel in (70, 71):
        asked = Asked(7, channel, "housing", 1, "ana", False, NOON)
        await tag.state(make_sessions(engine), asked, TagForm(Kind.CLAIM, "Rents fall"))

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
    await engine.dispose()

    assert whole[0] == 0
    assert [line.split(",")[0] for line in whole[1].splitlines()] == ["debate 70: whole", "debate 71: whole"]
    assert broken[0] == 1
    first, second = broken[1].splitlines()
    assert first.startswith("debate 70: whole")
    assert second.startswith("debate 71: NOT WHOLE: event 3: its text “statement”")
    assert alone == (0, first + "\n")
    assert unknown[0] == 2
