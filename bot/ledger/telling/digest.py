"""What a digest says: the standing of a debate, and what moved since the last one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Generic, TypeVar, cast, overload

from bot.ledger.entries import Answer, Definition, Entry, Ledger, Relation, Scope, Source, Stance, Status
from bot.ledger.standing.cruxes import CruxFinding, CruxState, crux_findings
from bot.ledger.standing.moves import ClassMove, Moves, PersonMove, moves
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict

CREDENCE_GAP = 30
"""From so many points between the sides' medians on, they are not equally sure."""

AGREE, CRUXES, DIVERGE, ONE_SIDED = "Agree", "Cruxes", "Still diverge", "One side only"
UNSETTLED, AWAITING, PARKED, DEFINITIONS = "Not settled yet", "Awaiting the author", "Parked", "Definitions"
MOVED, MOVED_SINCE = "Moved", "Moved since last time"
"""The titles of a digest's sections."""

NAMED = 3
"""How many people a line names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the entry's number and sentence, and the reason it stands where it does."""

    entry: int | None
    statement: str
    reason: str
    source: Source | None = None


About = TypeVar("About")


class Lines(Sequence[Line], Generic[About]):
    """Lines that are written when somebody reads them: of ten thousand, a message shows some dozens."""

    __slots__ = ("_tell", "of")

    def __init__(self, of: Sequence[About], tell: Callable[[About], Line]) -> None:
        self.of = of
        """What the lines are about, one by one."""
        self._tell = tell

    def __len__(self) -> int:
        return len(self.of)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(place, slice):
            return tuple(self._tell(line) for line in self.of[place])
        return self._tell(self.of[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title, the most decisive first."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Prompt:
    """An entry that readers are asked to answer, and the wording they are shown."""

    entry: int
    wording: int


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as data: how it looks is the renderers' matter."""

    question: str
    sides: tuple[tuple[str, int], ...]
    unsided: int
    headline: str
    sections: tuple[Section, ...]
    prompts: tuple[Prompt, ...]
    nothing_moved: bool
    at: datetime
    cruxes: tuple[CruxFinding, ...] = ()

    def lines(self, title: str) -> Sequence[Line]:
        """The lines under a title; none where the digest has no such section."""
        return next((section.lines for section in self.sections if section.title == title), ())

    def about(self, title: str) -> Sequence[EntryStanding]:
        """What the lines under a title are about, where each is about an entry and where it stands."""
        lines = self.lines(title)
        about = lines.of if isinstance(lines, Lines) else ()
        return cast(Sequence[EntryStanding], about) if about and isinstance(about[0], EntryStanding) else ()


def compose(
    ledger: Ledger, before: Ledger | None, at: datetime, now: Standing | None = None, then: Standing | None = None
) -> Digest:
    """The digest of a debate; `before` is the ledger as the last digest saw it, None for the first one.

    `now` is where everything stands, and `then` where it stood before, where that is known already.
    """
    now = now or standing(ledger)
    findings = crux_findings(ledger, now)
    moved = moves(before, ledger, now, then)
    sections = (
        Section(AGREE, _agreed(ledger, now)),
        Section(CRUXES, _cruxes(ledger, now, findings)),
        Section(DIVERGE, _diverging(ledger, now)),
        Section(ONE_SIDED, _one_sided(ledger, now)),
        Section(UNSETTLED, _unsettled(ledger, now)),
        Section(MOVED_SINCE if before else MOVED, tuple(_moved(ledger, moved, first=before is None))),
        Section(AWAITING, tuple(_proposed(ledger, now))),
        Section(PARKED, _parked(ledger, now)),
        Section(DEFINITIONS, tuple(_definitions(ledger))),
    )
    return Digest(
        question=ledger.debate.question or "(the question was erased)",
        sides=tuple((side.name, len(side.people)) for side in now.sides),
        unsided=len(now.unsided),
        headline=_headline(now, findings),
        sections=tuple(section for section in sections if len(section.lines)),
        prompts=tuple(_prompts(now)),
        nothing_moved=moved.nothing,
        at=at,
        cruxes=findings,
    )


def _headline(now: Standing, findings: Sequence[CruxFinding]) -> str:
    agreed = len(now.of(StandingClass.COMMON_GROUND)) + len(now.of(StandingClass.COMMON_GROUND_REJECTED))
    apart = len(now.of(StandingClass.DIVERGING))
    double = [f for f in findings if f.state is CruxState.DOUBLE and f.target is None and _shown(f)]
    if not any(line.cls for line in now.entries):
        return "No claim or crux stands in the ledger yet."
    if not now.sides:
        return "Nobody is on a side yet: /side join takes one."
    if double:
        return f"It turns on #{double[0].entry.number}: {_counted(agreed, 'point')} agreed, {apart} still apart."
    if not agreed and not apart:
        return "The sides neither agree nor diverge on anything yet."
    return f"{_counted(agreed, 'point')} agreed, {apart} still apart."


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# Agree and diverge


def _agreed(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    def tell(line: EntryStanding) -> Line:
        if line.cls is StandingClass.COMMON_GROUND:
            return _line(ledger, line, _all_sides(now, line, "hold", Answer.AGREE))
        return _line(ledger, line, _all_sides(now, line, "reject", Answer.DISAGREE))

    return Lines((*now.of(StandingClass.COMMON_GROUND), *now.of(StandingClass.COMMON_GROUND_REJECTED)), tell)


def _all_sides(now: Standing, line: EntryStanding, verb: str, answer: Answer) -> str:
    who = "Both sides" if len(now.sides) == 2 else f"All {len(now.sides)} sides"
    counts = " vs ".join(f"{_number(tally, answer)} of {tally.answers}" for tally in line.tallies)
    if all(len(side.people) == 1 for side in now.sides):
        return f"{who} {verb} this"
    return f"{who} {verb} this: {counts}"


def _number(tally: Tally, answer: Answer) -> int:
    return {Answer.AGREE: tally.agree, Answer.DISAGREE: tally.disagree, Answer.UNSURE: tally.unsure}[answer]


def _diverging(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    return Lines(now.of(StandingClass.DIVERGING), lambda line: _line(ledger, line, _each_side(now, line)))


def _one_sided(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    return Lines(now.of(StandingClass.ONE_SIDED), lambda line: _line(ledger, line, _each_side(now, line)))


def _unsettled(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    return Lines(
        (*now.of(StandingClass.UNTESTED), *now.of(StandingClass.OPEN)),
        lambda line: _line(ledger, line, _each_side(now, line) or "Nobody is on a side yet"),
    )


def _each_side(now: Standing, line: EntryStanding) -> str:
    sides = zip(now.sides, line.tallies, line.verdicts, strict=True)
    told = [(_side_says(side.name, tally, verdict), verdict) for side, tally, verdict in sides]
    return "; ".join(text for text, _ in sorted(told, key=lambda pair: _VERDICT_ORDER[pair[1]]))


_VERDICT_ORDER = {Verdict.HOLDS: 0, Verdict.REJECTS: 1, Verdict.UNSETTLED: 2, Verdict.UNHEARD: 3}


def _side_says(name: str, tally: Tally, verdict: Verdict) -> str:
    single = tally.members <= 1 and tally.answers <= 1
    match verdict:
        case Verdict.HOLDS:
            return f"“{name}” holds it" + ("" if single else f", {tally.agree} of {tally.answers}")
        case Verdict.REJECTS:
            return f"“{name}” rejects it" + ("" if single else f", {tally.disagree} of {tally.answers}")
        case Verdict.UNHEARD:
            heard = f" ({tally.answers} of {tally.members} so far)" if tally.answers else ""
            return f"awaits “{name}”{heard}"
        case Verdict.UNSETTLED:
            counts = f"{tally.agree} agree, {tally.disagree} disagree, {tally.unsure} unsure"
            return f"“{name}” is unsure" if single else f"“{name}” is split ({counts})"


# Cruxes


def _shown(finding: CruxFinding) -> bool:
    return finding.entry.parking is None


def _cruxes(ledger: Ledger, now: Standing, findings: Sequence[CruxFinding]) -> Lines[CruxFinding]:
    shown = [finding for finding in findings if _shown(finding)]
    return Lines(shown, lambda finding: _crux_line(ledger, now, finding))


def _crux_line(ledger: Ledger, now: Standing, finding: CruxFinding) -> Line:
    target = f" for #{finding.target}" if finding.target is not None else ""
    named = _named_by(ledger, now, finding)
    match finding.state:
        case CruxState.DOUBLE:
            reason = f"Double crux{target}: {named}, and they answer it differently"
        case CruxState.POSSIBLE:
            reason = f"Possible double crux{target}: {named}, and some of them answer it differently"
        case CruxState.SETTLED:
            reason = f"Crux{target}, settled: {named}; {_settled(ledger, finding)}"
        case CruxState.MARKED:
            reason = f"Crux{target}, open: {named}"
    return _line_of(ledger, finding.entry, reason)


def _named_by(ledger: Ledger, now: Standing, finding: CruxFinding) -> str:
    sides = {now.side_of(person) for person in finding.markers} - {None}
    if len(now.sides) == 2 and len(sides) == 2:
        return "named by both sides"
    if len(sides) > 1:
        return f"named by {len(sides)} sides"
    return f"named by {_people(ledger, finding.markers)}"


def _settled(ledger: Ledger, finding: CruxFinding) -> str:
    if finding.conceded_in:
        told = [f"{ledger.name(entry.author)} conceded it in #{entry.number}" for entry in finding.conceded_in]
        return ", ".join(told)
    if finding.settled_by is not None:
        return f"{ledger.name(finding.settled_by)} gave the answer that settled it"
    return "the sides came to agree"


# Moved


def _moved(ledger: Ledger, moved: Moves, *, first: bool) -> Iterable[Line]:
    for entry in moved.concessions:
        yield _concession_line(ledger, entry)
    for change in moved.people:
        if not change.conceded:
            yield _line_of(ledger, change.entry, _person_moved(ledger, change))
    for shift in moved.classes:
        yield _line_of(ledger, shift.entry, _class_moved(shift))
    if not first:
        for entry in moved.entries:
            yield _line_of(ledger, entry, f"New {entry.kind.value} by {ledger.name(entry.author)}")
        if moved.answers:
            yield Line(None, "", f"{_counted(moved.answers, 'new answer')}")


def _concession_line(ledger: Ledger, entry: Entry) -> Line:
    name = ledger.name(entry.author)
    concession = entry.concession
    if concession is None:
        return _line_of(ledger, entry, f"Conceded by {name}")
    how = {
        Scope.WHOLE: "concedes the whole of",
        Scope.POINT: "concedes the point on",
        Scope.ARGUMENT: "grants, for the argument's sake,",
    }[concession.scope]
    rest = [x.entry for x in ledger.links if x.target == entry.number and x.relation is Relation.RESIDUE_OF]
    live = sorted(number for number in rest if ledger.entries[number].status is Status.LIVE)
    still = f"; still holds {', '.join(f'#{number}' for number in live)}" if live else ""
    return _line_of(ledger, entry, f"{name} {how} #{concession.entry}{still}")


def _person_moved(ledger: Ledger, change: PersonMove) -> str:
    name, after = ledger.name(change.person), change.after
    if change.before.answer is not after.answer:
        return f"{name} moved from {change.before.answer.value} to {after.answer.value}{_sure(after)}"
    return f"{name} is {after.credence} % sure now (was {change.before.credence} %)"


def _sure(stance: Stance) -> str:
    return f", {stance.credence} % sure" if stance.credence is not None else ""


def _class_moved(shift: ClassMove) -> str:
    why = "new wording" if shift.reworded else "new answers"
    if shift.moved:
        why = f"“{'”, “'.join(shift.sides)}” moved"
    was = shift.before.value if shift.before else "not there"
    return f"Now {shift.after.value} (was {was}): {why}"


# Awaiting, parked, definitions


def _proposed(ledger: Ledger, now: Standing) -> Iterable[Line]:
    for line in now.proposed:
        author, tagger = ledger.name(line.entry.author), ledger.name(line.entry.tagger)
        kind = line.entry.kind.value
        yield _line_of(ledger, line.entry, f"Proposed as {kind} by {tagger}; {author} has not confirmed it")


def _parked(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    def tell(line: EntryStanding) -> Line:
        parking = line.entry.parking
        by = ledger.name(parking.by) if parking else ""
        if parking and parking.agreed_by is not None:
            reason = f"Set aside by {by} and {ledger.name(parking.agreed_by)}"
        else:
            reason = f"Set aside by {by}; nobody has answered that yet"
        return _line_of(ledger, line.entry, reason)

    return Lines(now.parked, tell)


def _definitions(ledger: Ledger) -> Iterable[Line]:
    known = [d for _, d in sorted(ledger.definitions.items()) if d.term is not None and d.meaning is not None]
    senses: dict[str, int] = {}
    for definition in known:
        term = (definition.term or "").casefold()
        senses[term] = senses.get(term, 0) + 1
    for definition in known:
        several = senses[(definition.term or "").casefold()]
        yield Line(
            None,
            f"{definition.term}: {definition.meaning}",
            _whose(ledger, definition, several),
            definition.source,
        )


def _whose(ledger: Ledger, definition: Definition, senses: int) -> str:
    owner = ledger.name(definition.owner)
    told = f"{owner}'s term" if definition.owner != definition.by else f"as {owner} uses it"
    if definition.adopted_by:
        told += f", adopted by {_people(ledger, definition.adopted_by)}"
    return f"one of {senses} live senses: {told}" if senses > 1 else told


# What every line is made of


def _line(ledger: Ledger, line: EntryStanding, reason: str) -> Line:
    notes = [reason]
    if gap := _credence_gap(line):
        notes.append(gap)
    if line.waiting:
        have = "has" if len(line.waiting) == 1 else "have"
        notes.append(f"reworded: {_people(ledger, line.waiting)} {have} yet to answer the new wording")
    return _line_of(ledger, line.entry, "; ".join(notes))


def _credence_gap(line: EntryStanding) -> str:
    """How sure the sides are that it is true, side by side; empty where too few said so or they are equally sure."""
    medians = []
    for side in line.count.sides:
        if not side.answers or 2 * len(side.credences) < side.answers:
            return ""
        medians.append(median(side.credences))
    if len(medians) < 2 or max(medians) == min(medians):
        return ""
    equally = "not equally sure" if max(medians) - min(medians) >= CREDENCE_GAP else "how sure"
    return f"{equally}: {' vs '.join(f'{value:g} %' for value in medians)}"


def _line_of(ledger: Ledger, entry: Entry, reason: str) -> Line:
    flags = [
        text
        for flag, text in (
            (entry.source_deleted, "its message was deleted"),
            (entry.source_edited, "edited since it was tagged"),
            (entry.orphaned, "its passage is no longer in the message"),
        )
        if flag
    ]
    source = None if entry.source_deleted else entry.source
    return Line(entry.number, entry.statement or "(erased)", "; ".join([reason, *flags]), source)


def _people(ledger: Ledger, people: Sequence[int]) -> str:
    names = [ledger.name(person) for person in people]
    if len(names) > NAMED:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody"


ASKED_AT_ONCE = 4
"""How many entries of a digest bear buttons: the most that leave room for the words."""


def _prompts(now: Standing) -> Iterable[Prompt]:
    """What most needs an answer: one side only first, then what is untested, diverging or open."""
    classes = (StandingClass.ONE_SIDED, StandingClass.UNTESTED, StandingClass.DIVERGING, StandingClass.OPEN)
    wanted = (line for cls in classes for line in now.of(cls) if line.entry.statement is not None)
    for line in islice(wanted, ASKED_AT_ONCE):
        yield Prompt(line.entry.number, line.entry.wording.number)
