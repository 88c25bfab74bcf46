"""A digest as data: the standing of a debate, and what moved since the last one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import cast

from bot.ledger.entries import Ledger, SideName
from bot.ledger.standing.cruxes import CruxFinding, crux_findings
from bot.ledger.standing.moves import moves
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.standing.verdicts import StandingClass
from bot.ledger.telling.cruxes import cruxes
from bot.ledger.telling.definitions import definitions
from bot.ledger.telling.headline import Headline, headline
from bot.ledger.telling.lines import Line, Lines, Section, SectionKind
from bot.ledger.telling.movements import movements
from bot.ledger.telling.positions import agreed, diverging, one_sided, parked, proposed, room, unsettled

MOST_PROMPTS = 4
"""How many entries of a digest readers are asked to answer."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An entry that readers are asked to answer, and the wording they are shown."""

    entry: int
    wording: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says; `bot.words` puts it into words. The question is None once it was erased."""

    question: str | None
    sides: tuple[tuple[SideName, int], ...]
    unsided: int
    headline: Headline
    sections: tuple[Section, ...]
    prompts: tuple[Prompt, ...]
    nothing_moved: bool
    at: datetime
    cruxes: tuple[CruxFinding, ...] = ()

    def lines(self, kind: SectionKind) -> Sequence[Line]:
        """The lines of a section; none where the digest has no such section."""
        return next((section.lines for section in self.sections if section.kind is kind), ())

    def about(self, kind: SectionKind) -> Sequence[EntryStanding]:
        """The entries that a section's lines are about, with where they stand; none for other sections."""
        lines = self.lines(kind)
        about = lines.of if isinstance(lines, Lines) else ()
        return cast(Sequence[EntryStanding], about) if about and isinstance(about[0], EntryStanding) else ()


def compose(
    ledger: Ledger, before: Ledger | None, at: datetime, now: Standing | None = None, then: Standing | None = None
) -> Digest:
    """The digest of a debate; `before` is the ledger at the last digest, None for the first one.

    `now` is the standing of `ledger` and `then` that of `before`, where the caller has them already.
    """
    now = now or standing(ledger)
    findings = crux_findings(ledger, now)
    moved = moves(before, ledger, now, then)
    sections = (
        Section(SectionKind.AGREE, agreed(ledger, now)),
        Section(SectionKind.ROOM, room(ledger, now)),
        Section(SectionKind.CRUXES, cruxes(ledger, now, findings)),
        Section(SectionKind.DIVERGE, diverging(ledger, now)),
        Section(SectionKind.ONE_SIDED, one_sided(ledger, now)),
        Section(SectionKind.UNSETTLED, unsettled(ledger, now)),
        Section(
            SectionKind.MOVED_SINCE if before else SectionKind.MOVED,
            tuple(movements(ledger, moved, first=before is None)),
        ),
        Section(SectionKind.AWAITING, proposed(ledger, now)),
        Section(SectionKind.PARKED, parked(ledger, now)),
        Section(SectionKind.DEFINITIONS, tuple(definitions(ledger))),
    )
    return Digest(
        question=ledger.debate.question or None,
        sides=() if now.is_room else tuple((side.name, len(side.people)) for side in now.sides),
        unsided=len(now.sides[0].people if now.is_room else now.unsided),
        headline=headline(now, findings),
        sections=tuple(section for section in sections if len(section.lines)),
        prompts=tuple(_prompts(now)),
        nothing_moved=moved.nothing,
        at=at,
        cruxes=findings,
    )


def _prompts(now: Standing) -> Iterator[Prompt]:
    """What most needs an answer: one-sided entries first, then what is untested, diverging or open."""
    classes = (
        StandingClass.ONE_SIDED,
        StandingClass.UNTESTED,
        StandingClass.DIVERGING,
        StandingClass.CONTESTED,
        StandingClass.OPEN,
    )
    wanted = (line for cls in classes for line in now.of(cls) if line.entry.statement is not None)
    for line in islice(wanted, MOST_PROMPTS):
        yield Prompt(line.entry.number, line.entry.wording.number)
