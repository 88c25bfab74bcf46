"""Lines on what the debate turns on."""

from collections.abc import Sequence

from bot.ledger.entries import Ledger
from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.standing import Standing
from bot.ledger.telling.lines import Line, Lines, line_about, people
from bot.ledger.telling.reasons import (
    ConcededIn,
    CruxReason,
    NamedByPeople,
    NamedBySides,
    Settled,
    SettledByAnswer,
    SettledByConcessions,
    SettledTogether,
)


def cruxes(ledger: Ledger, now: Standing, findings: Sequence[CruxFinding]) -> Lines[CruxFinding]:
    """The cruxes that are not parked, the most shared first."""
    shown = [finding for finding in findings if finding.entry.parking is None]
    return Lines(shown, lambda finding: _line(ledger, now, finding))


def _line(ledger: Ledger, now: Standing, finding: CruxFinding) -> Line:
    settled = _settled(ledger, finding) if finding.state is CruxState.SETTLED else None
    reason = CruxReason(finding.state, finding.target, _named_by(ledger, now, finding), settled)
    return line_about(finding.entry, reason)


def _named_by(ledger: Ledger, now: Standing, finding: CruxFinding) -> NamedBySides | NamedByPeople:
    sides = {now.side_of(person) for person in finding.markers} - {None}
    if len(sides) > 1:
        return NamedBySides(len(sides), len(now.sides))
    return NamedByPeople(people(ledger, finding.markers))


def _settled(ledger: Ledger, finding: CruxFinding) -> Settled:
    if finding.conceded_in:
        concessions = (ConcededIn(ledger.name(entry.author), entry.number) for entry in finding.conceded_in)
        return SettledByConcessions(tuple(concessions))
    if finding.settled_by is not None:
        return SettledByAnswer(ledger.name(finding.settled_by))
    return SettledTogether()
