"""A ledger's events as CSV (RFC 4180), one row an event, as PostgreSQL writes them (`store/writing/copying.py`)."""

import csv
import io
import json
from collections.abc import Iterable

from bot.exchange.ledger_events import event_out
from bot.ledger.record.chain import SealedEvent

COLUMNS = ("sequence", "at", "actor", "verb", "data", "texts", "hash")


def first_row() -> bytes:
    """The names of the columns."""
    return _row(COLUMNS)


def row(sealed: SealedEvent) -> bytes:
    """The row of an event; in its JSON, what else may separate cells is written as an escape."""
    return _row([_cell(value) for value in event_out(sealed).values()])


def _cell(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return json.dumps(value, ensure_ascii=False).replace(";", "\\u003b").replace("|", "\\u007c")


def _row(cells: Iterable[object]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue().encode()
