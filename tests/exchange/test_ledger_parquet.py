"""The events of a ledger as Parquet, as two other programs read them: pyarrow and DuckDB."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bot.exchange import ledger_parquet
from bot.exchange.formats import Format
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_source import WholeLedger
from bot.exchange.read_events import EventReader, sealed_of
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.exchange.written import written as written_as

LINES = sealed(EVERYTHING)


def written(lines: Sequence[SealedEvent] = LINES, mark: ImportMark | None = None) -> bytes:
    return written_as(Format.PARQUET, lines, mark)


class Reading(WholeLedger):
    """The same ledger, whose events come from somewhere."""

    def __init__(self, lines: Iterator[SealedEvent]) -> None:
        super().__init__(LINES)
        self._lines = lines

    def events(self) -> Iterator[SealedEvent]:
        return self._lines


def table(file: bytes) -> pa.Table:
    return pq.ParquetFile(pa.BufferReader(file)).read()


def test_the_columns_have_the_types_that_are_told() -> None:
    assert table(written()).schema.equals(
        pa.schema(
            [
                pa.field("sequence", pa.int64(), nullable=False),
                pa.field("at", pa.timestamp("us", tz="UTC"), nullable=False),
                pa.field("actor", pa.int32(), nullable=False),
                pa.field("verb", pa.dictionary(pa.int32(), pa.string()), nullable=False),
                pa.field("entry", pa.int32()),
                pa.field("data", pa.string(), nullable=False),
                pa.field("statement", pa.string()),
                pa.field("texts", pa.string(), nullable=False),
                pa.field("hash", pa.binary(32), nullable=False),
            ]
        )
    )


def test_the_rows_are_the_events_and_still_a_chain() -> None:
    rows = table(written()).to_pylist()

    reader = EventReader(DEBATE)
    again = [sealed_of(DEBATE, place, reader.read(as_line(row))) for place, row in enumerate(rows, start=1)]
    assert again == LINES
    assert rows[4]["statement"] == "=Rents fall"
    assert rows[4]["at"] == datetime(2026, 1, 1, 12, 0, 5, tzinfo=UTC)


def as_line(row: dict[str, object]) -> dict[str, object]:
    """A row as a line of NDJSON has it."""
    told = {"data": json.loads(str(row["data"])), "texts": json.loads(str(row["texts"]))}
    at, sealed_by = row["at"], row["hash"]
    assert isinstance(at, datetime)
    assert isinstance(sealed_by, bytes)
    same = {key: row[key] for key in ("sequence", "actor", "verb")}
    return {**same, "at": at.isoformat(), **told, "hash": sealed_by.hex()}


def test_the_metadata_says_which_ledger_it_is_with_its_seal() -> None:
    mark = ImportMark(datetime(2026, 2, 1, tzinfo=UTC), 3, LINES[2].hash)
    file = written(mark=mark)

    metadata = pq.read_metadata(pa.BufferReader(file)).metadata
    assert json.loads(metadata[b"crux"]) == {
        **{"format": "crux-ledger-events", "version": 1, "debate": str(DEBATE)},
        "seal": f"{len(LINES)}:{LINES[-1].hash.hex()}",
        "imported": {"at": "2026-02-01T00:00:00+00:00", "events": 3, "hash": LINES[2].hash.hex()},
    }


def test_duckdb_asks_it_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "ledger.parquet"
    path.write_bytes(written())

    with duckdb.connect() as db:
        found = db.execute(
            "SELECT sequence, actor, data->>'answer', (data->>'credence')::int, octet_length(hash) "
            "FROM read_parquet(?) WHERE verb = 'stance taken' AND entry = 1 ORDER BY sequence",
            [str(path)],
        ).fetchall()
        told = db.execute(
            "SELECT decode(value)->>'seal' FROM parquet_kv_metadata(?) WHERE decode(key) = 'crux'", [str(path)]
        ).fetchall()

    assert found[0] == (6, 1, "agree", 80, 32)
    assert [row[2] for row in found] == ["agree", "disagree", "agree", "unsure"]
    assert told == [(f"{len(LINES)}:{LINES[-1].hash.hex()}",)]


def test_the_same_ledger_is_the_same_file() -> None:
    """The library's maps have an order of their own each time."""
    assert len({written() for _ in range(10)}) == 1


def test_it_is_written_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_parquet, "BATCH", 4)
    monkeypatch.setattr(ledger_parquet, "GROUP", 8)
    read = out = 0
    seen: list[tuple[int, int]] = []

    def reading() -> Iterator[SealedEvent]:
        nonlocal read
        for line in LINES * 100:
            read += 1
            seen.append((read, out))
            yield line

    def take(piece: bytes) -> None:
        nonlocal out
        out += len(piece)

    ledger_parquet.write(Reading(reading()), take)

    quarters = [dict(seen)[len(LINES) * quarter] for quarter in (25, 50, 75)]
    assert quarters[0] > 0
    assert quarters[2] - quarters[1] == pytest.approx(quarters[1] - quarters[0], rel=0.2)


def test_what_a_reader_raises_ends_the_writing() -> None:
    def broken() -> Iterator[SealedEvent]:
        yield LINES[0]
        raise ConnectionError("the database is away")

    with pytest.raises(Exception, match="the database is away"):
        ledger_parquet.write(Reading(broken()), lambda _: None)


def test_events_and_texts_are_those_of_the_other_files() -> None:
    row = table(written()).to_pylist()[4]

    line = event_out(LINES[4])
    assert json.loads(row["data"]) == line["data"]
    assert json.loads(row["texts"]) == line["texts"]
