"""What the formats of an export are called where people pick one: each begins with the name by which it is typed."""

from collections.abc import Mapping

from bot.words.catalogue import message
from bot.words.front_end import FrontEnd

NAMES: Mapping[str, str] = {
    "json": message("json: the whole ledger, which Crux can read in again"),
    "csv": message("csv: a table with a row for each entry"),
    "xlsx": message("xlsx: an Excel workbook with entries, stances and people"),
    "markdown": message("markdown: a report to read and print"),
    "html": message("html: a page with the map, to sort and search"),
    "ndjson": message("ndjson: the whole of a large ledger, an event on each line"),
    "events-csv": message("events-csv: every event as a row of a table"),
    "log-csv": message("log-csv: who did what, as a table, for moderators"),
    "log-json": message("log-json: who did what, for programs"),
    "csv-set": message("csv-set: tables of entries, stances, people and links, in a zip"),
    "parquet": message("parquet: the events for data analysis (pandas, DuckDB, R)"),
    "polis": message("polis: votes and comments as Polis exports them, in a zip"),
    "polis-votes-bulk": message("polis-votes-bulk: comments and votes for a Polis that is running, in a zip"),
    "argdown": message("argdown: claims, support and attack as Argdown text"),
    "aif": message("aif: the argument graph for tools of AIF"),
    "xaif": message("xaif: the argument graph for newer tools of AIF"),
    "dds": message("dds: records of the Decentralized Deliberation Stack (experimental)"),
    "mermaid": message("mermaid: the argument graph as a diagram in text"),
    "graphml": message("graphml: the argument graph for Gephi, yEd and networkx"),
}
"""By the name that is typed, in the order in which they are offered."""


def named(front: FrontEnd, form: str) -> str:
    """What a format is called, as a choice."""
    return front.say(NAMES[form])
