"""The formats that a ledger is handed out in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib.util import find_spec

from bot.exchange import (
    aif,
    argdown,
    dds,
    graphml,
    ledger_csv,
    ledger_csv_set,
    ledger_json,
    ledger_markdown,
    mermaid,
    moderation_log,
    polis_bulk,
    polis_report,
)
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.replay import replay
from bot.ledger.refusals import FormatNotInstalled
from bot.words.front_end import FrontEnd


class Format(StrEnum):
    """The formats of an export."""

    JSON = "json"
    CSV = "csv"
    CSV_SET = "csv-set"
    MARKDOWN = "markdown"
    HTML = "html"
    LINES = "ndjson"
    EVENTS = "events-csv"
    LOG = "log-csv"
    LOG_JSON = "log-json"
    XLSX = "xlsx"
    PARQUET = "parquet"
    POLIS = "polis"
    VOTES_BULK = "polis-votes-bulk"
    ARGDOWN = "argdown"
    AIF = "aif"
    XAIF = "xaif"
    DDS = "dds"
    MERMAID = "mermaid"
    GRAPHML = "graphml"


ENDINGS = {
    Format.JSON: "json",
    Format.CSV: "csv",
    Format.CSV_SET: "csv.zip",
    Format.MARKDOWN: "md",
    Format.HTML: "html",
    Format.LINES: "ndjson",
    Format.EVENTS: "events.csv",
    Format.LOG: "log.csv",
    Format.LOG_JSON: "log.json",
    Format.XLSX: "xlsx",
    Format.PARQUET: "parquet",
    Format.POLIS: "polis.zip",
    Format.VOTES_BULK: "polis-bulk.zip",
    Format.ARGDOWN: "argdown",
    Format.AIF: "aif.json",
    Format.XAIF: "xaif.json",
    Format.DDS: "dds.ndjson",
    Format.MERMAID: "mmd",
    Format.GRAPHML: "graphml",
}

STREAMED = frozenset({Format.LINES, Format.EVENTS, Format.PARQUET})
"""The formats that are written as they are read, and say nothing that the others do not say as well."""

BINARY = frozenset({Format.CSV_SET, Format.XLSX, Format.PARQUET, Format.POLIS, Format.VOTES_BULK})
"""The formats that are no text, and compressed already."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What is installed with Crux only where it is asked for; `module` is one that it brings."""

    name: str
    module: str


EXTRAS = {Format.XLSX: Extra("xlsx", "xlsxwriter"), Format.PARQUET: Extra("parquet", "arro3.io")}
"""The formats that Crux writes only where an extra is installed."""


def require_installed(form: Format) -> None:
    """Raise FormatNotInstalled where an extra is missing that this format needs."""
    if not is_installed(form):
        raise FormatNotInstalled(form=form.value, extra=EXTRAS[form].name)


def is_installed(form: Format) -> bool:
    """Whether everything is installed that this format needs."""
    return form not in EXTRAS or _is_there(EXTRAS[form].module)


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that it is in
        return False


@dataclass(frozen=True, slots=True)
class LedgerWriter:
    """Writes ledgers in the formats that need all of a ledger, with the links and the words of a front end."""

    front: FrontEnd

    def written(self, form: Format, sealed: Sequence[SealedEvent], imported: ImportMark | None = None) -> bytes:
        """The file of those events in a format that is not streamed; text is UTF-8."""
        return _WRITERS[form](self.front, sealed, imported)


def _json(_front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None) -> bytes:
    return ledger_json.dumps(sealed, imported).encode()


def _csv(front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return ledger_csv.dumps(front, replay(line.event for line in sealed)).encode()


def _csv_set(front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None) -> bytes:
    return ledger_csv_set.dumps(front, sealed, imported)


def _markdown(front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None) -> bytes:
    return ledger_markdown.dumps(front, replay(line.event for line in sealed), imported).encode()


def _html(front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None) -> bytes:
    # A page brings along what it takes to draw and to fill it in, which nothing else that a bot does needs.
    from bot.exchange import ledger_html

    return ledger_html.dumps(front, sealed, imported).encode()


def _log(front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return moderation_log.dumps(front, sealed).encode()


def _log_json(front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return moderation_log.dumps_json(front, sealed).encode()


def _xlsx(front: FrontEnd, sealed: Sequence[SealedEvent], imported: ImportMark | None) -> bytes:
    # Not everybody installs what writes a workbook.
    from bot.exchange import ledger_xlsx

    return ledger_xlsx.dumps(front, sealed, imported)


def _polis(_front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return polis_report.dumps(line.event for line in sealed)


def _votes_bulk(_front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return polis_bulk.dumps(line.event for line in sealed)


def _standing(
    dumps: Callable[[FrontEnd, Ledger], str],
    front: FrontEnd,
    sealed: Sequence[SealedEvent],
    _imported: ImportMark | None,
) -> bytes:
    """A format that is made of what stands in the ledger now."""
    return dumps(front, replay(line.event for line in sealed)).encode()


def _dds(front: FrontEnd, sealed: Sequence[SealedEvent], _imported: ImportMark | None) -> bytes:
    return dds.dumps(front, sealed).encode()


_WRITERS: Mapping[Format, Callable[[FrontEnd, Sequence[SealedEvent], ImportMark | None], bytes]] = {
    Format.JSON: _json,
    Format.CSV: _csv,
    Format.CSV_SET: _csv_set,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.LOG: _log,
    Format.LOG_JSON: _log_json,
    Format.XLSX: _xlsx,
    Format.POLIS: _polis,
    Format.VOTES_BULK: _votes_bulk,
    Format.ARGDOWN: partial(_standing, argdown.dumps),
    Format.AIF: partial(_standing, aif.dumps),
    Format.XAIF: partial(_standing, aif.dumps_extended),
    Format.DDS: _dds,
    Format.MERMAID: partial(_standing, mermaid.dumps),
    Format.GRAPHML: partial(_standing, graphml.dumps),
}
