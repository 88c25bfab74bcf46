"""Where a debate stands in one sentence, as a value: `bot.words.digest` says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ledger.standing.cruxes import CruxFinding, CruxState
from bot.ledger.standing.standing import Standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.reasons import NobodyOnASide


@dataclass(frozen=True, slots=True)
class NothingTagged:
    """No claim or crux stands in the ledger yet."""


@dataclass(frozen=True, slots=True)
class NothingShared:
    """The sides neither agree nor diverge on anything yet."""


@dataclass(frozen=True, slots=True)
class Points:
    """On how many entries the sides agree, and on how many they diverge."""

    agreed: int
    apart: int


@dataclass(frozen=True, slots=True)
class TurnsOn:
    """The double crux of the question, and the points."""

    entry: int
    points: Points


Headline = NothingTagged | NobodyOnASide | NothingShared | Points | TurnsOn


def headline(now: Standing, findings: Sequence[CruxFinding]) -> Headline:
    """What the debate has come to."""
    if not any(line.cls for line in now.entries):
        return NothingTagged()
    if now.is_room:
        return NobodyOnASide()
    points = Points(
        agreed=len(now.of(StandingClass.COMMON_GROUND)) + len(now.of(StandingClass.COMMON_GROUND_REJECTED)),
        apart=len(now.of(StandingClass.DIVERGING)),
    )
    double = next((finding.entry.number for finding in findings if _is_the_double_crux(finding)), None)
    if double is not None:
        return TurnsOn(double, points)
    return points if points.agreed or points.apart else NothingShared()


def _is_the_double_crux(finding: CruxFinding) -> bool:
    return finding.state is CruxState.DOUBLE and finding.target is None and finding.entry.parking is None
