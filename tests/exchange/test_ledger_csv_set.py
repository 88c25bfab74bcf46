"""A ledger as a set of tables: an independent reader finds types, keys and references as the descriptor has them."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.exchange import ledger_json
from bot.exchange.formats import Format
from bot.exchange.ledger_csv_set import DESCRIPTOR
from bot.exchange.table_fields import KEYS
from bot.ledger.entries import Kind
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.replay import replay
from tests.exchange.ledgers import CHANGES, DEBATE, EVERYTHING, MERGED, START, sealed
from tests.exchange.written import written

SEED = Path(__file__).parents[2] / "bot" / "demo" / "open-ended-rl.ledger.json"
LEDGERS = {"least": sealed(CHANGES), "everything": sealed(EVERYTHING), "merged": sealed(MERGED)}


def packed(lines: Sequence[SealedEvent], mark: ImportMark | None = None) -> dict[str, bytes]:
    """The files of the zip, in their order."""
    with zipfile.ZipFile(io.BytesIO(written(Format.CSV_SET, lines, mark))) as file:
        return {name: file.read(name) for name in file.namelist()}


def rows(files: dict[str, bytes], table: str) -> list[dict[str, str]]:
    """The rows of a table as Python's own reader has them."""
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode("utf-8-sig"), newline="")))


def package(files: dict[str, bytes], folder: Path) -> Any:
    """The package as frictionless opens it."""
    # Whoever runs other tests alone need not wait for it.
    import frictionless

    for name, content in files.items():
        (folder / name).write_bytes(content)
    return frictionless.Package(str(folder / DESCRIPTOR))


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    """What frictionless stands on uses what newer versions of others have renamed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def problems(files: dict[str, bytes], folder: Path) -> list[Any]:
    """What frictionless finds wrong: with the descriptor, a type, a bound, a key or a reference."""
    return [*package(files, folder).validate().flatten(["type", "fieldName", "note"])]


@pytest.mark.parametrize("lines", [*LEDGERS.values(), ledger_json.loads(SEED.read_text())], ids=[*LEDGERS, "seed"])
def test_another_reader_finds_nothing_wrong_with_it(lines: list[SealedEvent], tmp_path: Path) -> None:
    assert problems(packed(lines), tmp_path) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("stances", b"1,3,", b"1,7,", "foreign-key"),
        ("links", b"2,attacks,1", b"2,attacks,99", "foreign-key"),
        ("stances", b"agree", b"agreed", "constraint-error"),
        ("stances", b"1,3,", b"1,1,", "primary-key"),
        ("events", b"2026-01-01T12:00:03Z", b"yesterday", "type-error"),
        ("events", b'"{""side"":1}"', b'"{""side"":"', "type-error"),
    ],
)
def test_the_other_reader_sees_what_does_not_fit(table: str, old: bytes, new: bytes, kind: str, tmp_path: Path) -> None:
    files = packed(LEDGERS["everything"])
    assert old in files[f"{table}.csv"]
    files[f"{table}.csv"] = files[f"{table}.csv"].replace(old, new, 1)

    assert kind in {problem[0] for problem in problems(files, tmp_path)}


def test_the_rows_are_those_of_the_ledger_with_their_types(tmp_path: Path) -> None:
    lines = LEDGERS["everything"]
    ledger = replay(line.event for line in lines)
    read = {table.name: table.read_rows() for table in package(packed(lines), tmp_path).resources}

    assert [
        (row["entry"], row["person"], row["answer"], row["credence"], row["waits"], row["at"])
        for row in read["stances"]
    ] == [
        (s.entry, s.person, s.answer, s.credence, not s.counts_for(ledger.entries[s.entry]), s.at)
        for _, s in sorted(ledger.stances.items())
    ]
    assert [(row["number"], row["author_number"], row["tagged_at"]) for row in read["entries"]] == [
        (entry.number, entry.author, entry.tagged_at) for _, entry in sorted(ledger.entries.items())
    ]
    assert {(row["entry"], row["relation"], row["target"]) for row in read["links"]} == {
        (link.entry, link.relation, link.target) for link in ledger.links
    }
    assert [(row["agree_A"], row["unsure_A"], row["no_answer_B"]) for row in read["entries"]][:2] == [
        (1, 0, 1),
        (1, 0, 0),
    ]
    assert [(row["sequence"], row["hash"]) for row in read["events"]] == [
        (line.event.sequence, line.hash.hex()) for line in lines
    ]
    assert [row["words"] for row in read["events"]] == [
        {field: text.words for field, text in line.texts.items()} for line in lines
    ]


def test_every_table_and_column_is_described() -> None:
    files = packed(LEDGERS["merged"], ImportMark(START, 3, LEDGERS["merged"][2].hash))
    descriptor = json.loads(files.pop(DESCRIPTOR))

    assert [table["path"] for table in descriptor["resources"]] == [*files]
    assert len(files) == len(KEYS)
    for table in descriptor["resources"]:
        assert all(field["description"] for field in table["schema"]["fields"])
        header = files[table["path"]].decode("utf-8-sig").partition("\r\n")[0]
        assert header.split(",") == [field["name"] for field in table["schema"]["fields"]]
    assert descriptor["name"] == f"crux-ledger-{DEBATE}"
    assert descriptor["crux"]["seal"] == f"81:{LEDGERS['merged'][-1].hash.hex()}"
    assert descriptor["crux"]["imported"]["events"] == 3
    assert "An apostrophe stands in front" in descriptor["description"]


TRAPS = ("=1+1", "a;=1+1", 'x,"=1"', "a\t-1", "+1 | @x", "＝1", "a\u2028=1", 'say "no"; |cmd', "-5", "{=1}", "\\u003b;")


@pytest.mark.parametrize("words", TRAPS)
def test_words_are_no_formula_in_any_cell_and_stand_as_they_were_written_in_the_events(words: str) -> None:
    change = e.EntryTagged(2, Kind.CLAIM, 1, 1, False, statement=words, passage=words)
    files = packed(sealed((*CHANGES, e.QuestionAsked(words), change)))

    said = [json.loads(row["words"]) for row in rows(files, "events")][-2:]
    assert said == [{"question": words}, {"passage": words, "statement": words}]
    for name, content in files.items():
        if name == DESCRIPTOR:
            continue
        for separator in ",;|\t":
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator):
                assert not [cell for cell in row if cell.lstrip(' "').startswith(tuple("=+-@|%＝\t"))]


def test_the_same_ledger_gives_the_same_bytes_in_every_process() -> None:
    file = written(Format.CSV_SET, LEDGERS["merged"])
    command = (
        "import hashlib; from bot.exchange.formats import Format; from tests.exchange.written import written; "
        "from tests.exchange.ledgers import MERGED, sealed; "
        "print(hashlib.sha256(written(Format.CSV_SET, sealed(MERGED))).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", command], env=os.environ | {"PYTHONHASHSEED": "5"}, capture_output=True, check=True
    )

    assert told.stdout.decode().strip() == hashlib.sha256(file).hexdigest()
    with zipfile.ZipFile(io.BytesIO(file)) as packed_files:
        assert {member.date_time for member in packed_files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
