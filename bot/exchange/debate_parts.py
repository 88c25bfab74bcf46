"""The parts of a written-down debate as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.ledger.entries import Answer, Kind, Scope


class Parked(StrEnum):
    """How somebody answers a parked entry."""

    PARK = "park"
    CORE = "core"


@dataclass(frozen=True, slots=True)
class FileMessage:
    key: str
    author: str
    at: datetime
    text: str
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class FileTag:
    key: str
    message: str
    by: str
    kind: Kind
    statement: str
    passage: str | None
    stance: Answer
    credence: int | None
    parked: bool
    supports: str | None
    attacks: str | None
    crux_for: str | None
    confirmed: bool
    concedes: str | None
    stance_on_conceded: Answer | None
    scope: Scope
    residue_of: str | None

    @property
    def needs(self) -> tuple[str, ...]:
        """The tags without which this one cannot be made."""
        return tuple(key for key in (self.concedes, self.crux_for, self.residue_of) if key)

    @property
    def follows(self) -> tuple[str, ...]:
        """The tags that should stand before this one: in a circle of mere links, the one made first has none yet."""
        return (*self.needs, *(key for key in (self.supports, self.attacks) if key))


@dataclass(frozen=True, slots=True)
class FileStance:
    by: str
    on: str
    answer: Answer
    credence: int | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileCruxMark:
    by: str
    on: str
    target: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileDefinition:
    by: str
    term: str
    means: str
    message: str | None
    adopts: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileRewording:
    on: str
    statement: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileParking:
    by: str
    on: str
    answer: Parked
    at: datetime | None


@dataclass(frozen=True, slots=True)
class FileDigest:
    at: datetime


Item = FileStance | FileCruxMark | FileDefinition | FileRewording | FileParking
Step = FileMessage | FileTag | Item | FileDigest


@dataclass(frozen=True, slots=True)
class DebateFile:
    """A debate as it was written down. Sides are names by key, participants are keys of sides by key.

    Names are those of participants by key: one that the file does not name is called by the key.
    """

    title: str
    question: str
    sides: dict[str, str]
    participants: dict[str, str | None]
    names: dict[str, str]
    messages: tuple[FileMessage, ...]
    tags: tuple[FileTag, ...]
    stances: tuple[FileStance, ...] = ()
    crux_marks: tuple[FileCruxMark, ...] = ()
    definitions: tuple[FileDefinition, ...] = ()
    rewordings: tuple[FileRewording, ...] = ()
    parking: tuple[FileParking, ...] = ()
    digests: tuple[datetime, ...] = ()

    @property
    def lists(self) -> tuple[tuple[Item, ...], ...]:
        """What is said of the tags, list by list."""
        return self.stances, self.crux_marks, self.definitions, self.rewordings, self.parking
