"""A debate at a glance: the digest's sections in its order, with each side's answers, as a picture shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from bot.ledger.entries import Answer, Entry, Scope, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import Name
from bot.ledger.standing.cruxes import SETTLED, CruxFinding, CruxState
from bot.ledger.standing.standing import EntryStanding, Standing, standing
from bot.ledger.telling.digest import Digest, DigestSide, Summary, compose
from bot.ledger.telling.lines import Line, SectionKind
from bot.ledger.telling.rest import Rest

MOST_ROWS = 12
"""How many entries a picture shows: the most decisive ones."""

MOST_NAMED_BY_BOTH = 24
"""How many cruxes that both sides named have a row, beyond that number too; of more, the picture has the numbers."""

GROUPS = (
    SectionKind.ACCEPT,
    SectionKind.REJECT,
    SectionKind.DIVERGE,
    SectionKind.CONTESTED,
    SectionKind.TURNS_ON,
    SectionKind.ONE_SIDED,
    SectionKind.UNDECIDED,
    SectionKind.PARKED,
)
"""The digest's sections that a picture shows, in its order."""

_ONCE = frozenset({SectionKind.ACCEPT, SectionKind.REJECT, SectionKind.DIVERGE, SectionKind.CONTESTED})
"""The sections that do not count what stands among those that it turns on."""


@dataclass(frozen=True, slots=True)
class SideAnswers:
    """How a side of so many people answered an entry; the rest of them has not answered."""

    side: int
    people: int
    agree: int
    disagree: int
    unsure: int

    @property
    def silent(self) -> int:
        return self.people - self.agree - self.disagree - self.unsure


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody whose concession moved them to the answer that all sides give now."""

    name: Name
    concession: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: its line in the digest, who answered what, who moved."""

    entry: int
    line: Line
    answers: tuple[SideAnswers, ...]
    crux: CruxState | None
    crux_for: int | None
    crux_for_was: int | None
    """What that entry was when it was named, if it was merged since."""
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of a digest's section, the most decisive first, and how many entries it has in all.

    Those `above` stand among what it turns on; those `named` are cruxes of both sides for which there is no room. What
    else it turns on has its row, or has none, in the group where it belongs.
    """

    kind: SectionKind
    number: int
    rows: tuple[Row, ...]
    above: tuple[int, ...] = ()
    named: tuple[int, ...] = ()

    @property
    def more(self) -> int:
        """How many of its entries stand nowhere in the picture."""
        if self.kind is SectionKind.TURNS_ON:
            return 0
        return self.number - len(self.rows) - len(self.above) - len(self.named)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a picture of a debate shows. A side's letter is its place in `sides`.

    Without sides everybody, `room` people, is counted together.
    """

    question: str | None
    sides: tuple[DigestSide, ...]
    room: int | None
    unsided: int
    summary: Summary
    groups: tuple[Group, ...]
    rest: Rest
    at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether there is no entry to show."""
        return not self.groups

    @property
    def more(self) -> int:
        """How many entries are left out."""
        return sum(group.more for group in self.groups)


def overview(
    ledger: Ledger,
    at: datetime,
    most: int = MOST_ROWS,
    digest: Digest | None = None,
    now: Standing | None = None,
) -> Overview:
    """The debate at a glance, with its `most` most decisive rows, and every crux that people of two sides named.

    `digest` is its digest and `now` its standing, where the caller has them already.
    """
    now = now or standing(ledger)
    digest = digest or compose(ledger, None, at, now)
    return Overview(
        question=digest.question,
        sides=digest.sides,
        room=digest.room,
        unsided=digest.unsided,
        summary=digest.summary,
        groups=tuple(_Groups(ledger, now, digest).all(most)),
        rest=digest.rest,
        at=at,
    )


class _Groups:
    """The groups of a debate's picture."""

    def __init__(self, ledger: Ledger, now: Standing, digest: Digest) -> None:
        self._ledger, self._now, self._digest = ledger, now, digest
        turning = next((section for section in digest.shown if section.kind is SectionKind.TURNS_ON), None)
        self._turning = {line.entry: line for line in turning.lines} if turning else {}
        # The most shared state of an entry comes first among the findings.
        self._cruxes = {finding.entry.number: finding for finding in reversed(digest.cruxes)}
        self._by_both = tuple(dict.fromkeys(f.entry.number for f in digest.cruxes if _named_by_both(now, f)))
        self._movers = _movers(ledger)

    def all(self, most: int) -> Iterator[Group]:
        """The groups that have any entry."""
        about = {kind: self._about(kind) for kind in GROUPS}
        shown = self._chosen(about.values(), most)
        for kind, standings in about.items():
            group = self._group(kind, standings, shown)
            if group.number:
                yield group

    def _about(self, kind: SectionKind) -> Sequence[EntryStanding]:
        if kind is not SectionKind.TURNS_ON:
            return self._digest.about(kind)
        wanted = {line.entry.number: line for line in self._now.entries if line.entry.number in self._turning}
        return tuple(wanted[number] for number in self._turning)

    def _chosen(self, groups: Iterable[Sequence[EntryStanding]], most: int) -> frozenset[int]:
        """The entries with a row: what the digest shows, what both sides named, and the next of each group in turn."""
        lines = (line.entry for section in self._digest.shown for line in section.lines)
        chosen = {*islice(chain(self._turning, lines), most), *self._by_both[:MOST_NAMED_BY_BOTH]}
        every = list(groups)
        longest = max(map(len, every), default=0)
        for number in (group[turn].entry.number for turn in range(longest) for group in every if turn < len(group)):
            if len(chosen) >= most:
                break
            chosen.add(number)
        return frozenset(chosen)

    def _group(self, kind: SectionKind, about: Sequence[EntryStanding], shown: frozenset[int]) -> Group:
        lines, turns_on = self._digest.lines(kind), kind is SectionKind.TURNS_ON
        elsewhere = () if turns_on else tuple(n.entry.number for n in about if n.entry.number in self._turning)
        rows = tuple(
            self._row(self._turning[stands.entry.number] if turns_on else lines[place], stands)
            for place, stands in enumerate(about)
            if stands.entry.number in shown and stands.entry.number not in elsewhere
        )
        late = set(self._by_both[MOST_NAMED_BY_BOTH:]) - shown - set(elsewhere)
        named = tuple(stands.entry.number for stands in about if stands.entry.number in late) if late else ()
        number = len(lines) if turns_on else len(about)
        if kind in _ONCE:
            return Group(kind, number - len(elsewhere), rows, named=named)
        return Group(kind, number, rows, elsewhere, named)

    def _row(self, line: Line, stands: EntryStanding) -> Row:
        finding = self._cruxes.get(line.entry)
        counted = zip((len(side.people) for side in self._now.sides), stands.tallies, strict=True)
        return Row(
            entry=line.entry,
            line=line,
            answers=tuple(
                SideAnswers(place, people, tally.agree, tally.disagree, tally.unsure)
                for place, (people, tally) in enumerate(counted)
            ),
            crux=finding.state if finding else None,
            crux_for=finding.target if finding else None,
            crux_for_was=finding.target_was if finding else None,
            movers=tuple(self._moved(stands)),
        )

    def _moved(self, stands: EntryStanding) -> Iterator[Mover]:
        """Whose concession moved them to what all sides answer now, and who answers so still."""
        settled = SETTLED.get(stands.cls) if stands.cls is not None else None
        for entry in self._movers.get(stands.entry.number, ()):
            concession = entry.concession
            stance = self._ledger.stances.get((stands.entry.number, entry.author))
            if concession is None or concession.answer is not settled:
                continue
            if stance is None or stance.answer is concession.answer:
                yield Mover(self._ledger.name(entry.author), entry.number, concession.answer)


def _named_by_both(now: Standing, finding: CruxFinding) -> bool:
    """Whether people of two sides marked it, whatever they answer."""
    return not now.is_room and len({now.side_of(person) for person in finding.markers} - {None}) > 1


def _movers(ledger: Ledger) -> Mapping[int, Sequence[Entry]]:
    """The concessions that move their authors, by the entry that they concede or that it goes on as."""
    movers: dict[int, list[Entry]] = {}
    for _, entry in sorted(ledger.entries.items()):
        conceded = entry.concession
        if conceded is None or entry.status is not Status.LIVE or conceded.scope is Scope.ARGUMENT:
            continue
        if not ledger.is_forgotten(entry.author):
            movers.setdefault(ledger.survivor(conceded.entry), []).append(entry)
    return movers
