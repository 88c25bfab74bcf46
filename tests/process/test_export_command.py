"""`crux export`: one ledger, or all of a server, in any format, on standard output or in a file."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.process.commands import crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
async def database(fresh_database: str) -> str:
    engine = make_engine(fresh_database)
    for channel, question in ((70, "housing"), (71, "Housing"), (72, "energy")):
        asked = Request(7, channel, question, 1, "ana", False, NOON)
        await tags.state(Sessions(engine), asked, TagForm(Kind.CLAIM, "Rents fall"))
    await engine.dispose()
    return fresh_database


async def test_a_whole_server_goes_into_one_zip_with_an_index(database: str, tmp_path: Path) -> None:
    written = await crux(database, tmp_path, "export", "--server", "7", "--format", "parquet", "--out", "all.zip")
    printed = await crux(database, tmp_path, "export", "--server", "7", "--format", "markdown")
    nowhere = await crux(database, tmp_path, "export", "--server", "8", "--out", "none.zip")

    assert (written.code, written.text) == (0, "Written to all.zip.\n")
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert packed.namelist() == [
            *("1-housing.parquet", "2-housing.parquet", "3-energy.parquet", "index.csv", "index.json")
        ]
        index = json.loads(packed.read("index.json"))
        assert [one["debate"] for one in index["debates"]] == ["70", "71", "72"]
        assert packed.read("3-energy.parquet")[:4] == b"PAR1"
    with zipfile.ZipFile(io.BytesIO(printed.out)) as packed:
        assert "# energy" in packed.read("3-energy.md").decode()
    assert (nowhere.code, nowhere.lines) == (2, ["crux: there is no debate of the server 8 in this database"])
    assert not (tmp_path / "none.zip").exists()


async def test_what_is_exported_must_be_said_once(database: str, tmp_path: Path) -> None:
    neither = await crux(database, tmp_path, "export")
    both = await crux(database, tmp_path, "export", "70", "--server", "7")

    for ended in (neither, both):
        assert (ended.code, ended.lines) == (2, ["crux: give either THREAD_ID or --server SERVER_ID"])
