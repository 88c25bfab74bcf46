"""The events of a ledger as Apache Parquet (format version 1.0, compressed by Zstandard): for pandas, DuckDB, R.

One row an event, in their order:

| column | type |
|---|---|
| sequence | int64 |
| at | timestamp, microseconds in UTC |
| actor | int32: the number of who did it; 0 is Crux itself |
| verb | string, by a dictionary |
| entry | int32: the entry that it is about; null for none |
| data | JSON, as in the other files of a ledger |
| statement | string: the words of an entry; null where the event has none, and once they are erased |
| texts | JSON: every text with its salt and its commitment |
| hash | 32 bytes |

The file's metadata has the key `crux`, whose value is JSON: `format`, `version`, `debate`, `seal` (number and hash of
the last event), of an imported ledger `imported`. It is one key, since the library writes several in any order.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import orjson

from bot.exchange.import_marks import KEY as IMPORTED
from bot.exchange.import_marks import mark_out
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.spooled import Out
from bot.ledger.record.chain import SealedEvent

if TYPE_CHECKING:
    from arro3.core import RecordBatch, Schema

FORMAT, VERSION = "crux-ledger-events", 1
METADATA = "crux"

BATCH = 4_000
"""How many events are made into columns at a time."""

GROUP = 16 * BATCH
"""How many rows stand in memory until they are written."""

_FIRST, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def write(source: LedgerSource, out: Out) -> None:
    """Write the file piece by piece while the events are read. Raises ModuleNotFoundError without arro3."""
    from arro3.core import RecordBatchReader
    from arro3.io import write_parquet

    schema = _schema()
    write_parquet(
        RecordBatchReader.from_batches(schema, _batches(schema, source.events())),
        _Appended(out),  # type: ignore[arg-type]
        compression="zstd(3)",
        key_value_metadata={METADATA: orjson.dumps(_metadata(source)).decode()},
        max_row_group_size=GROUP,
    )


def _metadata(source: LedgerSource) -> dict[str, object]:
    mark = {IMPORTED: mark_out(source.imported)} if source.imported is not None else {}
    debate, seal = str(source.ledger.debate.id), source.last.seal
    return {"format": FORMAT, "version": VERSION, "debate": debate, "seal": seal, **mark}


class _Appended(io.RawIOBase):
    """A file that is only ever written to at its end."""

    def __init__(self, out: Out) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self._out(bytes(piece))
        return len(piece)


def _schema() -> "Schema":
    from arro3.core import DataType, Field, Schema

    text, verb = DataType.string(), DataType.dictionary(DataType.int32(), DataType.string())
    return Schema(
        [
            Field("sequence", DataType.int64(), nullable=False),
            Field("at", DataType.timestamp("us", tz="UTC"), nullable=False),
            Field("actor", DataType.int32(), nullable=False),
            Field("verb", verb, nullable=False),
            Field("entry", DataType.int32()),
            Field("data", text, nullable=False),
            Field("statement", text),
            Field("texts", text, nullable=False),
            Field("hash", DataType.binary(32), nullable=False),
        ]
    )


def _batches(schema: "Schema", sealed: Iterator[SealedEvent]) -> Iterator["RecordBatch"]:
    while lines := list(islice(sealed, BATCH)):
        yield _batch(schema, lines)


def _batch(schema: "Schema", lines: list[SealedEvent]) -> "RecordBatch":
    from arro3.core import Array, DataType, RecordBatch

    stored = {"at": DataType.int64(), "verb": DataType.string()}
    columns = zip(*map(_row, lines), strict=True)
    arrays = []
    for place, values in enumerate(columns):
        field = schema.field(place)
        arrays.append(Array(list(values), stored.get(field.name, field.type)).cast(field.type))
    return RecordBatch(arrays, schema=schema)


def _row(sealed: SealedEvent) -> tuple[object, ...]:
    event, written = sealed.event, event_out(sealed)
    statement = sealed.texts.get("statement")
    return (
        event.sequence,
        (event.at - _FIRST) // _MICROSECOND,
        event.actor,
        event.change.verb,
        event.entry,
        orjson.dumps(written["data"]).decode(),
        statement.words if statement is not None else None,
        orjson.dumps(written["texts"]).decode(),
        sealed.hash,
    )
