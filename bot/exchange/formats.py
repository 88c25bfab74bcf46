"""The formats that a ledger is handed out in."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec

from bot.exchange.ledger_source import LedgerSource
from bot.exchange.spooled import Out
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
"""The formats that have the events alone, and say nothing that the others do not say as well."""

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
    """Writes ledgers, with the links and the words of a front end."""

    front: FrontEnd

    def write(self, form: Format, source: LedgerSource, out: Out) -> None:
        """Write the file of a ledger piece by piece; text is UTF-8. Raises ModuleNotFoundError without its extra."""
        # A bot seldom writes a file, and until then has no use for what writes them.
        from bot.exchange.writers import WRITERS

        WRITERS[form](self.front, source, out)
