"""The ledgers of a server as a zip: a file for each debate, and behind them an index of all, as CSV and as JSON.

A file is called by a number and the question of its debate, so no two are, on no system. Every moment in the zip is the
earliest that a zip knows: the same ledgers give the same bytes.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bot.exchange import csv_cells
from bot.exchange.ledger_source import LastEvent
from bot.ledger.ledger import Debate
from bot.words.file_names import numbered_name
from bot.words.front_end import FrontEnd

FORMAT, VERSION = "crux-server", 1
COLUMNS = ("number", "file", "debate", "question", "opened_at", "closed_at", "entries", "events", "seal")
INDEX_CSV, INDEX_JSON = "index.csv", "index.json"


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """What the index says of a ledger, as it stood at the moment at which it was written."""

    debate: Debate
    entries: int
    last: LastEvent


@dataclass(frozen=True, slots=True)
class FileKind:
    """What the files of ledgers have in common."""

    ending: str
    digits: int
    """How many their numbers have at least, so that they sort by them."""
    is_packed: bool = False
    """Whether they are compressed already."""


class ServerZip:
    """Writes the files one after the other, and on leaving the index, which alone stays in memory until then."""

    def __init__(self, file: IO[bytes], front: FrontEnd, kind: FileKind) -> None:
        self._zip = ZipFile(file, "w")
        self._front, self._kind = front, kind
        self._rows: list[dict[str, object]] = []
        self._server = ""

    @contextmanager
    def ledger(self, facts: LedgerFacts) -> Iterator[Callable[[bytes], object]]:
        """What takes the pieces of the next ledger's file."""
        number, debate = len(self._rows) + 1, facts.debate
        name = numbered_name(self._front, number, self._kind.digits, debate.question, self._kind.ending)
        how = ZIP_STORED if self._kind.is_packed else ZIP_DEFLATED
        with self._zip.open(_made(name, how), "w", force_zip64=True) as entry:
            yield entry.write
        self._server = str(debate.guild)
        self._rows.append(
            dict(
                zip(
                    COLUMNS,
                    (
                        *(number, name, str(debate.id), debate.question, debate.opened_at.isoformat()),
                        debate.closed_at.isoformat() if debate.closed_at is not None else None,
                        *(facts.entries, facts.last.sequence, facts.last.seal),
                    ),
                    strict=True,
                )
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with self._zip:
            if error is None:
                self._write_index()

    def _write_index(self) -> None:
        rows = (csv_cells.row("" if cell is None else cell for cell in row.values()) for row in self._rows)
        self._zip.writestr(_made(INDEX_CSV), "\ufeff" + "".join((csv_cells.row(COLUMNS), *rows)))
        index = {"format": FORMAT, "version": VERSION, "server": self._server, "debates": self._rows}
        self._zip.writestr(_made(INDEX_JSON), json.dumps(index, ensure_ascii=False, indent=1) + "\n")


def _made(name: str, how: int = ZIP_DEFLATED) -> ZipInfo:
    made = ZipInfo(name)
    made.compress_type = how
    # Else a zip says which rights a file had in a folder, and these are from none.
    made.external_attr = 0o644 << 16
    return made
