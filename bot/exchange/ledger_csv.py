"""A ledger as CSV: one row an entry, with what each side answered and what it is linked to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import filterfalse

from bot.exchange import csv_cells
from bot.exchange.answer_counts import WAITING, answer_counts
from bot.exchange.ledger_source import LedgerSource, counted
from bot.ledger.entries import Answer, CruxMark, Entry, Parking, Relation
from bot.ledger.ledger import Ledger
from bot.ledger.standing.cruxes import crux_findings, crux_state
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.words import document as words
from bot.words import names
from bot.words.classes import standing_class
from bot.words.front_end import FrontEnd
from bot.words.letters import side_letter
from bot.words.lists import clauses

LINK_COLUMNS = {
    Relation.SUPPORTS: "supports",
    Relation.ATTACKS: "attacks",
    Relation.RESTATES: "restates",
    Relation.RESIDUE_OF: "residue_of",
}
"""Which entries an entry is linked to, by their numbers."""

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
    "merged_into",
    *LINK_COLUMNS.values(),
)
"""The columns of every file. Behind them stand those of each side."""

SIDE_COLUMNS = ("side", "agree", "disagree", "unsure", "no_answer")
"""What is said of each side, with its letter behind: `side_A` is what it is called, `agree_A` how many of it agree.

No one's words stand in the last column: split at a semicolon, a row could end within them, and the next begin.
"""


def lines(front: FrontEnd, source: LedgerSource) -> Iterator[str]:
    """The lines of the file, behind the byte order mark that Excel needs to read it as UTF-8."""
    columns, rows = entry_rows(front, source)
    yield "\ufeff" + csv_cells.row(columns)
    for row in rows:
        yield csv_cells.row(map(_written, row))


def entry_rows(front: FrontEnd, source: LedgerSource) -> tuple[tuple[str, ...], Iterator[list[object]]]:
    """The columns, and a row an entry in the order of their numbers: for other tables than those of CSV too."""
    ledger = counted(source)
    now = standing(ledger)
    about = _About(front.for_files(), ledger, now, answer_counts(ledger, now, source))
    rows = (about.row(entry) for _, entry in sorted(ledger.entries.items()))
    return (*COLUMNS, *_side_columns(now)), rows


def _written(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else cell


def _side_columns(now: Standing) -> Iterator[str]:
    for place in range(len(now.sides)):
        yield from (f"{column}_{side_letter(place)}" for column in SIDE_COLUMNS)


class _About:
    """What a file says of each entry of a ledger."""

    def __init__(
        self, front: FrontEnd, ledger: Ledger, now: Standing, answers: Mapping[int, Mapping[str, int]]
    ) -> None:
        self._front, self._ledger, self._now, self._answers = front, ledger, now, answers
        self._lines = {line.entry.number: line for line in now.entries if line.cls is not None}
        self._findings = crux_findings(ledger, now)
        self._marks, self._links = _marks(front, ledger), _links(ledger)

    def row(self, entry: Entry) -> list[object]:
        """The cells of an entry's row."""
        number, line = entry.number, self._lines.get(entry.number)
        crux = crux_state(self._findings, number)
        cells = _row(self._front, self._ledger, entry, self._answers.get(number, Counter()))
        cells |= {"class": self._class(line), "crux": crux.value if crux else ""}
        cells |= {"crux_marks": clauses(self._front.catalogue, self._marks.get(number, ()))}
        cells |= {column: self._targets(number, relation) for relation, column in LINK_COLUMNS.items()}
        return [*(cells[column] for column in COLUMNS), *self._sides(line)]

    def _class(self, line: EntryStanding | None) -> str:
        """Where an entry stands, as a digest says it; empty where it stands nowhere."""
        if line is None or line.cls is None:
            return ""
        return standing_class(self._front, line.cls, len(line.tallies))

    def _targets(self, entry: int, relation: Relation) -> str:
        return " ".join(_numbered(self._ledger, target) for target in sorted(self._links.get((entry, relation), ())))

    def _sides(self, line: EntryStanding | None) -> Iterator[object]:
        """What each side answered; empty where nobody is asked for an answer, so that no such entry is counted."""
        for place, side in enumerate(self._now.sides):
            yield self._front.say("Everybody") if self._now.is_room else names.side(self._front, side.name)
            if line is None:
                yield from [""] * (len(SIDE_COLUMNS) - 1)
            else:
                tally = line.tallies[place]
                yield from (tally.agree, tally.disagree, tally.unsure, len(side.people) - tally.answers)


def _links(ledger: Ledger) -> dict[tuple[int, Relation], list[int]]:
    links: dict[tuple[int, Relation], list[int]] = {}
    for link in filterfalse(ledger.is_of_itself, ledger.links):
        links.setdefault((link.entry, link.relation), []).append(link.target)
    return links


def _marks(front: FrontEnd, ledger: Ledger) -> dict[int, list[str]]:
    marks: dict[int, list[str]] = {}
    marked = filterfalse(ledger.is_of_itself, ledger.marks.values())
    for mark in sorted(marked, key=lambda mark: (mark.person, mark.target or 0)):
        marks.setdefault(mark.entry, []).append(_mark(front, ledger, mark))
    return marks


def _mark(front: FrontEnd, ledger: Ledger, mark: CruxMark) -> str:
    target = names.numbered(front, mark.target, ledger.survivor) if mark.target is not None else None
    return words.crux_mark_in_short(front, _name(front, ledger, mark.person), target, mark.degree)


def _numbered(ledger: Ledger, entry: int) -> str:
    """The number of an entry; where it was merged, that of the one it goes on as, and what it was."""
    survivor = ledger.survivor(entry)
    return str(entry) if survivor == entry else f"{survivor} (was {entry})"


def _name(front: FrontEnd, ledger: Ledger, person: int) -> str:
    return names.person(front, ledger.name(person))


def parked(parking: Parking | None) -> str:
    """Whether an entry is parked: proposed by one, or agreed to by both."""
    if parking is None:
        return "no"
    return "yes" if parking.agreed_by is None else "both"


def _row(front: FrontEnd, ledger: Ledger, entry: Entry, answers: Mapping[str, int]) -> dict[str, object]:
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
        "tagged_at": entry.tagged_at,
        **{answer.value: answers[answer.value] for answer in Answer},
        WAITING: answers[WAITING],
        "concedes": _numbered(ledger, concession.entry) if concession else "",
        "scope": concession.scope.value if concession else "",
        "parked": parked(entry.parking),
        "wordings": len(entry.wordings),
        "passage": names.covered_text(front, entry.passage or ""),
        "merged_into": ledger.survivor(entry.number) if entry.merged_into else "",
        "message": front.dialect.link(ledger.debate.guild, entry.source) if entry.source else "",
    }
