"""What stands in a ledger, as frozen values.

People are numbers here: the first person a debate meets is participant 1, the next is 2. Who they are on the
platform stands only in `Participant`, so that forgetting somebody is one row.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from bot.ledger.standing.counts import Counted

DERIVED = "derived"
"""Marks a field that is computed from others: no event puts it, and no table holds it."""

STATEMENT_LIMIT = 300
"""The longest statement, in characters."""

CRUX_ITSELF = 0
"""The actor of what nobody did: a digest posted on schedule, a message that was deleted."""


class Kind(StrEnum):
    """What an entry is."""

    CLAIM = "claim"
    CRUX = "crux"
    CONCESSION = "concession"


class Answer(StrEnum):
    """A participant's answer to a statement. Unsure is an answer; silence is not."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNSURE = "unsure"


class Scope(StrEnum):
    """How far a concession goes: only the whole and this point move the conceder's stance."""

    WHOLE = "whole"
    POINT = "point"
    ARGUMENT = "argument"


class Degree(StrEnum):
    """How much of a mind would change with a crux."""

    FULLY = "fully"
    PARTLY = "partly"


class Status(StrEnum):
    """Where an entry is in its life: only a live one counts."""

    PROPOSED = "proposed"
    LIVE = "live"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Relation(StrEnum):
    """What one entry is to another."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    RESIDUE_OF = "residue of"
    RESTATES = "restates"


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

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class Side:
    """A named position on the question."""

    number: int
    name: str | None

    @property
    def called(self) -> "SideName":
        """What it is called; its number stands for a name that was erased."""
        return self.name or UnnamedSide(self.number)


@dataclass(frozen=True, slots=True)
class UnnamedSide:
    """A side whose name was erased."""

    number: int


@dataclass(frozen=True, slots=True)
class FormerSide:
    """A side that was removed, or merged into another one. Its number is given to no other side."""

    number: int
    merged_into: int | None = None


Name = str | None
"""What a person is called; None for somebody who was forgotten."""

SideName = str | UnnamedSide | None
"""What a side is called; None for a room without sides, and for one person whose name was erased."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody the ledger has met; `user` and `name` are None once they asked to be forgotten."""

    number: int
    user: int | None
    name: str | None
    side: int | None = None
    forgotten: bool = False
    """Whether they were forgotten: they count nowhere from then on."""
    namesake: int = field(default=1, compare=False, metadata={DERIVED: True})
    """Which of the people of that name this one is, in the order of their numbers: 1 is the first."""

    @property
    def called(self) -> Name:
        """What they are called here, so that nobody else of the debate is; None for somebody who was forgotten."""
        return told_apart(self.name, self.namesake) if self.name else None


_NUMBERED = re.compile(r"\(\d+\)$")


def told_apart(name: str, namesake: int) -> str:
    """A name, with a number behind it for all but the first person of that name: "ana", "ana (2)".

    A name that ends so by itself always takes a number, so that nobody takes on what another is called.
    """
    return name if namesake == 1 and not _NUMBERED.search(name) else f"{name} ({namesake})"


@dataclass(frozen=True, slots=True)
class Source:
    """The message that an entry or a definition comes from."""

    channel: int
    message: int


def source_of(channel: int | None, message: int | None) -> Source | None:
    """The message that these name; None where they name none. Raises ValueError where one of them is missing."""
    if channel is not None and message is not None:
        return Source(channel, message)
    if channel is None and message is None:
        return None
    raise ValueError("channel and message go together")


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence of an entry, counted from 1; `statement` is None once it is erased."""

    number: int
    statement: str | None


@dataclass(frozen=True, slots=True)
class Concession:
    """What a concession grants: the entry, how far, and the answer its author takes over."""

    entry: int
    scope: Scope
    answer: Answer
    wording: int | None = None
    """Of a plain concession, which has no words of its own: the wording of the entry that it concedes."""
    before: Answer | None = None
    """What its author answered to the wording in force until then; None where they had not answered it."""


@dataclass(frozen=True, slots=True)
class PlainConcession:
    """What a plain concession says: the answer to somebody else's words, as they stood then."""

    answer: Answer
    words: str


Said = str | PlainConcession | None
"""What an entry says: a sentence of its own, or a plain concession; None once its words are erased."""


@dataclass(frozen=True, slots=True)
class Parking:
    """An entry set aside by somebody; by both once somebody of another side agreed."""

    by: int
    agreed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the tagger of somebody else's message said for themselves, kept until the author confirms."""

    answer: Answer | None = None
    crux_for: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered line of the ledger."""

    number: int
    kind: Kind
    author: int
    tagger: int
    status: Status
    wordings: tuple[Wording, ...]
    tagged_at: datetime
    passage: str | None = None
    source: Source | None = None
    concession: Concession | None = None
    proposal: Proposal | None = None
    parking: Parking | None = None
    orphaned: bool = False
    source_edited: bool = False
    source_deleted: bool = False
    merged_into: int | None = None
    conceded_words: str | None = field(default=None, compare=False, metadata={DERIVED: True})
    """Of a plain concession: what the wording says that it concedes, for whoever is shown it; None once erased."""
    goes_on_as: int | None = field(default=None, compare=False, metadata={DERIVED: True})
    """Of a merged one: the entry that it goes on as, through all merges; None where that was not read."""

    @property
    def wording(self) -> Wording:
        """The wording in force: the latest."""
        return self.wordings[-1]

    @property
    def statement(self) -> str | None:
        """The sentence in force; None once erased."""
        return self.wordings[-1].statement

    @property
    def said(self) -> Said:
        """What it says in the wording in force."""
        return self.said_in(self.wording)

    def said_in(self, wording: Wording) -> Said:
        """What it says, or said, in one of its wordings. A plain concession has no words in its first one."""
        plain = wording.number == 1 and wording.statement is None and self.conceded_words is not None
        if plain and self.concession is not None and self.conceded_words is not None:
            return PlainConcession(self.concession.answer, self.conceded_words)
        return wording.statement

    @property
    def asks_for_stances(self) -> bool:
        """Whether people answer it: a live claim or crux whose words can be read.

        A concession records a move, and asks for nobody's stance.
        """
        return self.status is Status.LIVE and self.kind is not Kind.CONCESSION and self.statement is not None


@dataclass(frozen=True, slots=True)
class MovedFrom:
    """The last other answer that somebody had given to the same wording, and when they moved from it.

    None for somebody who had not answered it, and moved in a concession.
    """

    answer: Answer | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Stance:
    """A participant's latest answer to an entry, given to one of its wordings."""

    person: int
    entry: int
    wording: int
    answer: Answer
    credence: int | None
    at: datetime
    moved_from: MovedFrom | None = None
    """None where nobody can have moved: it is the person's only answer to that wording, and no concession."""

    def following(self, before: Self | None) -> Self:
        """The same stance behind the one that it replaces: it says what the person moved from."""
        if before is None or before.wording != self.wording:
            return self
        moved = before.moved_from if before.answer is self.answer else MovedFrom(before.answer, self.at)
        return replace(self, moved_from=moved)

    def counts_for(self, entry: Entry) -> bool:
        """Whether it was given to the wording in force; otherwise it waits for its owner."""
        return self.wording == entry.wording.number


@dataclass(frozen=True, slots=True)
class CruxMark:
    """Somebody's word: "if I changed my mind on `entry`, I would change it on `target`" (None: the question)."""

    person: int
    entry: int
    target: int | None
    degree: Degree


@dataclass(frozen=True, slots=True)
class Link:
    """`entry` supports, attacks, restates or remains after `target`."""

    entry: int
    relation: Relation
    target: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, what `by` means by it, and whose term it is (`owner`)."""

    number: int
    term: str | None
    meaning: str | None
    by: int
    owner: int
    source: Source | None = None
    adopted_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PostedDigest:
    """A digest that was posted; `sequence` is the number of the last event that it tells of."""

    message: int | None
    sequence: int
    at: datetime
    event: int
    """The number of the event that records it."""


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

    def is_crux_of(self, user: int, entry: int) -> bool:
        """Whether a person of the platform marked an entry as their crux, or one that goes on as it."""
        marks = (mark for mark in self.marks.values() if self.survivor(mark.entry) == entry)
        return any(self.participants[mark.person].user == user for mark in marks)

    def survivor(self, entry: int) -> int:
        """The entry that one goes on as, through all merges: itself where it was not merged."""
        seen: set[int] = set()
        while entry not in seen and (into := self._merged_into(entry)) is not None:
            seen.add(entry)
            entry = into
        return entry

    def _merged_into(self, entry: int) -> int | None:
        known = self.entries.get(entry)
        return known.merged_into if known is not None else self.merged.get(entry)

    def surviving_links(self) -> frozenset[Link]:
        """The links, told of the entries that merged ones go on as; without those that an entry has to itself then."""
        told = (Link(self.survivor(link.entry), link.relation, self.survivor(link.target)) for link in self.links)
        return frozenset(link for link in told if link.entry != link.target)

    def marks_on(self, entry: int) -> tuple[CruxMark, ...]:
        """The crux marks that an entry bears, in the order of people."""
        marks = (mark for mark in self.marks.values() if mark.entry == entry)
        return tuple(sorted(marks, key=lambda mark: (mark.person, mark.target or 0)))
