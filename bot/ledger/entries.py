"""The entries of a ledger and what people say to them, as frozen values."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.ledger.derived import DERIVED
from bot.ledger.frozen import frozen

LARGEST_NUMBER = 2**31 - 1
"""The largest number that anything has within its debate."""

STATEMENT_LIMIT = 300
"""The longest statement, in characters."""


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


class SetApart(StrEnum):
    """How an entry was set apart from those that count, and can be brought back."""

    PARKED = "parked"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Relation(StrEnum):
    """What one entry is to another."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    RESIDUE_OF = "residue of"
    RESTATES = "restates"


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


@frozen
class MovedFrom:
    """The last other answer that somebody had given to the same wording, and when they moved from it.

    None for somebody who had not answered it, and moved in a concession.
    """

    answer: Answer | None
    at: datetime


@frozen
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

    @property
    def can_be_read(self) -> bool:
        """Whether neither the term nor its meaning was erased."""
        return self.term is not None and self.meaning is not None
