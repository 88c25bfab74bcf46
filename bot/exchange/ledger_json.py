"""A ledger as JSON: complete, versioned, and the same bytes again after an import.

The file holds the debate's events with their seals, and before them, for readers, what stands in the ledger after
them; docs/ledger-format.md describes both, docs/schema/ledger-1.schema.json as JSON Schema. Only the events are taken
in: a file whose readable part says anything else than its events is refused. What a newer Crux adds to a file beside
them, by keys that are not known here, is left out. Numbers that name something on the platform are strings, since
many readers cut them off at 2^53.
"""

import json
from collections.abc import Iterable, Iterator

from bot.exchange import import_marks, ledger_document
from bot.exchange.file_versions import VERSION
from bot.exchange.json_members import encoded
from bot.exchange.json_pieces import indented
from bot.exchange.ledger_document import opened
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_lines import IncomingLines
from bot.exchange.ledger_source import LedgerSource, WholeLedger
from bot.exchange.ledger_text import in_memory
from bot.exchange.ledger_view import streamed_view
from bot.exchange.read_events import sealed_of
from bot.exchange.spooled import Out, in_pieces
from bot.ledger.pseudonymity import PSEUDONYMOUS, is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark

FORMAT = ledger_document.FORMAT


def dumps(sealed: Iterable[SealedEvent], imported: ImportMark | None = None) -> str:
    """The file of a ledger's events. Raises ValueError where the first event opens no debate."""
    return "".join(pieces(WholeLedger(sealed, imported)))


def pieces(source: LedgerSource) -> Iterator[str]:
    """The file piece by piece: what stands in the ledger, then one line for each event."""
    yield from _beginning(source)
    for place, line in enumerate(source.events()):
        yield ("\n" if place == 0 else ",\n") + encoded(event_out(line))
    yield END


END = "\n]}\n"
"""What stands behind the last event."""


def write_beginning(source: LedgerSource, out: Out) -> None:
    """The file up to its first event, which `json_members` has go on."""
    in_pieces(_beginning(source), out)


def _beginning(source: LedgerSource) -> Iterator[str]:
    ledger, imported = source.ledger, source.imported
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "debate": "{ledger.debate.id}",\n'
    if imported is not None:
        yield f'"{import_marks.KEY}": {json.dumps(import_marks.mark_out(imported))},\n'
    if is_pseudonymous(ledger.debate.guild):
        yield f'"{PSEUDONYMOUS}": true,\n'
    yield '"ledger": '
    yield from indented(streamed_view(ledger, source.stances()))
    yield ',\n"events": ['


def loads(text: str) -> list[SealedEvent]:
    """The events of a file, checked as `read` does. Raises LedgerFileError."""
    sealed, _ = read(text)
    return sealed


def read(text: str) -> tuple[list[SealedEvent], ImportMark | None]:
    """The events of a file, checked: order, seals, and that they make the ledger that the file shows; and its mark.

    What is accepted gives the same file again, but for its white space, for what a merged entry goes on as, which
    older files do not say, and for what newer ones add. Raises LedgerFileError.
    """
    document = opened(in_memory(text))
    incoming, debate = IncomingLines(document.head), document.head.debate
    events = list(incoming.taken(document.events()))
    document.require(incoming.ledger())
    return [sealed_of(debate, place, event) for place, event in enumerate(events, start=1)], document.head.mark
