"""`crux import` and `crux verify` of a whole server's zip, as `crux export --server` writes it."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.actions import tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.ledger.entries import Kind
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.databases import Clones
from tests.process.commands import Ended, crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOWHERE = "postgresql://crux@127.0.0.1:1/crux"
DEBATES = {70: "housing", 71: "buses", 72: "energy"}


@pytest.fixture
async def database(fresh_database: str) -> str:
    """A server of three debates."""
    engine = make_engine(fresh_database)
    for channel, question in DEBATES.items():
        asked = Request(7, channel, question, 1, "ana", False, NOON)
        await tags.state(Sessions(engine), asked, TagForm(Kind.CLAIM, f"More {question} helps"))
    await engine.dispose()
    return fresh_database


@pytest.fixture
async def other_database(clones: Clones) -> AsyncIterator[str]:
    async with clones.one() as clone:
        yield clone.address


async def exported(database: str, folder: Path, name: str, *options: str) -> bytes:
    told = await crux(database, folder, "export", "--server", "7", "--out", name, *options)
    assert told.code == 0, told.lines
    return (folder / name).read_bytes()


def without_marks(packed: bytes) -> dict[str, str]:
    """The files of a zip, each without the line that says that it was imported."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name: "\n".join(line for line in text.splitlines() if not line.startswith('"imported":'))
        for name, text in files.items()
    }


def printed(ended: Ended) -> list[str]:
    return ended.text.splitlines()


async def test_a_server_comes_in_as_it_went_out(database: str, other_database: str, tmp_path: Path) -> None:
    before = await exported(database, tmp_path, "server.zip")

    came = await crux(other_database, tmp_path, "import", "server.zip")
    verified = await crux(other_database, tmp_path, "verify")
    again = await exported(other_database, tmp_path, "again.zip")

    assert (came.code, printed(came)) == (
        0,
        [
            "1-housing.json: Imported debate 70.",
            "2-buses.json: Imported debate 71.",
            "3-energy.json: Imported debate 72.",
            "Imported: 3 debates.",
        ],
    )
    assert verified.code == 0
    assert without_marks(again) == without_marks(before)


async def test_what_is_there_already_stops_nothing_else(database: str, other_database: str, tmp_path: Path) -> None:
    await exported(database, tmp_path, "server.zip", "--format", "ndjson")
    await crux(database, tmp_path, "export", "71", "--format", "ndjson", "--out", "buses.ndjson")
    await crux(other_database, tmp_path, "import", "buses.ndjson")

    came = await crux(other_database, tmp_path, "import", "server.zip")
    listed = json.loads((await crux(other_database, tmp_path, "debates", "--json")).text)

    assert (came.code, printed(came)) == (
        2,
        [
            "1-housing.ndjson: Imported debate 70.",
            "2-buses.ndjson: The ledger of debate 71 is already in this database. Import it into an empty one.",
            "3-energy.ndjson: Imported debate 72.",
            "Imported: 2 debates. Already here: 1 debate.",
        ],
    )
    assert {debate["thread_id"] for debate in listed} == {"70", "71", "72"}


async def test_under_pseudonyms_a_server_comes_in_beside_itself(database: str, tmp_path: Path) -> None:
    packed = await exported(database, tmp_path, "server.zip", "--pseudonymous")
    index = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("index.json"))
    drawn = [debate["debate"] for debate in index["debates"]]

    came = await crux(database, tmp_path, "import", "server.zip")
    listed = json.loads((await crux(database, tmp_path, "debates", "--json")).text)

    assert came.code == 0
    assert printed(came)[:3] == [
        f"{number}-{question}.json: Imported debate {debate}."
        for number, (question, debate) in enumerate(zip(DEBATES.values(), drawn, strict=True), start=1)
    ]
    assert {debate["thread_id"] for debate in listed} == {"70", "71", "72", *drawn}


async def test_where_one_is_damaged_none_comes_in(database: str, other_database: str, tmp_path: Path) -> None:
    packed = await exported(database, tmp_path, "server.zip")
    with zipfile.ZipFile(tmp_path / "damaged.zip", "w") as archive, zipfile.ZipFile(io.BytesIO(packed)) as whole:
        for name in whole.namelist():
            archive.writestr(name, whole.read(name).replace(b"More energy", b"Less energy"))
    wrong = "3-energy.json: the text 'statement' of event 3 was changed"

    came = await crux(other_database, tmp_path, "import", "damaged.zip")
    listed = json.loads((await crux(other_database, tmp_path, "debates", "--json")).text)
    verified = await crux(NOWHERE, tmp_path, "verify", "damaged.zip")

    assert (came.code, came.lines, listed) == (2, [f"crux: damaged.zip: {wrong}"], [])
    assert verified.code == 1
    assert [line.partition(", ")[0] for line in printed(verified)] == [
        "damaged.zip: 1-housing.json: debate 70: whole",
        "damaged.zip: 2-buses.json: debate 71: whole",
        f"damaged.zip: NOT WHOLE: {wrong}",
    ]


async def test_a_servers_zip_is_verified_with_the_seals_of_its_debates(database: str, tmp_path: Path) -> None:
    packed = await exported(database, tmp_path, "server.zip")
    index = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("index.json"))
    number, _, digits = index["debates"][1]["seal"].partition(":")
    seal = f"{number}:{digits[:12]}"

    async def verified(kept: str) -> Ended:
        return await crux(NOWHERE, tmp_path, "verify", "server.zip", "--seal", kept)

    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path / "unpacked")
    unpacked = await crux(NOWHERE, tmp_path, "verify", "unpacked")
    its_own, anothers, of_none, of_any = [
        await verified(kept) for kept in (f"71:{seal}", f"70:{seal}", f"9:{seal}", seal)
    ]

    assert (unpacked.code, len(printed(unpacked))) == (0, 3)
    assert (its_own.code, len(printed(its_own))) == (0, 4)
    assert "matches" in printed(its_own)[2]
    assert (anothers.code, of_none.code) == (1, 1)
    assert of_any.code == 2
    assert len(of_any.lines) == 1


async def test_a_place_is_for_one_debate_alone(database: str, tmp_path: Path) -> None:
    await exported(database, tmp_path, "server.zip")

    told = await crux(NOWHERE, tmp_path, "import", "server.zip", "--thread", "9", "--server", "8")

    assert (told.code, told.lines) == (
        2,
        ["crux: This file says itself which thread it is of: leave --thread and --server out."],
    )
