"""Lines on where entries stand: agreed, diverging, one-sided, not settled, parked, proposed."""

from collections.abc import Iterator
from statistics import median

from bot.ledger.entries import Ledger
from bot.ledger.standing.standing import EntryStanding, Standing
from bot.ledger.standing.verdicts import StandingClass, Tally, Verdict
from bot.ledger.telling.lines import Line, Lines, line_about, people
from bot.ledger.telling.reasons import (
    AllHold,
    AllReject,
    AwaitsNewWording,
    CredencesDiffer,
    Note,
    Proposed,
    Reason,
    RoomAnswers,
    SetAside,
    SetAsideByBoth,
    Share,
    SideBySide,
    SideVerdict,
)

CREDENCE_GAP = 30
"""From so many points between the sides' medians on, they are not equally sure."""

_VERDICT_ORDER = {Verdict.HOLDS: 0, Verdict.REJECTS: 1, Verdict.UNSETTLED: 2, Verdict.UNHEARD: 3}


def agreed(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What all sides hold, then what all reject."""

    def compose(line: EntryStanding) -> Line:
        sides = len(now.sides)
        if line.cls is StandingClass.COMMON_GROUND:
            return _line(ledger, line, AllHold(sides, _shares(now, [(t.agree, t) for t in line.tallies])))
        return _line(ledger, line, AllReject(sides, _shares(now, [(t.disagree, t) for t in line.tallies])))

    return Lines((*now.of(StandingClass.COMMON_GROUND), *now.of(StandingClass.COMMON_GROUND_REJECTED)), compose)


def _shares(now: Standing, counts: list[tuple[int, Tally]]) -> tuple[Share, ...]:
    if all(len(side.people) == 1 for side in now.sides):
        return ()
    return tuple(Share(number, tally.answers) for number, tally in counts)


def room(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What everybody together holds, rejects or is divided on, where there are no sides."""
    classes = (StandingClass.ROOM_HOLDS, StandingClass.ROOM_REJECTS, StandingClass.CONTESTED)
    lines = tuple(line for cls in classes for line in now.of(cls))
    return Lines(lines, lambda line: _line(ledger, line, _side_by_side(now, line)))


def diverging(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What some side holds and another rejects."""
    return Lines(now.of(StandingClass.DIVERGING), lambda line: _line(ledger, line, _side_by_side(now, line)))


def one_sided(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What some side holds or rejects, and no side the opposite."""
    return Lines(now.of(StandingClass.ONE_SIDED), lambda line: _line(ledger, line, _side_by_side(now, line)))


def unsettled(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What no side holds or rejects."""
    return Lines(
        (*now.of(StandingClass.UNTESTED), *now.of(StandingClass.OPEN)),
        lambda line: _line(ledger, line, _side_by_side(now, line)),
    )


def _side_by_side(now: Standing, line: EntryStanding) -> Reason:
    if now.is_room:
        return RoomAnswers(line.tallies[0])
    sides = zip(now.sides, line.tallies, line.verdicts, strict=True)
    verdicts = [SideVerdict(side.name, verdict, tally) for side, tally, verdict in sides]
    return SideBySide(tuple(sorted(verdicts, key=lambda side: _VERDICT_ORDER[side.verdict])))


def parked(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What was set aside."""
    return Lines(now.parked, lambda line: line_about(line.entry, _set_aside(ledger, line)))


def _set_aside(ledger: Ledger, line: EntryStanding) -> Reason:
    parking = line.entry.parking
    if parking is None:
        raise ValueError(f"#{line.entry.number} is not parked")
    by = ledger.name(parking.by)
    return SetAside(by) if parking.agreed_by is None else SetAsideByBoth(by, ledger.name(parking.agreed_by))


def proposed(ledger: Ledger, now: Standing) -> Lines[EntryStanding]:
    """What its author has not confirmed."""
    return Lines(now.proposed, lambda line: line_about(line.entry, _proposed(ledger, line)))


def _proposed(ledger: Ledger, line: EntryStanding) -> Reason:
    entry = line.entry
    return Proposed(entry.kind, ledger.name(entry.tagger), ledger.name(entry.author))


def _line(ledger: Ledger, line: EntryStanding, reason: Reason) -> Line:
    return line_about(line.entry, reason, _notes(ledger, line))


def _notes(ledger: Ledger, line: EntryStanding) -> Iterator[Note]:
    gap = _credence_gap(line)
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
