"""A ledger as CSV: one row an entry, for spreadsheets, with no cell that a spreadsheet would take for a formula."""

import csv
import io

from bot.ledger.cruxes import crux_findings, crux_state
from bot.ledger.entries import Entry, Ledger
from bot.ledger.standing import EntryStanding, standing
from bot.render.text import link

COLUMNS = (
    "number",
    "kind",
    "status",
    "class",
    "statement",
    "author",
    "side",
    "tagged_at",
    "agree",
    "disagree",
    "unsure",
    "crux",
    "concedes",
    "scope",
    "parked",
    "wordings",
    "passage",
    "message",
)

_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠|%")


def safe(cell: str) -> str:
    """The cell as text for every spreadsheet: what could start a formula gets an apostrophe in front."""
    first = cell.lstrip(" \u00a0\ufeff")[:1]
    return f"'{cell}" if (first in _FORMULA_STARTS and first) or (cell[:1] in _FORMULA_STARTS and cell) else cell


def dumps(ledger: Ledger) -> str:
    """The file: UTF-8 with a byte order mark, which spreadsheets need to read it as such."""
    now = standing(ledger)
    lines = {line.entry.number: line for line in now.entries}
    findings = crux_findings(ledger, now)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, entry in sorted(ledger.entries.items()):
        crux = crux_state(findings, number)
        row = _row(ledger, entry, lines.get(number), crux.value if crux else "")
        writer.writerow([safe(str(row[column])) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def _row(ledger: Ledger, entry: Entry, line: EntryStanding | None, crux: str) -> dict[str, object]:
    tallies = line.tallies if line else ()
    author = ledger.participants.get(entry.author)
    side = ledger.sides.get(author.side) if author and author.side is not None else None
    concession = entry.concession
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "class": line.cls.value if line and line.cls else "",
        "statement": entry.statement or "",
        "author": ledger.name(entry.author),
        "side": side.name if side and side.name else "",
        "tagged_at": entry.tagged_at.isoformat(),
        "agree": sum(tally.agree for tally in tallies),
        "disagree": sum(tally.disagree for tally in tallies),
        "unsure": sum(tally.unsure for tally in tallies),
        "crux": crux,
        "concedes": concession.entry if concession else "",
        "scope": concession.scope.value if concession else "",
        "parked": "yes" if entry.parking else "no",
        "wordings": len(entry.wordings),
        "passage": entry.passage or "",
        "message": link(ledger.debate.guild, entry.source) if entry.source else "",
    }
