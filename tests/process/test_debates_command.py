"""`crux debates`: what the other commands' THREAD_ID can be. And `crux --version`."""

import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.process.commands import crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_each_debate_has_a_line_the_liveliest_first(fresh_database: str, tmp_path: Path) -> None:
    engine = make_engine(fresh_database)
    sessions = Sessions(engine)
    for channel, name, at in ((70, "housing", NOON), (71, "transit", NOON + timedelta(hours=1))):
        request = Request(7, channel, name, 50, "ana", True, at)
        await tags.state(sessions, request, TagForm(Kind.CLAIM, "Rents fall"))
    await tags.state(
        sessions, Request(7, 71, "transit", 51, "ben", False, NOON + timedelta(hours=2)), TagForm(Kind.CRUX, "Buses")
    )
    await engine.dispose()

    table = await crux(fresh_database, tmp_path, "debates")
    listed = await crux(fresh_database, tmp_path, "debates", "--json")

    assert table.code == 0
    assert [line.split() for line in table.text.splitlines()] == [
        ["THREAD_ID", "ENTRIES", "PEOPLE", "LAST", "EVENT", "(UTC)", "STATE", "QUESTION"],
        ["71", "2", "2", "Mar", "2,", "2026,", "2:00", "PM", "open", "transit"],
        ["70", "1", "1", "Mar", "2,", "2026,", "12:00", "PM", "open", "housing"],
    ]
    first = json.loads(listed.text)[0]
    assert (first["thread_id"], first["server_id"], first["entries"], first["is_open"]) == ("71", "7", 2, True)
    assert first["last_event"] == "2026-03-02T14:00:00+00:00"
    assert first["imported"] is None


async def test_the_version_is_printed_without_a_database(tmp_path: Path) -> None:
    printed = await crux("postgresql://crux@127.0.0.1:1/crux", tmp_path, "--version")
    assert (printed.code, printed.text) == (0, f"crux {version('crux-ledger')}\n")
