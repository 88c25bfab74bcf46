"""What writes each format of an export."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from bot.exchange import (
    aif,
    argdown,
    dds,
    event_rows,
    graphml,
    ledger_csv,
    ledger_csv_set,
    ledger_json,
    ledger_lines,
    ledger_markdown,
    ledger_parquet,
    mermaid,
    moderation_log,
    polis_bulk,
    polis_report,
)
from bot.exchange.formats import Format
from bot.exchange.ledger_source import LedgerSource
from bot.exchange.spooled import Out, in_pieces
from bot.ledger.pseudonymity import is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.words.front_end import FrontEnd

Writer = Callable[[FrontEnd, LedgerSource, Out], None]
"""Writes the file of a ledger piece by piece, with the links and the words of a front end."""


def _of_pieces(pieces: Callable[[FrontEnd, LedgerSource], Iterator[str]]) -> Writer:
    """A format that is text, line by line or so."""
    return lambda front, source, out: in_pieces(pieces(front, source), out)


def _of_events(first: Callable[[LedgerSource], bytes], line: Callable[[SealedEvent], bytes]) -> Writer:
    """A format of events alone, one by one behind something that says what they are."""
    return lambda _, source, out: in_pieces(chain((first(source),), map(line, source.events())), out)


def _first_line(source: LedgerSource) -> bytes:
    debate = source.ledger.debate
    return ledger_lines.first_line(debate.id, source.imported, pseudonymous=is_pseudonymous(debate.guild))


def _json(_front: FrontEnd, source: LedgerSource, out: Out) -> None:
    in_pieces(ledger_json.pieces(source), out)


def _parquet(_front: FrontEnd, source: LedgerSource, out: Out) -> None:
    ledger_parquet.write(source, out)


def _xlsx(front: FrontEnd, source: LedgerSource, out: Out) -> None:
    # Not everybody installs what writes a workbook.
    from bot.exchange import ledger_xlsx

    ledger_xlsx.write(front, source, out)


def _polis(_front: FrontEnd, source: LedgerSource, out: Out) -> None:
    polis_report.write(source, out)


def _votes_bulk(_front: FrontEnd, source: LedgerSource, out: Out) -> None:
    polis_bulk.write(source, out)


def _html(front: FrontEnd, source: LedgerSource, out: Out) -> None:
    # A page brings along what it takes to draw and to fill it in, which nothing else that a bot does needs.
    from bot.exchange import ledger_html

    in_pieces(ledger_html.pieces(front, source), out)


WRITERS: Mapping[Format, Writer] = {
    Format.JSON: _json,
    Format.LINES: _of_events(_first_line, ledger_lines.line),
    Format.EVENTS: _of_events(lambda _: event_rows.first_row(), event_rows.row),
    Format.CSV: _of_pieces(ledger_csv.lines),
    Format.CSV_SET: ledger_csv_set.write,
    Format.MARKDOWN: _of_pieces(ledger_markdown.lines),
    Format.HTML: _html,
    Format.LOG: _of_pieces(moderation_log.lines),
    Format.LOG_JSON: _of_pieces(moderation_log.json_pieces),
    Format.XLSX: _xlsx,
    Format.PARQUET: _parquet,
    Format.POLIS: _polis,
    Format.VOTES_BULK: _votes_bulk,
    Format.ARGDOWN: _of_pieces(argdown.pieces),
    Format.AIF: _of_pieces(aif.pieces),
    Format.XAIF: _of_pieces(aif.extended_pieces),
    Format.DDS: _of_pieces(dds.lines),
    Format.MERMAID: _of_pieces(mermaid.lines),
    Format.GRAPHML: _of_pieces(graphml.lines),
}
