"""A ledger as CSV (RFC 4180): one row an entry, with no cell that a spreadsheet would take for a formula."""

import csv
import io
import unicodedata
from collections import Counter
from itertools import dropwhile

from bot.ledger.entries import Answer, CruxMark, Entry, Ledger, Parking
from bot.ledger.standing.cruxes import crux_findings, crux_state
from bot.ledger.standing.standing import standing
from bot.ledger.statements import is_visible
from bot.words import document as words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.lists import clauses

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
    "waiting",
    "crux",
    "crux_marks",
    "concedes",
    "scope",
    "parked",
    "wordings",
    "passage",
    "message",
)
WAITING = "waiting"
"""What counts an answer to an earlier wording, beside the three answers."""

_FORMULA_STARTS = frozenset("=+-@|%")
_LINE_STARTS = frozenset("\t\r\n")


def safe(cell: str) -> str:
    """The cell as text for every spreadsheet: what could start a formula gets an apostrophe in front.

    Spaces and unseen characters before it are looked through, and its full-width forms count as it does, since
    spreadsheets differ in what they strip and fold (OWASP, "CSV Injection").
    """
    first = next(dropwhile(lambda character: not is_visible(character), cell), "")
    formula = unicodedata.normalize("NFKC", first)[:1] in _FORMULA_STARTS and first != ""
    return f"'{cell}" if formula or cell[:1] in _LINE_STARTS else cell


def dumps(front: FrontEnd, ledger: Ledger) -> str:
    """The file, with the byte order mark that Excel needs to read it as UTF-8."""
    now = standing(ledger)
    classes = {line.entry.number: line.cls.value for line in now.entries if line.cls is not None}
    findings = crux_findings(ledger, now)
    answers, marks = _answers(ledger), _marks(front, ledger)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for number, entry in sorted(ledger.entries.items()):
        crux = crux_state(findings, number)
        row = _row(front, ledger, entry, answers.get(number, Counter()))
        row |= {"class": classes.get(number, ""), "crux": crux.value if crux else ""}
        row |= {"crux_marks": clauses(front.catalogue, marks.get(number, ()))}
        writer.writerow([safe(str(row[column])) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def _answers(ledger: Ledger) -> dict[int, Counter[str]]:
    answers: dict[int, Counter[str]] = {}
    for stance in ledger.stances.values():
        counts = stance.counts_for(ledger.entries[stance.entry])
        answers.setdefault(stance.entry, Counter())[stance.answer.value if counts else WAITING] += 1
    return answers


def _marks(front: FrontEnd, ledger: Ledger) -> dict[int, list[str]]:
    marks: dict[int, list[str]] = {}
    for mark in sorted(ledger.marks.values(), key=lambda mark: (mark.person, mark.target or 0)):
        marks.setdefault(mark.entry, []).append(_mark(front, ledger, mark))
    return marks


def _mark(front: FrontEnd, ledger: Ledger, mark: CruxMark) -> str:
    return words.crux_mark_in_short(front, _name(front, ledger, mark.person), mark.target, mark.degree)


def _name(front: FrontEnd, ledger: Ledger, person: int) -> str:
    return names.person(front, ledger.name(person))


def _parked(parking: Parking | None) -> str:
    if parking is None:
        return "no"
    return "yes" if parking.agreed_by is None else "both"


def _row(front: FrontEnd, ledger: Ledger, entry: Entry, answers: Counter[str]) -> dict[str, object]:
    author = ledger.participants.get(entry.author)
    side = ledger.sides.get(author.side) if author and author.side is not None else None
    concession = entry.concession
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "statement": names.covered_text(front, names.statement(front, entry.said)),
        "author": _name(front, ledger, entry.author),
        "side": names.side(front, side.called) if side else "",
        "tagged_at": entry.tagged_at.isoformat(),
        **{answer.value: answers[answer.value] for answer in Answer},
        WAITING: answers[WAITING],
        "concedes": concession.entry if concession else "",
        "scope": concession.scope.value if concession else "",
        "parked": _parked(entry.parking),
        "wordings": len(entry.wordings),
        "passage": names.covered_text(front, entry.passage or ""),
        "message": front.dialect.link(ledger.debate.guild, entry.source) if entry.source else "",
    }
