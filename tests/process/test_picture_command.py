"""`crux picture` and `crux report`: a debate's map, timeline or page on standard output or in a file."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from bot.actions import debates, tags
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.clock import SystemClock
from bot.ledger.entries import Kind
from bot.render.picture.colours import DARK, LIGHT
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.process.commands import crux

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
async def database(fresh_database: str) -> str:
    engine = make_engine(fresh_database)
    request = Request(7, 70, "housing", 1, "ana", False, NOON)
    await tags.state(Sessions(engine), request, TagForm(Kind.CLAIM, "Rents fall"))
    await engine.dispose()
    return fresh_database


async def test_a_picture_goes_to_standard_output_or_into_a_file_in_the_format_of_its_name(
    database: str, tmp_path: Path
) -> None:
    printed = await crux(database, tmp_path, "picture", "70")
    written = await crux(database, tmp_path, "picture", "70", "--out", "map.svg")
    light = await crux(database, tmp_path, "picture", "70", "--light")
    in_time = await crux(database, tmp_path, "picture", "70", "--timeline", "--format", "svg")

    assert printed.code == 0
    assert Image.open(io.BytesIO(printed.out)).size[0] == 1200
    assert [Image.open(io.BytesIO(made.out)).getpixel((0, 0)) for made in (printed, light)] == [
        ImageColor.getrgb(colours.paper) for colours in (DARK, LIGHT)
    ]
    assert written.code == 0
    assert "Rents fall" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert b"How agreement grew" in in_time.out


async def test_the_report_is_one_page_of_html(database: str, tmp_path: Path) -> None:
    printed = await crux(database, tmp_path, "report", "70")
    written = await crux(database, tmp_path, "report", "70", "--out", "report.html")

    assert printed.text.startswith("<!doctype html>")
    assert (tmp_path / "report.html").read_bytes() == printed.out
    assert written.text == "Written to report.html.\n"


async def test_a_file_that_nobody_named_is_called_after_its_debate_and_replaces_no_other(
    database: str, tmp_path: Path
) -> None:
    for _ in range(2):
        await crux(database, tmp_path, "export", "70", "--format", "csv", "--out", ".")
    on_a_terminal = await crux(database, tmp_path, "picture", "70", terminal=True)
    report = await crux(database, tmp_path, "report", "70", terminal=True)
    printed = await crux(database, tmp_path, "export", "70", "--out", "-", terminal=True)
    nameless = await crux(database, tmp_path, "export", "70", "--out", "-", "--pseudonymous")

    today = f"{SystemClock().now():%Y-%m-%d}"
    assert set(os.listdir(tmp_path)) == {
        f"housing-{today}.csv",
        f"housing-{today}-2.csv",
        f"housing-{today}.html",
        f"housing-map-{today}.png",
    }
    assert on_a_terminal.text.split() == ["Written", "to", f"housing-map-{today}.png."]
    assert report.text.split() == ["Written", "to", f"housing-{today}.html."]
    assert '"crux-ledger"' in printed.text
    assert ('"ana"' in printed.text, '"ana"' in nameless.text, '"P1"' in nameless.text) == (True, False, True)


async def test_of_an_export_that_cannot_be_written_no_file_is_left(database: str, tmp_path: Path) -> None:
    unknown = await crux(database, tmp_path, "export", "5", "--out", "ledger.json")

    assert (unknown.code, os.listdir(tmp_path)) == (2, [])


async def test_of_a_debate_without_entries_there_is_no_picture(database: str, tmp_path: Path) -> None:
    engine = make_engine(database)
    await debates.open_debate(Sessions(engine), Request(7, 71, "energy", 1, "ana", False, NOON), "Build?", "", "")
    await engine.dispose()

    drawn = await crux(database, tmp_path, "picture", "71", "--out", "map.png")

    assert (drawn.code, os.listdir(tmp_path)) == (2, [])
    assert drawn.lines[0].startswith("crux: There is nothing to draw yet")


async def test_what_cannot_be_drawn_ends_with_one_line(database: str, tmp_path: Path) -> None:
    unknown = await crux(database, tmp_path, "picture", "5")
    nowhere = await crux(database, tmp_path, "picture", "70", "--out", "no/such/folder/map.png")

    assert (unknown.code, unknown.lines) == (2, ["crux: there is no debate 5 in this database"])
    assert (nowhere.code, len(nowhere.lines)) == (2, 1)


async def test_a_language_that_crux_does_not_speak_is_said_with_those_it_does(database: str, tmp_path: Path) -> None:
    asked = await crux(database, tmp_path, "report", "70", "--language", "tlh")
    set_so = await crux(database, tmp_path, "export", "70", CRUX_LANGUAGE="tlh")

    for ended in (asked, set_so):
        assert ended.code == 2
        assert ended.lines[0].startswith("crux: Crux does not speak “tlh”: it speaks en, de, ")
