"""A ledger as a set of CSV files, described for programs: a zip with a Tabular Data Package of Frictionless.

https://specs.frictionlessdata.io/tabular-data-package/ (version 1), which R, pandas and the tools of Open Knowledge
read. The tables are those of a workbook (`ledger_tables.py`); the cells are safe from formulas as those of the one CSV
are, and the descriptor says so. The JSON in the table of events needs no apostrophe: what could begin a cell within it
is written as an escape, so that table has every word as it was written.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.exchange import csv_cells
from bot.exchange.import_marks import mark_out
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.ledger_tables import FORMAT, VERSION, Row, Table, tables
from bot.exchange.spooled import Out
from bot.exchange.table_fields import ABOUT_THE_FILES, KEYS, described
from bot.exchange.zips import write_zip
from bot.ledger.ledger import Ledger
from bot.words.front_end import FrontEnd

DESCRIPTOR = "datapackage.json"

_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def write(front: FrontEnd, source: LedgerSource, out: Out) -> None:
    """Write the zip."""
    parts = [_with_authors(source.ledger, table) for table in tables(front, source) if table.name in KEYS]
    descriptor = json.dumps(_package(source, parts), ensure_ascii=False, indent=1) + "\n"
    write_zip({DESCRIPTOR: (descriptor.encode(),)} | {_file_of(table): _lines(table) for table in parts}, out)


def _with_authors(ledger: Ledger, table: Table) -> Table:
    """Entries with the numbers of their authors, whose names need not be their own."""
    if table.name != "entries":
        return table
    number = table.columns.index("number")
    rows = ([*row, ledger.entries[int(str(row[number]))].author] for row in table.rows)
    return Table(table.name, (*table.columns, "author_number"), rows)


def _file_of(table: Table) -> str:
    return f"{_name_of(table.name)}.csv"


def _name_of(table: str) -> str:
    """The name of a table as a descriptor may have it: lower case, without spaces."""
    return table.replace(" ", "-")


# The descriptor


def _package(source: LedgerSource, parts: Sequence[Table]) -> dict[str, object]:
    debate = source.ledger.debate
    return {
        "profile": "tabular-data-package",
        "name": f"crux-ledger-{debate.id}",
        "title": debate.question or "",
        "description": ABOUT_THE_FILES,
        "crux": {
            "format": FORMAT,
            "version": VERSION,
            "debate": str(debate.id),
            "guild": str(debate.guild),
            "opened_at": _cell(debate.opened_at),
            "closed_at": _cell(debate.closed_at) or None,
            "settled": debate.settled,
            "still_open": debate.still_open,
            "look_again": debate.look_again.isoformat() if debate.look_again else None,
            "locked_at": _cell(debate.locked_at) or None,
            "lock_reason": debate.lock_reason,
            "events": source.last.sequence,
            "seal": source.last.seal,
            "imported": mark_out(source.imported) if source.imported else None,
        },
        "resources": [_resource(table) for table in parts],
    }


def _resource(table: Table) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": _name_of(table.name),
        "path": _file_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, object]:
    keys = KEYS[table.name]
    foreign = [
        {
            "fields": [column],
            "reference": {"resource": "" if other == table.name else _name_of(other), "fields": [its_column]},
        }
        for column, other, its_column in keys.foreign
    ]
    return {
        "fields": [{"name": column, **described(table.name, column)} for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(keys.primary)} if keys.primary else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


# The tables


def _lines(table: Table) -> Iterator[bytes]:
    """The lines of a table, one by one, behind the mark that Excel needs to read them as UTF-8."""
    yield ("\ufeff" + csv_cells.row(table.columns)).encode()
    is_json = [described(table.name, column)["type"] == "object" for column in table.columns]
    for row in table.rows:
        yield csv_cells.row(_cells(row, is_json)).encode()


def _cells(row: Row, is_json: Iterable[bool]) -> Iterator[str]:
    for cell, holds_json in zip(row, is_json, strict=True):
        yield _escaped(str(cell)) if holds_json else _cell(cell)


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        # As Table Schema has it by default.
        return cell.isoformat().replace("+00:00", "Z")
    return "" if cell is None else str(cell)


_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_CELL_STARTS = re.compile(r"[,;|\x85\u2028\u2029]")


def _escaped(written: str) -> str:
    """JSON that says the same, in whose strings nothing is taken for the beginning of another cell."""
    return _STRING.sub(lambda string: _CELL_STARTS.sub(lambda one: f"\\u{ord(one[0]):04x}", string[0]), written)
