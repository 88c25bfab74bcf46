"""A ledger as lines of JSON (NDJSON): the events alone, one a line, so that a large one is written without keeping it.

The first line says what it is: {"format", "version", "debate"}, of an imported ledger also "imported"; each further
line is one event, as in the JSON file (docs/schema/ledger-line-1.schema.json). Keys that a newer Crux adds to them are
left out.
Most are written where the events are kept (`store/writing/copying.py`); here they are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from bot.exchange import import_marks
from bot.exchange.file_text import LONGEST_LINE, MARK, without_mark
from bot.exchange.file_versions import VERSION, newer_minor, problem_of_version
from bot.exchange.incoming_ledger import IncomingLedger
from bot.exchange.ledger_events import LedgerFileError, event_out, platform_id
from bot.exchange.line_events import object_on
from bot.exchange.read_answers import ReadAnswers, ReadPart, UntilWrong, in_runs, part_of
from bot.exchange.read_events import ReadEvent, event_of, texts_of
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.pseudonymity import PSEUDONYMOUS, is_pseudonymous
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText
from bot.ledger.record.events import DebateOpened, Event
from bot.ledger.record.import_mark import ImportMark

FORMAT = "crux-ledger-lines"


def first_line(debate: int, imported: ImportMark | None = None, *, pseudonymous: bool = False) -> bytes:
    """The line that says what the others are."""
    mark: dict[str, object] = {} if imported is None else {import_marks.KEY: import_marks.mark_out(imported)}
    if pseudonymous:
        mark[PSEUDONYMOUS] = True
    return orjson.dumps({"format": FORMAT, "version": VERSION, "debate": str(debate), **mark}) + b"\n"


def line(sealed: SealedEvent) -> bytes:
    """The line of an event."""
    return orjson.dumps(event_out(sealed)) + b"\n"


def is_lines(text: str) -> bool:
    """Whether a file begins as one of these does."""
    end = text.find("\n", 0, LONGEST_LINE)
    try:
        first = orjson.loads(without_mark(text[: end if end >= 0 else LONGEST_LINE]))
    except orjson.JSONDecodeError:
        return False
    return isinstance(first, dict) and first.get("format") == FORMAT


@dataclass(frozen=True, slots=True)
class Head:
    """What a file's first line says; `newer` is its version, where a newer Crux may have added what is left out."""

    debate: int
    mark: ImportMark | None
    newer: str | None
    pseudonymous: object
    """True where it says that its people are pseudonyms."""


def head_in(line: bytes) -> Head:
    """What the first line of a file says. Raises LedgerFileError."""
    head = object_on(line.removeprefix(MARK.encode()), 1)
    if head.get("format") != FORMAT:
        raise LedgerFileError(problem(ProblemKind.NO_FIRST_LINE, format=FORMAT, version=VERSION))
    if (unread := problem_of_version(head)) is not None:
        raise LedgerFileError(unread)
    debate = platform_id(head.get("debate"), problem(ProblemKind.NO_DEBATE_NUMBER))
    mark = import_marks.mark_in(head[import_marks.KEY]) if import_marks.KEY in head else None
    return Head(debate, mark, newer_minor(head), head.get(PSEUDONYMOUS, False))


class IncomingLines:
    """The events behind a file's first line, taken into a ledger; `number` and `seal` are the last one's."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.number = 0
        self._hash = GENESIS.hex()
        self._incoming = IncomingLedger()
        self._marked: bytes | None = None

    def take(self, read: ReadPart) -> None:
        """Go on with the next event, or answers. Raises LedgerFileError where one does not follow from those before."""
        if isinstance(read, ReadAnswers):
            self._take_answers(read)
        else:
            self._take(event_of(self.head.debate, self.number + 1, read), texts_of(read), read[-1])

    def _take_answers(self, read: ReadAnswers) -> None:
        before, number = self.number, len(read.actors)
        if self._incoming.take_answers(read, before + 1):
            self.number, self._hash = before + number, read.hash(number - 1)
            if self.head.mark is not None and before < self.head.mark.events <= self.number:
                self._marked = bytes.fromhex(read.hash(self.head.mark.events - before - 1))
            return
        # One of them does not follow, which is told of the first such one.
        for place, event in enumerate(read.events(self.head.debate, before + 1)):
            self._take(event, {}, read.hash(place))

    def _take(self, event: Event, texts: Mapping[str, SealedText], written: str) -> None:
        self.number, self._hash = self.number + 1, written
        self._incoming.take(event, texts)
        if self.number == 1:
            _check_pseudonymous(self.head, event)
        if self.head.mark is not None and self.number == self.head.mark.events:
            self._marked = self.seal

    def taken(self, read: Iterable[ReadEvent]) -> Iterator[ReadEvent]:
        """The same events, each once it was taken. Raises LedgerFileError."""
        reading = UntilWrong(read)
        for run in in_runs(reading):
            self.take(part_of(run))
            yield from run
        if reading.wrong is not None:
            raise reading.wrong

    @property
    def seal(self) -> bytes:
        """The hash of the last event so far."""
        return bytes.fromhex(self._hash)

    @property
    def erased(self) -> int:
        """How many texts of the events so far are erased."""
        return self._incoming.erased

    def ledger(self) -> LargeLedger:
        """The ledger that all of them make. Raises LedgerFileError where they make none."""
        if not self.number:
            raise LedgerFileError(problem(ProblemKind.NO_EVENTS))
        if self.head.mark is not None:
            import_marks.check(self.head.mark, self._marked)
        return self._incoming.ledger()


def _check_pseudonymous(head: Head, first: Event) -> None:
    change = first.change
    if head.pseudonymous is not (isinstance(change, DebateOpened) and is_pseudonymous(change.guild)):
        raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=PSEUDONYMOUS))
