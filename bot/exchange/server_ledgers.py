"""The ledgers of a server's zip as they are read in again: those that its index names, each held against the index.

`bot.exchange.server_zip` writes such a zip. Its folder, unpacked, is read as well.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from bot.exchange.debate_fields import Fields, top_of
from bot.exchange.file_shape import PIECE, DocumentShape, shaped
from bot.exchange.file_text import text_of
from bot.exchange.json_objects import is_number
from bot.exchange.ledger_check import CheckedLedger, check_file
from bot.exchange.ledger_events import platform_id
from bot.exchange.ledger_text import in_utf8
from bot.exchange.named_files import NamedFiles, opened
from bot.exchange.server_zip import FORMAT, INDEX_JSON, VERSION
from bot.ledger.file_problems import FileError, FileProblem, ProblemKind, problem

ENDINGS = (".json", ".ndjson")
"""Of the files that are read in again."""

_LONGEST = 300
"""Characters of a file's name, or of a seal."""


@dataclass(frozen=True, slots=True)
class IndexedLedger:
    """What the index says of a ledger."""

    where: str
    """Its place in the index, as errors name it."""
    file: str
    debate: int
    seal: str
    """The number of its last event and that event's hash."""


@dataclass(frozen=True, slots=True)
class ServerLedgers:
    """The ledgers of a server's debates, and the files that hold them."""

    files: NamedFiles
    ledgers: Sequence[IndexedLedger]

    @contextmanager
    def opened(self, ledger: IndexedLedger) -> Iterator[BinaryIO]:
        """The file of one of them, in UTF-8. What is wrong with it is raised as a FileError that names it."""
        with opened(self.files, ledger.file) as file, in_utf8(file) as text:
            yield text

    def check(self, ledger: IndexedLedger, wanted: Collection[int] = ()) -> CheckedLedger:
        """What a file holds, looked at to its end. Raises FileError where it is damaged, or not what the index says."""
        with self.opened(ledger) as text:
            found = check_file(text, wanted)
        if found.debate != ledger.debate:
            raise _says_otherwise(ledger, "debate")
        if f"{found.events}:{found.seal.hex()}" != ledger.seal:
            raise _says_otherwise(ledger, "seal")
        return found


def is_server(files: NamedFiles) -> bool:
    """Whether these can be the files of a server's zip."""
    return INDEX_JSON in files


def ledgers_of(files: NamedFiles) -> ServerLedgers:
    """The ledgers that the index names; none of their files is opened. Raises FileError."""
    with opened(files, INDEX_JSON) as file:
        top = top_of(text_of(shaped(iter(partial(file.read, PIECE), b""), DocumentShape())))
        if top.value("format") != FORMAT or not is_number(top.value("version"), VERSION):
            raise FileError(problem(ProblemKind.NO_SERVER_INDEX, format=FORMAT, version=VERSION))
        ledgers = top.each("debates", partial(_indexed, files), needed=True)
        _require_different(ledgers)
    return ServerLedgers(files, ledgers)


def _indexed(files: NamedFiles, line: Fields) -> IndexedLedger:
    file = line.words("file", _LONGEST)
    if not file.endswith(ENDINGS):
        raise FileError(_in(line, problem(ProblemKind.NO_SUCH_FORMAT, names=file, formats=", ".join(ENDINGS))))
    if file not in files:
        raise line.wrong("file", ProblemKind.FILE_NOT_THERE, value=file)
    debate = platform_id(line.value("debate"), _in(line, problem(ProblemKind.NO_DEBATE_NUMBER)))
    return IndexedLedger(line.where, file, debate, line.words("seal", _LONGEST))


def _in(line: Fields, wrong: FileProblem) -> FileProblem:
    """The problem, in that line of the index."""
    return wrong.in_file(f"{INDEX_JSON}: {line.where}")


def _require_different(ledgers: Sequence[IndexedLedger]) -> None:
    """No debate is there twice. A file of two debates would differ from what the index says of one of them."""
    seen: set[int] = set()
    for ledger in ledgers:
        if ledger.debate in seen:
            raise FileError(problem(ProblemKind.DEBATE_TWICE, where=ledger.where, debate=ledger.debate))
        seen.add(ledger.debate)


def _says_otherwise(ledger: IndexedLedger, key: str) -> FileError:
    where = f"{ledger.where}.{key}"
    return FileError(problem(ProblemKind.INDEX_DIFFERS, where=where, other=ledger.file).in_file(INDEX_JSON))
