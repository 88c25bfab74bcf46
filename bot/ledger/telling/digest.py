"""A digest as data: the standing of a debate, and what is new since the last one.

It is the one source of what a digest, a card, a report's opening and a picture say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from bot.ledger.ledger import Ledger
from bot.ledger.people import SideName
from bot.ledger.standing.cruxes import CruxFinding, crux_findings
from bot.ledger.standing.moves import moves
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.telling.lines import Line, Lines, Section, SectionKind
from bot.ledger.telling.news import News, news
from bot.ledger.telling.positions import one_sided, parked, proposed, undecided
from bot.ledger.telling.rest import Rest, rest
from bot.ledger.telling.sections import ShownSection, sections, shown
from bot.ledger.telling.settles_most import SettlesMost, settles_most
from bot.ledger.telling.signed import signed


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and the hash of a debate's newest event: who keeps them can see later whether it was changed."""

    event: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class DigestSide:
    """A side, whose letter is its place among the sides: its name, its people, and its number where it is declared."""

    name: SideName
    people: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Where a debate stands, for two or three sentences."""

    sides: int
    """How many sides there are; 0 where there is only the room."""
    people: int
    """How many people are on a side, or in the room."""
    is_tagged: bool
    """Whether there is any claim or crux."""
    sections: tuple[ShownSection, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says; `bot.words` puts it into words. The question is None once it was erased.

    Where there are no sides to compare, `room` is the number of people who take part.
    """

    question: str | None
    is_open: bool
    sides: tuple[DigestSide, ...]
    room: int | None
    unsided: int
    summary: Summary
    sections: tuple[Section, ...]
    """All sections with all their lines, also those that a digest only counts."""
    news: News
    rest: Rest
    settling: SettlesMost | None
    waits: bool
    """Whether there is any entry that somebody could answer."""
    nothing_moved: bool
    at: datetime
    cruxes: tuple[CruxFinding, ...] = ()

    @property
    def shown(self) -> tuple[ShownSection, ...]:
        """The sections that a digest shows, with their first lines."""
        return self.summary.sections

    def lines(self, kind: SectionKind) -> Sequence[Line]:
        """All lines of a section; none where the digest has no such section."""
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
    sides = digest_sides(now)
    main = sections(ledger, now, findings)
    more = (
        Section(SectionKind.ONE_SIDED, one_sided(ledger, now)),
        Section(SectionKind.UNDECIDED, undecided(ledger, now)),
        Section(SectionKind.PROPOSED, proposed(ledger, now)),
        Section(SectionKind.PARKED, parked(ledger, now)),
    )
    return Digest(
        question=ledger.debate.question or None,
        is_open=ledger.debate.is_open,
        sides=sides,
        room=len(now.sides[0].people) if now.is_room else None,
        unsided=len(now.unsided),
        summary=summary(ledger, now, main, findings),
        sections=(*main, *(section for section in more if len(section.lines))),
        news=replace(
            news(ledger, moved, findings, is_first=before is None),
            signed=signed(ledger, [side.number for side in sides]),
        ),
        rest=rest(ledger, now),
        settling=settles_most(now) if ledger.debate.is_open else None,
        waits=waits(now),
        nothing_moved=moved.nothing,
        at=at,
        cruxes=findings,
    )


def waits(now: Standing) -> bool:
    """Whether there is any entry that somebody could answer."""
    return any(line.entry.asks_for_stances and not line.parked for line in now.entries)


def digest_sides(now: Standing) -> tuple[DigestSide, ...]:
    """The sides that are compared; none where there is only the room."""
    if now.is_room:
        return ()
    return tuple(DigestSide(side.name, len(side.people), side.number) for side in now.sides)


def summary(ledger: Ledger, now: Standing, main: Sequence[Section], findings: Sequence[CruxFinding]) -> Summary:
    """Where a debate stands, from its sections and what is known of its cruxes."""
    return Summary(
        sides=0 if now.is_room else len(now.sides),
        people=sum(len(side.people) for side in now.sides),
        is_tagged=any(line.cls for line in now.entries),
        sections=shown(ledger, now, main, findings),
    )
