"""A debate, and all that stands in its ledger now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import filterfalse
from operator import attrgetter
from typing import TYPE_CHECKING

from bot.ledger.derived import DERIVED
from bot.ledger.entries import CruxMark, Definition, Entry, Link, Relation, Stance
from bot.ledger.estimates import Tally
from bot.ledger.people import FormerSide, Name, Participant, Side
from bot.ledger.signatures import Signature

if TYPE_CHECKING:
    from bot.ledger.standing.counts import Counted


NO_SERVER = 0
"""In place of a server: that of a debate which came from another tool's file, and belongs to no channel."""


@dataclass(frozen=True, slots=True)
class Debate:
    """One thread, forum post or channel with a ledger. Its id is the channel's."""

    id: int
    guild: int
    question: str | None
    opened_by: int
    opened_at: datetime
    closed_at: datetime | None = None
    settled: str | None = None
    """Of a closed debate: what was settled, in the form of `ledger.outcomes`; None where nobody said so."""
    still_open: str | None = None
    look_again: date | None = None
    """Of a closed debate: the day on which it is to come back."""
    locked_at: datetime | None = None
    """Since when moderators keep everybody from writing to the ledger; None where they do not."""
    lock_reason: str | None = None
    """Why, where they said so."""
    tally: Tally | None = None
    """Of a closed debate whose estimates were counted: how people moved."""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


@dataclass(frozen=True, slots=True)
class PostedDigest:
    """A digest that was posted; `sequence` is the number of the last event that it tells of."""

    message: int | None
    sequence: int
    at: datetime
    event: int
    """The number of the event that records it."""


@dataclass(frozen=True, slots=True)
class ToldLink:
    """A link of the entries that merged ones go on as; what they were where it was said, if they were merged since."""

    entry: int
    relation: Relation
    target: int
    entry_was: int | None = None
    target_was: int | None = None


def _named_by(link: ToldLink) -> tuple[int, int]:
    """What is said of the entries themselves comes first."""
    return link.entry_was or 0, link.target_was or 0


def former(now: int, named: int) -> int | None:
    """The number by which an entry was named, where it goes on as another one now."""
    return named if named != now else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that stands in the ledger of one debate now. Mappings are by number.

    Replay, store and verification walk the list of these fields (`record/ledger_fields.py`).
    """

    debate: Debate
    sides: Mapping[int, Side] = field(default_factory=dict)
    participants: Mapping[int, Participant] = field(default_factory=dict)
    entries: Mapping[int, Entry] = field(default_factory=dict)
    stances: Mapping[tuple[int, int], Stance] = field(default_factory=dict)
    """By (entry, person)."""
    marks: Mapping[tuple[int, int, int | None], CruxMark] = field(default_factory=dict)
    """By (entry, person, target)."""
    definitions: Mapping[int, Definition] = field(default_factory=dict)
    links: frozenset[Link] = frozenset()
    digests: tuple[PostedDigest, ...] = ()
    former_sides: Mapping[int, FormerSide] = field(default_factory=dict)
    signatures: Mapping[tuple[int, int], Signature] = field(default_factory=dict)
    """By (event of the digest, person)."""
    counted: "Counted | None" = field(default=None, metadata={DERIVED: True})
    """Its stances counted, where `stances` holds only those that matter one by one: a digest's, not all of them."""
    merged: Mapping[int, int] = field(default_factory=dict, compare=False, metadata={DERIVED: True})
    """Where `entries` are only some: into which entry each merged one goes on."""

    def name(self, person: int) -> Name:
        """What a participant is called; None once they were forgotten."""
        participant = self.participants.get(person)
        return participant.called if participant is not None else None

    def is_forgotten(self, person: int) -> bool:
        """Whether a participant was forgotten."""
        participant = self.participants.get(person)
        return participant is not None and participant.forgotten

    def side_now(self, number: int) -> int:
        """The side that one goes on as, through all merges: itself where it was not merged."""
        now = number
        while (former := self.former_sides.get(now)) is not None and former.merged_into is not None:
            now = former.merged_into
        return now

    def counts_nowhere(self, person: int) -> bool:
        """Whether none of a participant's answers counts."""
        participant = self.participants.get(person)
        return participant is not None and participant.counts_nowhere

    @property
    def number_uncounted(self) -> int:
        """Of how many the answers do not count, by what their server has decided; who was forgotten is none of them."""
        return sum(person.uncounted and not person.forgotten for person in self.participants.values())

    def is_crux_of(self, user: int, entry: int) -> bool:
        """Whether a person of the platform marked an entry as their crux, or one that goes on as it."""
        marks = (mark for mark in self.marks.values() if self.survivor(mark.entry) == entry)
        return any(self.participants[mark.person].user == user for mark in marks)

    def survivor(self, entry: int) -> int:
        """The entry that one goes on as, through all merges: itself where it was not merged."""
        if self._merged_into(entry) is None:
            return entry
        seen: set[int] = set()
        while entry not in seen and (into := self._merged_into(entry)) is not None:
            seen.add(entry)
            entry = into
        return entry

    def _merged_into(self, entry: int) -> int | None:
        known = self.entries.get(entry)
        return known.merged_into if known is not None else self.merged.get(entry)

    def is_of_itself(self, said: Link | CruxMark) -> bool:
        """Whether a link or mark is of an entry to itself, since what it named was merged: it says nothing then."""
        return said.target is not None and self.survivor(said.entry) == self.survivor(said.target)

    def surviving_links(self, about: Collection[int] | None = None) -> tuple[ToldLink, ...]:
        """The links, told of the entries that merged ones go on as, each once; without those of an entry to itself.

        With `about`, only those of these entries and to them.
        """
        told: dict[Link, ToldLink] = {}
        for link in filterfalse(self.is_of_itself, self.links if about is None else self._links_about(about)):
            now = Link(self.survivor(link.entry), link.relation, self.survivor(link.target))
            before = former(now.entry, link.entry), former(now.target, link.target)
            one = ToldLink(now.entry, now.relation, now.target, *before)
            told[now] = min(told.get(now, one), one, key=_named_by)
        return tuple(told.values())

    def _links_about(self, entries: Collection[int]) -> Iterable[Link]:
        if not self.links:
            return ()
        merged = (*self.merged, *(entry.number for entry in filter(attrgetter("merged_into"), self.entries.values())))
        named = {*entries, *(number for number in merged if self.survivor(number) in entries)}
        return (link for link in self.links if link.entry in named or link.target in named)

    def marks_on(self, entry: int) -> tuple[CruxMark, ...]:
        """The crux marks that an entry bears, in the order of people."""
        marks = (mark for mark in self.marks.values() if mark.entry == entry)
        return tuple(sorted(marks, key=lambda mark: (mark.person, mark.target or 0)))
