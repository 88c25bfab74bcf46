"""The ledgers of a server as a zip: a file for each, and an index that says which is which."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import PureWindowsPath

import pytest

from bot.exchange.ledger_source import LastEvent
from bot.exchange.server_zip import FileKind, LedgerFacts, ServerZip
from bot.ledger.ledger import Debate
from bot.render.front_ends import DISCORD
from tests.exchange.ledgers import DEBATE, GUILD, START

QUESTIONS = (
    *("Should we build?", "SHOULD WE BUILD?", "should-we-build", None, "nul", "../../etc/passwd", "家を建てるべきか"),
    *("=cmd|' /C calc'!A0", "👩‍👩‍👧?", "x" * 300),
)


def facts(question: str | None, place: int = 0) -> LedgerFacts:
    debate = Debate(DEBATE + place, GUILD, question, 1, START)
    return LedgerFacts(debate, 3, LastEvent(44, debate.opened_at, bytes([place]) * 32))


def packed(ledgers: Sequence[LedgerFacts]) -> bytes:
    file = io.BytesIO()
    with ServerZip(file, DISCORD, FileKind("json", 2)) as server:
        for ledger in ledgers:
            with server.ledger(ledger) as write:
                for piece in (b"one ", b"two ", str(ledger.debate.question).encode()):
                    write(piece)
    return file.getvalue()


def opened(written: bytes) -> zipfile.ZipFile:
    found = zipfile.ZipFile(io.BytesIO(written))
    assert found.testzip() is None
    return found


ALL = [facts(question, place) for place, question in enumerate(QUESTIONS)]


def test_every_ledger_is_a_file_and_the_index_names_it_with_its_seal() -> None:
    closed = facts("Should we build?")
    closed = replace(closed, debate=replace(closed.debate, closed_at=START + timedelta(days=1)))

    with opened(packed([closed])) as found:
        index = json.loads(found.read("index.json"))
        assert found.namelist() == ["01-should-we-build.json", "index.csv", "index.json"]
        assert found.read("01-should-we-build.json") == b"one two Should we build?"

    assert index == {
        **{"format": "crux-server", "version": 1, "server": str(GUILD)},
        "debates": [
            {
                **{"number": 1, "file": "01-should-we-build.json", "debate": str(DEBATE)},
                **{"question": "Should we build?", "opened_at": "2026-01-01T12:00:00+00:00"},
                **{"closed_at": "2026-01-02T12:00:00+00:00", "entries": 3, "events": 44, "seal": "44:" + "00" * 32},
            }
        ],
    }


def test_both_indexes_say_the_same_and_no_cell_is_a_formula() -> None:
    with opened(packed(ALL)) as found:
        rows = list(csv.DictReader(io.StringIO(found.read("index.csv").decode("utf-8-sig"), newline="")))
        told = json.loads(found.read("index.json"))["debates"]

    assert [row["file"] for row in rows] == [one["file"] for one in told]
    assert [row["seal"] for row in rows] == [one["seal"] for one in told]
    assert rows[7]["question"] == "'=cmd|' /C calc'!A0"
    assert told[7]["question"] == "=cmd|' /C calc'!A0"


def test_names_are_apart_and_safe_on_every_system() -> None:
    with opened(packed(ALL)) as found:
        names = found.namelist()

    assert len({name.casefold() for name in names}) == len(QUESTIONS) + 2
    for name in names:
        assert PureWindowsPath(name).name == name
        assert not PureWindowsPath(name).is_reserved()
        assert not set(name) & set('<>:"/\\|?*\0')
        assert len(name.encode()) <= 255


def test_the_same_ledgers_give_the_same_bytes() -> None:
    assert packed(ALL) == packed(ALL)


def test_what_cannot_be_written_to_its_end_has_no_index() -> None:
    def broken(file: io.BytesIO) -> None:
        with ServerZip(file, DISCORD, FileKind("json", 1)) as server, server.ledger(ALL[0]) as write:
            write(b"one")
            raise ConnectionError("the database is away")

    file = io.BytesIO()
    with pytest.raises(ConnectionError, match="the database is away"):
        broken(file)

    assert "index.json" not in zipfile.ZipFile(file).namelist()
