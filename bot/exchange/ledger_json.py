"""A ledger as JSON: complete, versioned, and the same bytes again after an import.

The file holds the debate's events with their seals, and before them, for readers, what stands in the ledger after
them; docs/ledger-format.md describes both, docs/schema/ledger-1.schema.json as JSON Schema. Only the events are taken
in: a file whose readable part says anything else than its events is refused. What a newer Crux adds to a file beside
them, by keys that are not known here, is left out. Numbers that name something on the platform are strings, since
many readers cut them off at 2^53.
"""

import json
from collections.abc import Iterable, Iterator
from typing import NoReturn

from bot.exchange import import_marks
from bot.exchange.file_text import without_mark
from bot.exchange.file_versions import VERSION, problem_of_version
from bot.exchange.incoming_ledger import ledger_of
from bot.exchange.json_objects import DoubledKey, quoted, without_doubles
from bot.exchange.json_pieces import indented
from bot.exchange.ledger_events import (
    LedgerFileError,
    event_out,
    platform_id,
)
from bot.exchange.ledger_source import LedgerSource, WholeLedger
from bot.exchange.ledger_view import MAY_BE_LEFT_OUT, streamed_view, view, without_merges
from bot.exchange.read_events import EventReader, sealed_of
from bot.ledger.file_problems import ProblemKind, problem
from bot.ledger.ledger import Ledger
from bot.ledger.pseudonymity import PSEUDONYMOUS, is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark

FORMAT = "crux-ledger"


def dumps(sealed: Iterable[SealedEvent], imported: ImportMark | None = None) -> str:
    """The file of a ledger's events. Raises ValueError where the first event opens no debate."""
    return "".join(pieces(WholeLedger(sealed, imported)))


def pieces(source: LedgerSource) -> Iterator[str]:
    """The file piece by piece: what stands in the ledger, then one line for each event."""
    ledger, imported = source.ledger, source.imported
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "debate": "{ledger.debate.id}",\n'
    if imported is not None:
        yield f'"{import_marks.KEY}": {json.dumps(import_marks.mark_out(imported))},\n'
    if is_pseudonymous(ledger.debate.guild):
        yield f'"{PSEUDONYMOUS}": true,\n'
    yield '"ledger": '
    yield from indented(streamed_view(ledger, source.stances()))
    yield ',\n"events": ['
    encoded = json.JSONEncoder(ensure_ascii=False).encode
    for place, line in enumerate(source.events()):
        yield ("\n" if place == 0 else ",\n") + encoded(event_out(line))
    yield "\n]}\n"


def loads(text: str) -> list[SealedEvent]:
    """The events of a file, checked as `read` does. Raises LedgerFileError."""
    sealed, _ = read(text)
    return sealed


def read(text: str) -> tuple[list[SealedEvent], ImportMark | None]:
    """The events of a file, checked: order, seals, and that they make the ledger that the file shows; and its mark.

    What is accepted gives the same file again, but for its white space, for what a merged entry goes on as, which
    older files do not say, and for what newer ones add. Raises LedgerFileError.
    """
    return read_document(document_in(text))


def document_in(text: str) -> dict[str, object]:
    """The JSON of a file of this format, in a version that is read here. Raises LedgerFileError."""
    try:
        document = json.loads(without_mark(text), object_pairs_hook=without_doubles, parse_constant=_no_constant)
    except LedgerFileError:
        raise
    except DoubledKey as doubled:
        raise LedgerFileError(problem(ProblemKind.KEY_TWICE_IN_AN_OBJECT, key=quoted(doubled.key))) from None
    except (ValueError, RecursionError) as wrong:
        raise LedgerFileError(problem(ProblemKind.NOT_JSON, detail=str(wrong)[:120])) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise LedgerFileError(problem(ProblemKind.NO_LEDGER, format=FORMAT))
    if (unread := problem_of_version(document)) is not None:
        raise LedgerFileError(unread)
    return document


def read_document(document: dict[str, object]) -> tuple[list[SealedEvent], ImportMark | None]:
    """The same as `read`, of a file's JSON. Raises LedgerFileError."""
    written = document.get("events")
    if not isinstance(written, list) or not written:
        raise LedgerFileError(problem(ProblemKind.NO_LIST_OF_EVENTS))
    debate = platform_id(document.get("debate"), problem(ProblemKind.NO_DEBATE_NUMBER))
    reader = EventReader(debate)
    sealed = [sealed_of(debate, place, reader.read(line)) for place, line in enumerate(written, start=1)]
    mark = import_marks.mark_in(document[import_marks.KEY]) if import_marks.KEY in document else None
    if mark is not None:
        import_marks.check(mark, sealed[mark.events - 1].hash if mark.events <= len(sealed) else None)
    _check_document(document, sealed, ledger_of(sealed), mark)
    return sealed, mark


def _no_constant(name: str) -> NoReturn:
    raise LedgerFileError(problem(ProblemKind.NO_JSON_VALUE, value=name))


# The readable part


def _check_document(
    document: dict[str, object], sealed: list[SealedEvent], ledger: Ledger, mark: ImportMark | None
) -> None:
    expected: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "debate": str(ledger.debate.id),
        "ledger": view(ledger),
        "events": [event_out(line) for line in sealed],
    }
    if mark is not None:
        expected[import_marks.KEY] = import_marks.mark_out(mark)
    if is_pseudonymous(ledger.debate.guild):
        expected[PSEUDONYMOUS] = True
    older = expected | {"ledger": without_merges(view(ledger))}
    where = _difference(document, expected, "")
    if where is not None and _difference(document, older, "") is not None:
        raise LedgerFileError(problem(ProblemKind.SAYS_SOMETHING_ELSE, where=where[:120]))


def _difference(given: object, expected: object, where: str) -> str | None:
    """The first place where a file differs from what its events give; None where it does not.

    A key that is not known here was added by a newer Crux; one that is known says something, also where it need not be.
    """
    if type(given) is not type(expected) and not (isinstance(given, str) and isinstance(expected, str)):
        return where
    if isinstance(given, dict) and isinstance(expected, dict):
        if odd := sorted((expected.keys() - given.keys()) | ((given.keys() - expected.keys()) & MAY_BE_LEFT_OUT)):
            return f"{where}.{odd[0][:40]!r}".removeprefix(".")
        deeper = (_difference(given[key], expected[key], f"{where}.{key}".removeprefix(".")) for key in expected)
        return next((place for place in deeper if place is not None), None)
    if isinstance(given, list) and isinstance(expected, list):
        if len(given) != len(expected):
            return where
        deeper = (_difference(f, x, f"{where}[{n}]") for n, (f, x) in enumerate(zip(given, expected, strict=True)))
        return next((place for place in deeper if place is not None), None)
    return None if given == expected else where
