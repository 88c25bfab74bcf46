"""A ledger as an Excel workbook (Office Open XML, ECMA-376): one sheet a table, its header frozen and filtered.

Nothing in it is live: what begins as a formula or a link does is text, so no apostrophe goes before it. Excel knows no
time zones, so moments are in UTC without one. What a sheet cannot hold goes on in a further one, and a text that is
longer than a cell ends with an ellipsis.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from bot.exchange.ledger_source import LedgerSource
from bot.exchange.ledger_tables import Row, Table, tables
from bot.exchange.spooled import Out, spooled
from bot.words.front_end import FrontEnd

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""The rows of a sheet, its header among them."""

LONGEST_CELL = 32_767
"""The longest text of a cell, in the units of UTF-16."""

WIDEST = 60
"""The widest that a column is shown, in characters; what is longer is cut off by the next cell only to the eye."""

_MADE = datetime(2000, 1, 1)
"""When every workbook was made, by its own account: the same ledger is the same file."""

_FIRST_DAY = datetime(1900, 3, 1)
"""Excel counts days from 1900 on, and takes that year for a leap year: earlier ones are written as text."""


def write(front: FrontEnd, source: LedgerSource, out: Out) -> None:
    """Write the file. Raises ModuleNotFoundError without XlsxWriter."""
    from xlsxwriter.workbook import Workbook

    # A row is written to disk once the next one begins.
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with spooled(out) as file, Workbook(file, {"constant_memory": True, **as_text}) as book:
        book.set_properties({"created": _MADE})
        for table in tables(front, source):
            _Sheets(book).write(table)


class _Sheets:
    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._bold: Format = book.add_format({"bold": True})
        self._moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write(self, table: Table) -> None:
        """One sheet, or as many as the rows need."""
        rows = iter(table.rows)
        for part in count(1):
            first = list(islice(rows, 1))
            if part > 1 and not first:
                return
            name = table.name if part == 1 else f"{table.name} {part}"
            self._sheet(name, table.columns, islice(chain(first, rows), MOST_ROWS - 1))

    def _sheet(self, name: str, columns: Sequence[str], rows: Iterator[Row]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(column, len(column) + 4))
        sheet.write_row(0, 0, columns, self._bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                self._cell(sheet, last, place, cell)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})

    def _cell(self, sheet: "Worksheet", row: int, column: int, cell: object) -> None:
        match cell:
            case None | "":
                pass
            case bool():
                sheet.write_boolean(row, column, cell)
            case int():
                sheet.write_number(row, column, cell)
            case datetime():
                self._write_moment(sheet, row, column, cell.astimezone(UTC).replace(tzinfo=None))
            case _:
                sheet.write_string(row, column, fitting(str(cell)))

    def _write_moment(self, sheet: "Worksheet", row: int, column: int, moment: datetime) -> None:
        if moment < _FIRST_DAY:
            sheet.write_string(row, column, moment.isoformat())
        else:
            sheet.write_datetime(row, column, moment, self._moment)


WIDTHS = {
    **dict.fromkeys(("statement", "passage", "meaning", "value", "data", "words"), WIDEST),
    **dict.fromkeys(("at", "tagged_at", "opened_at", "channel", "message", "author", "name", "side_name", "verb"), 20),
}
"""How wide columns are shown, in characters, where their name does not say it."""


def fitting(text: str) -> str:
    """The text, or as much of it as a cell holds, with an ellipsis behind it."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
