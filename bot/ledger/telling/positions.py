"""Lines on where entries stand."""

from collections.abc import Iterator
from statistics import median

from bot.ledger.entries import Answer
from bot.ledger.ledger import Ledger
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Verdict
from bot.ledger.telling.lines import Line, Lines, line_about, people
from bot.ledger.telling.reasons import (
    AwaitsNewWording,
    Counts,
    CredencesDiffer,
    NobodyOnASide,
    Note,
    Proposed,
    Reason,
    SetAside,
    SetAsideByBoth,
    SideBySide,
    SideVerdict,
)

CREDENCE_GAP = 30
"""From so many points between the sides' medians on, they are not equally sure."""

_VERDICT_ORDER = {Verdict.HOLDS: 0, Verdict.REJECTS: 1, Verdict.UNSETTLED: 2, Verdict.UNHEARD: 3}


def accepted(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What all sides accept; without sides, what most do."""
    return _counted(ledger, now, _of(now, StandingClass.COMMON_GROUND, StandingClass.ROOM_HOLDS), Answer.AGREE)


def rejected(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What all sides reject; without sides, what most do."""
    classes = (StandingClass.COMMON_GROUND_REJECTED, StandingClass.ROOM_REJECTS)
    return _counted(ledger, now, _of(now, *classes), Answer.DISAGREE)


def diverging(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What some side accepts and another rejects."""
    return _counted(ledger, now, now.of(StandingClass.DIVERGING), Answer.AGREE, named=True)


def contested(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What the room, where there are no sides, is divided on."""
    return Lines(now.of(StandingClass.CONTESTED), lambda line: _line(ledger, line, side_by_side(now, line)))


def _of(now: Standing, *classes: StandingClass) -> tuple[EntryStanding, ...]:
    return tuple(line for cls in classes for line in now.of(cls))


def _counted(
    ledger: Ledger, now: Standing, lines: tuple[EntryStanding, ...], answer: Answer, *, named: bool = False
) -> Lines[EntryStanding]:
    return Lines(lines, lambda line: _line(ledger, line, counts(now, line, answer, named=named)))


def counts(now: Standing, line: EntryStanding, answer: Answer = Answer.AGREE, *, named: bool = False) -> Counts:
    """How many of each side's answers to an entry were given so."""
    return Counts(answer, line.tallies, now.is_room, named)


def one_sided(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What some side accepts or rejects, and no side the opposite."""
    return Lines(now.of(StandingClass.ONE_SIDED), lambda line: _line(ledger, line, side_by_side(now, line)))


def undecided(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What no side accepts or rejects."""
    lines = _of(now, StandingClass.UNTESTED, StandingClass.OPEN)
    return Lines(lines, lambda line: _line(ledger, line, side_by_side(now, line)))


def side_by_side(now: Standing, line: EntryStanding) -> SideBySide | NobodyOnASide:
    """What each side makes of an entry."""
    if not now.sides:
        return NobodyOnASide()
    sides = enumerate(zip(line.tallies, line.verdicts, strict=True))
    verdicts = [SideVerdict(None if now.is_room else at, verdict, tally) for at, (tally, verdict) in sides]
    return SideBySide(tuple(sorted(verdicts, key=lambda side: _VERDICT_ORDER[side.verdict])))


def parked(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What was set aside."""
    return Lines(now.parked, lambda line: line_about(line.entry, _set_aside(ledger, line)))


def _set_aside(ledger: Ledger, line: EntryStanding) -> Reason:
    parking = line.entry.parking
    if parking is None:
        raise ValueError(f"#{line.entry.number} is not parked")
    agreed_by = parking.agreed_by
    if agreed_by is None or ledger.is_forgotten(agreed_by):
        return SetAside(ledger.name(parking.by))
    if ledger.is_forgotten(parking.by):
        return SetAside(ledger.name(agreed_by))
    return SetAsideByBoth(ledger.name(parking.by), ledger.name(agreed_by))


def proposed(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What its author has not confirmed."""
    return Lines(now.proposed, lambda line: line_about(line.entry, _proposed(ledger, line)))


def _proposed(ledger: Ledger, line: EntryStanding) -> Reason:
    entry = line.entry
    return Proposed(entry.kind, ledger.name(entry.tagger), ledger.name(entry.author))


def _line(ledger: Ledger, line: EntryStanding, reason: Reason) -> Line:
    return line_about(line.entry, reason, _notes(ledger, line))


def _notes(ledger: Ledger, line: EntryStanding) -> Iterator[Note]:
    gap = _credence_gap(line) if line.cls is not StandingClass.DIVERGING else None
    if gap is not None:
        yield gap
    if line.waiting:
        yield AwaitsNewWording(people(ledger, line.waiting))


def _credence_gap(line: EntryStanding) -> CredencesDiffer | None:
    """How likely the sides think it is; None where they diverge anyway, too few said so, or the medians are equal."""
    if line.cls is StandingClass.DIVERGING:
        return None
    medians = []
    for side in line.count.sides:
        if not side.answers or 2 * len(side.credences) < side.answers:
            return None
        medians.append(float(median(side.credences)))
    if len(medians) < 2 or max(medians) == min(medians):
        return None
    return CredencesDiffer(tuple(medians), max(medians) - min(medians) >= CREDENCE_GAP)
