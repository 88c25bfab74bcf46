"""The entries of a report as data: what is shown of each, and what it is sorted and filtered by."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Entry, Kind, Ledger, Link, Scope, Status
from bot.ledger.record.events import Event
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Verdict
from bot.ledger.telling.digest import Digest
from bot.ledger.telling.lines import SectionKind
from bot.ledger.text import one_line
from bot.render.report.history import RELATIONS
from bot.render.text import link
from bot.words import digest as words
from bot.words.front_end import FrontEnd

_ORDER = list(StandingClass)
_CONCESSION, _PROPOSED, _GONE = (len(_ORDER) + place for place in range(3))
"""Behind the classes: concessions, what awaits its author, and what was taken back."""

_SAYS = {
    Verdict.HOLDS: "holds it",
    Verdict.REJECTS: "rejects it",
    Verdict.UNSETTLED: "is not settled",
    Verdict.UNHEARD: "is not heard yet",
}


@dataclass(frozen=True, slots=True)
class SideRow:
    """A side's answers to an entry, and what it makes of it."""

    name: str
    says: str
    agree: int
    disagree: int
    unsure: int
    silent: int


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the page shows it."""

    number: int
    statement: str
    kind: str
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
    links: tuple[tuple[str, int, str], ...]
    """What it is to others (text before, number, text after)."""
    source: str
    gone: bool
    tagged_at: datetime


def rows(front: FrontEnd, ledger: Ledger, now: Standing, digest: Digest, events: Sequence[Event]) -> list[Row]:
    """Every entry, in the digest's order; what was taken back comes last."""
    lines = {line.entry.number: (place, line) for place, line in enumerate(now.entries)}
    reasons = {
        line.entry: one_line(words.said(front, line).reason)
        for section in reversed(digest.sections)
        if section.kind not in (SectionKind.MOVED, SectionKind.CRUXES)
        for line in section.lines
        if line.entry is not None
    }
    cruxes: defaultdict[int, list[str]] = defaultdict(list)
    for finding in digest.cruxes:
        aim = f" for #{finding.target}" if finding.target is not None else ""
        cruxes[finding.entry.number].append(f"{finding.state.value} crux{aim}")
    latest = {event.entry: event.at for event in events if event.entry is not None}
    answers = Counter(s.entry for s in ledger.stances.values() if s.counts_for(ledger.entries[s.entry]))
    ties = _ties(ledger)
    names = [one_line(side.name) for side in now.sides]
    found = []
    for number, entry in ledger.entries.items():
        place, line = lines.get(number, (len(lines) + number, None))
        found.append(
            Row(
                number=number,
                statement=one_line(entry.statement) if entry.statement is not None else "(erased)",
                kind=entry.kind.value,
                author=one_line(ledger.name(entry.author)),
                author_number=entry.author,
                cls=_class(entry, line),
                order=_class_order(entry, line),
                place=place,
                reason=reasons.get(number, ""),
                answers=answers[number],
                latest=latest.get(number, entry.tagged_at),
                sides=_sides(now, names, line),
                verdicts=_verdicts(line),
                notes=(*cruxes[number], *_notes(ledger, entry)),
                passage=one_line(entry.passage or ""),
                links=tuple(ties[number]),
                source=link(ledger.debate.guild, entry.source) if entry.source and not entry.source_deleted else "",
                gone=line is None,
                tagged_at=entry.tagged_at,
            )
        )
    return sorted(found, key=lambda row: (row.order, row.place))


def _class(entry: Entry, line: EntryStanding | None) -> str:
    if line is None:
        return "withdrawn, declined or merged"
    if entry.status is Status.PROPOSED:
        return "awaits its author"
    return line.cls.value if line.cls is not None else "concession"


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
            _SAYS[verdict],
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


def _notes(ledger: Ledger, entry: Entry) -> list[str]:
    """What else is to be known of an entry, in a few words each."""
    notes = []
    if entry.concession is not None:
        how = {Scope.WHOLE: "the whole of", Scope.POINT: "the point on", Scope.ARGUMENT: "for the argument's sake"}
        notes.append(f"concedes {how[entry.concession.scope]} #{entry.concession.entry}")
    if entry.parking is not None:
        both = "both sides" if entry.parking.agreed_by is not None else one_line(ledger.name(entry.parking.by))
        notes.append(f"set aside by {both}")
    if entry.merged_into is not None:
        notes.append(f"goes on as #{entry.merged_into}")
    elif entry.status in (Status.WITHDRAWN, Status.DECLINED):
        notes.append(entry.status.value)
    if entry.tagger != entry.author:
        notes.append(f"tagged by {one_line(ledger.name(entry.tagger))}")
    if len(entry.wordings) > 1:
        notes.append(f"wording {len(entry.wordings)}")
    if entry.source_deleted:
        notes.append("its message was deleted")
    elif entry.source_edited:
        notes.append("its message was edited since it was tagged")
    if entry.orphaned:
        notes.append("its passage is no longer in the message")
    return notes


def _ties(ledger: Ledger) -> defaultdict[int, list[tuple[str, int, str]]]:
    """What each entry is to others, and they to it."""
    found: defaultdict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for tie in sorted(ledger.links, key=_tie_order):
        found[tie.entry].append((RELATIONS[tie.relation], tie.target, ""))
        found[tie.target].append(("", tie.entry, f"{RELATIONS[tie.relation]} it"))
    for number, entry in ledger.entries.items():
        if entry.kind is Kind.CONCESSION and entry.concession is not None and entry.status is Status.LIVE:
            found[entry.concession.entry].append(("", number, "concedes it"))
    return found


def _tie_order(tie: Link) -> tuple[int, str, int]:
    return tie.entry, tie.relation.value, tie.target


def side_choices(now: Standing) -> list[tuple[str, str]]:
    """What entries can be filtered by: a side, and what it makes of them."""
    return [
        (f"{place}-{verdict.value}", f"{one_line(side.name)} {says}")
        for place, side in enumerate(now.sides)
        for verdict, says in _SAYS.items()
    ]


def author_names(ledger: Ledger) -> list[tuple[int, str]]:
    """Everybody of the debate, by name."""
    named = ((number, one_line(ledger.name(number))) for number in ledger.participants)
    return sorted(named, key=lambda person: (person[1].casefold(), person[0]))


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A term and what somebody means by it."""

    term: str
    meaning: str
    owner: str
    adopted_by: tuple[str, ...]


def definitions(ledger: Ledger) -> list[DefinitionRow]:
    """The terms that are defined, in their order; what was erased is not shown."""
    return [
        DefinitionRow(
            one_line(known.term),
            one_line(known.meaning),
            one_line(ledger.name(known.owner)),
            tuple(one_line(ledger.name(person)) for person in known.adopted_by),
        )
        for _, known in sorted(ledger.definitions.items())
        if known.term is not None and known.meaning is not None
    ]
