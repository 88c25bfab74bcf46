"""The entries of a report as data: what is shown of each, and what it is sorted and filtered by."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Entry, Kind, Ledger, Link, Relation, Status
from bot.ledger.record.events import Event
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Verdict
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import SectionKind
from bot.ledger.text import one_line
from bot.words import digest as digest_words
from bot.words import names
from bot.words.front_end import FrontEnd
from bot.words.report import labels
from bot.words.report import rows as said

_ORDER = list(StandingClass)
_CONCESSION, _PROPOSED, _GONE = (len(_ORDER) + place for place in range(3))
"""Behind the classes: concessions, what awaits its author, and what was taken back."""


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side's answers to an entry, and what it makes of it."""

    name: str
    verdict: Verdict
    agree: int
    disagree: int
    unsure: int
    silent: int


@dataclass(frozen=True, slots=True)
class Tie:
    """What an entry is to another one or, where that `comes_in`, the other one to it; None: it concedes it."""

    relation: Relation | None
    entry: int
    comes_in: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the page shows it."""

    number: int
    statement: str
    kind: Kind
    author: str
    author_number: int
    cls: str
    order: int
    place: int
    """Where it stands in the digest's order."""
    reason: str
    answers: int
    latest: datetime
    sides: tuple[SideRow, ...]
    verdicts: str
    """What each side makes of it, to filter by: "0-holds 1-rejects"."""
    notes: tuple[str, ...]
    passage: str
    links: tuple[Tie, ...]
    source: str
    gone: bool
    tagged_at: datetime


def rows(front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest, events: Sequence[Event]) -> list[Row]:
    """Every entry, in the digest's order; what was taken back comes last."""
    lines = {line.entry.number: (place, line) for place, line in enumerate(now.entries)}
    reasons = {
        line.entry: one_line(digest_words.said(front, line).reason)
        for section in reversed(digest.sections)
        if section.kind not in (SectionKind.MOVED, SectionKind.CRUXES)
        for line in section.lines
        if line.entry is not None
    }
    cruxes: defaultdict[int, list[str]] = defaultdict(list)
    for finding in digest.cruxes:
        cruxes[finding.entry.number].append(said.crux(front, finding))
    latest = {event.entry: event.at for event in events if event.entry is not None}
    answers = Counter(s.entry for s in ledger.stances.values() if s.counts_for(ledger.entries[s.entry]))
    ties = _ties(ledger)
    sides = [one_line(side.name) for side in now.sides]
    found = []
    for number, entry in ledger.entries.items():
        place, line = lines.get(number, (len(lines) + number, None))
        found.append(
            Row(
                number=number,
                statement=one_line(names.statement(front, entry.statement)),
                kind=entry.kind,
                author=said.person(front, ledger, entry.author),
                author_number=entry.author,
                cls=said.standing_class(front, entry, line.cls if line else None, stands=line is not None),
                order=_class_order(entry, line),
                place=place,
                reason=reasons.get(number, ""),
                answers=answers[number],
                latest=latest.get(number, entry.tagged_at),
                sides=_sides(now, sides, line),
                verdicts=_verdicts(line),
                notes=(*cruxes[number], *said.notes(front, ledger, entry)),
                passage=one_line(entry.passage or ""),
                links=tuple(ties[number]),
                source=front.dialect.link(ledger.debate.guild, entry.source)
                if entry.source and not entry.source_deleted
                else "",
                gone=line is None,
                tagged_at=entry.tagged_at,
            )
        )
    return sorted(found, key=lambda row: (row.order, row.place))


def _link(front: FrontEnd, ledger: Ledger, entry: Entry) -> str:
    """The address of an entry's message; empty where there is none any more."""
    if entry.source is None or entry.source_deleted:
        return ""
    return front.dialect.link(ledger.debate.guild, entry.source)


def _class_order(entry: Entry, line: EntryStanding | None) -> int:
    if line is None:
        return _GONE
    if entry.status is Status.PROPOSED:
        return _PROPOSED
    return _ORDER.index(line.cls) if line.cls is not None else _CONCESSION


def _sides(now: Standing, names: Sequence[str], line: EntryStanding | None) -> tuple[SideRow, ...]:
    if line is None or line.cls is None:
        return ()
    return tuple(
        SideRow(
            name,
            verdict,
            tally.agree,
            tally.disagree,
            tally.unsure,
            len(side.people) - tally.answers,
        )
        for name, side, tally, verdict in zip(names, now.sides, line.tallies, line.verdicts, strict=True)
    )


def _verdicts(line: EntryStanding | None) -> str:
    if line is None or line.cls is None:
        return ""
    return " ".join(f"{place}-{verdict.value}" for place, verdict in enumerate(line.verdicts))


def _ties(ledger: Ledger) -> defaultdict[int, list[Tie]]:
    """What each entry is to others, and they to it."""
    found: defaultdict[int, list[Tie]] = defaultdict(list)
    for tie in sorted(ledger.links, key=_tie_order):
        found[tie.entry].append(Tie(tie.relation, tie.target, comes_in=False))
        found[tie.target].append(Tie(tie.relation, tie.entry, comes_in=True))
    for number, entry in ledger.entries.items():
        if entry.kind is Kind.CONCESSION and entry.concession is not None and entry.status is Status.LIVE:
            found[entry.concession.entry].append(Tie(None, number, comes_in=True))
    return found


def _tie_order(tie: Link) -> tuple[int, str, int]:
    return tie.entry, tie.relation.value, tie.target


def side_choices(front: FrontEnd, now: Standing) -> list[tuple[str, str]]:
    """What entries can be filtered by: a side, and what it makes of them."""
    return [
        (f"{place}-{verdict.value}", labels.side_verdict(front, one_line(side.name), verdict))
        for place, side in enumerate(now.sides)
        for verdict in Verdict
    ]


def author_names(front: FrontEnd, ledger: Ledger) -> list[tuple[int, str]]:
    """Everybody of the debate, by name."""
    named = ((number, said.person(front, ledger, number)) for number in ledger.participants)
    return sorted(named, key=lambda person: (person[1].casefold(), person[0]))


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A term and what somebody means by it."""

    term: str
    meaning: str
    owner: str
    adopted_by: tuple[str, ...]


def definitions(front: FrontEnd, ledger: Ledger) -> list[DefinitionRow]:
    """The terms that are defined, in their order; what was erased is not shown."""
    return [
        DefinitionRow(
            one_line(known.term),
            one_line(known.meaning),
            said.person(front, ledger, known.owner),
            tuple(said.person(front, ledger, person) for person in known.adopted_by),
        )
        for _, known in sorted(ledger.definitions.items())
        if known.term is not None and known.meaning is not None
    ]
