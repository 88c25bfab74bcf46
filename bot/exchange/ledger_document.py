"""A ledger's JSON file, read piece by piece: what stands at its top is kept, its events come one after another.

The keys of an object may stand in any order, so a file is gone through once to find its parts, and each part is read in
its turn. docs/ledger-format.md describes the file.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from bot.exchange import import_marks
from bot.exchange.file_shape import PIECE, DocumentShape
from bot.exchange.file_versions import newer_minor, problem_of_version
from bot.exchange.json_objects import DoubledKey, quoted, without_doubles
from bot.exchange.ledger_events import LedgerFileError, platform_id
from bot.exchange.ledger_lines import Head
from bot.exchange.ledger_view import MAY_BE_LEFT_OUT
from bot.exchange.read_events import EventReader, ReadEvent
from bot.exchange.readable_part import Beside, ReadablePart
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.pseudonymity import PSEUDONYMOUS
from bot.render.dialects.json_faults import NotJson, NotUtf8, TooDeep, TooLong, TooMuchInOne
from bot.render.dialects.json_values import LONGEST_VALUE, JsonValues

FORMAT = "crux-ledger"

READABLE, EVENTS = "ledger", "events"


@dataclass(frozen=True, slots=True)
class _Part:
    """Where the value of a key stands: how many bytes before it, on which line, and the sign with which it begins."""

    place: int
    line: int
    sign: str


@dataclass(frozen=True, slots=True)
class LedgerDocument:
    """A file that is JSON to its end, and what stands at its top."""

    file: BinaryIO
    head: Head
    keys: frozenset[str]
    _parts: Mapping[str, _Part]

    def events(self) -> Iterator[ReadEvent]:
        """The events, each as it is read. Raises LedgerFileError at the first one that is none, and where none is."""
        for _, read in self.events_as_written():
            yield read

    def events_as_written(self) -> Iterator[tuple[dict[str, object], ReadEvent]]:
        """The same, each behind the object that it was read from."""
        part = self._parts.get(EVENTS)
        if part is None or part.sign != "[":
            raise LedgerFileError(problem(ProblemKind.NO_LIST_OF_EVENTS))
        reader, place = EventReader(self.head.debate), 0
        with _as_file_errors():
            for place, written in enumerate(self._at(part).items(), start=1):
                read = reader.read(written)
                if isinstance(written, dict):
                    _require_known(written, f"{EVENTS}[{place - 1}].")
                    yield written, read
        if not place:
            raise LedgerFileError(problem(ProblemKind.NO_LIST_OF_EVENTS))

    def require(self, ledger: LargeLedger, beside: Beside | None = None) -> None:
        """Raise LedgerFileError where the readable part says something else than the ledger of the events.

        `beside` is told which keys it has beside those that are known here.
        """
        if READABLE not in self._parts:
            raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=repr(READABLE)))
        with _as_file_errors():
            ReadablePart(beside).require(self._at(self._parts[READABLE]), ledger, READABLE)

    def _at(self, part: _Part) -> JsonValues:
        self.file.seek(part.place)
        return JsonValues(self.file, members, piece=PIECE, line=part.line)


def opened(file: BinaryIO) -> LedgerDocument:
    """The document of a file in UTF-8, in which one can go back. Raises LedgerFileError."""
    file.seek(0)
    top: dict[str, object] = {}
    parts: dict[str, _Part] = {}
    with _as_file_errors():
        values = JsonValues(file, members, DocumentShape().take, piece=PIECE)
        for key in values.keys():  # noqa: SIM118 - no dictionary: each key is read where it comes
            top[key] = None
            if key in (READABLE, EVENTS):
                parts[key] = _Part(values.place, values.line, values.sign)
                values.skip(strictly=False)  # it is looked at when it is read
            elif key in _HEAD:
                top[key] = values.value()
            else:
                values.skip(strictly=True)
        values.end()
    return LedgerDocument(file, _head_in(top), frozenset(top), parts)


def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of these members. Raises LedgerFileError, without a line, where two have the same key."""
    try:
        return without_doubles(pairs)
    except DoubledKey as doubled:
        raise LedgerFileError(problem(ProblemKind.KEY_TWICE_IN_A_LINE, key=quoted(doubled.key))) from None


_HEAD = frozenset({"format", "version", "minor", "debate", import_marks.KEY, PSEUDONYMOUS})


def _head_in(top: Mapping[str, object]) -> Head:
    if top.get("format") != FORMAT:
        raise LedgerFileError(problem(ProblemKind.NO_LEDGER, format=FORMAT))
    if (unread := problem_of_version(top)) is not None:
        raise LedgerFileError(unread)
    _require_known(top, "")
    debate = platform_id(top.get("debate"), problem(ProblemKind.NO_DEBATE_NUMBER))
    mark = import_marks.mark_in(top[import_marks.KEY]) if import_marks.KEY in top else None
    return Head(debate, mark, newer_minor(top), top.get(PSEUDONYMOUS, False))


def _require_known(given: Mapping[str, object], where: str) -> None:
    """No key says here what the events would have it say in the readable part."""
    if odd := given.keys() & MAY_BE_LEFT_OUT:
        raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=f"{where}{min(odd)!r}"[:120]))


@contextmanager
def _as_file_errors() -> Iterator[None]:
    """What is wrong with the JSON is wrong with the file."""
    try:
        yield
    except FileError as wrong:
        raise LedgerFileError(wrong.problem) from None
    except NotUtf8 as wrong:
        raise LedgerFileError(problem(ProblemKind.NOT_UTF8, line=wrong.line)) from None
    except NotJson as wrong:
        raise LedgerFileError(problem(ProblemKind.NOT_JSON, detail=str(wrong)[:120])) from None
    except TooDeep as wrong:
        raise LedgerFileError(problem(ProblemKind.LINE_TOO_DEEP, line=wrong.line)) from None
    except TooLong as wrong:
        raise LedgerFileError(problem(ProblemKind.LINE_TOO_LONG, line=wrong.line, limit=LONGEST_VALUE)) from None
    except TooMuchInOne as wrong:
        raise LedgerFileError(problem(ProblemKind.TOO_MANY_VALUES, line=wrong.line)) from None
