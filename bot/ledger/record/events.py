"""The events of a ledger: one immutable line for each change.

A change is a frozen value. Fields made with `text()` hold a person's words or identity: they are kept apart from
the rest, behind a salted commitment (`chain.py`), so that they can be erased and the chain still verifies.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, get_args, get_type_hints

from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope

TEXT = "text"
ADDED_LATER = "added later"


def text() -> Any:
    """A field that holds a person's words or identity: erasable. Typed as dataclasses.field is."""
    return field(metadata={TEXT: True})


def optional_text() -> Any:
    """The same, where there may be none."""
    return field(default=None, metadata={TEXT: True})


def later(default: "Plain") -> Any:
    """A field that events written before it was thought of lack.

    It is written into an event only where it differs from its default, so those events keep their hashes.
    """
    return field(default=default, metadata={ADDED_LATER: default})


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, without who and when."""

    verb: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class DebateOpened(Change):
    """A debate began; `asked` is False where its question is only the thread's name."""

    verb: ClassVar[str] = "debate opened"
    guild: int
    asked: bool
    question: str | None = text()


@dataclass(frozen=True, slots=True)
class QuestionAsked(Change):
    """The question was put, or put anew."""

    verb: ClassVar[str] = "question asked"
    question: str | None = text()


@dataclass(frozen=True, slots=True)
class DebateClosed(Change):
    """Nothing more is added until it is opened again."""

    verb: ClassVar[str] = "debate closed"


@dataclass(frozen=True, slots=True)
class DebateReopened(Change):
    """A closed debate goes on."""

    verb: ClassVar[str] = "debate reopened"


@dataclass(frozen=True, slots=True)
class ParticipantMet(Change):
    """Somebody acted, or was tagged, here for the first time."""

    verb: ClassVar[str] = "participant met"
    person: int
    user: str | None = text()
    name: str | None = text()


@dataclass(frozen=True, slots=True)
class SideNamed(Change):
    """A side was declared."""

    verb: ClassVar[str] = "side named"
    side: int
    name: str | None = text()


@dataclass(frozen=True, slots=True)
class SideJoined(Change):
    """A person took a side, leaving any other."""

    verb: ClassVar[str] = "side joined"
    person: int
    side: int


@dataclass(frozen=True, slots=True)
class SideLeft(Change):
    """A person is on no side now."""

    verb: ClassVar[str] = "side left"
    person: int


@dataclass(frozen=True, slots=True)
class EntryTagged(Change):
    """A line was written into the ledger: live where its author tagged it, proposed where somebody else did."""

    verb: ClassVar[str] = "entry tagged"
    entry: int
    kind: Kind
    author: int
    tagger: int
    proposed: bool
    channel: int | None = None
    message: int | None = None
    concedes: int | None = None
    scope: Scope | None = None
    conceded_answer: Answer | None = None
    tagger_answer: Answer | None = None
    crux_for: int | None = None
    statement: str | None = optional_text()
    passage: str | None = optional_text()


@dataclass(frozen=True, slots=True)
class EntryConfirmed(Change):
    """The author stands by what somebody else tagged."""

    verb: ClassVar[str] = "entry confirmed"
    entry: int


@dataclass(frozen=True, slots=True)
class EntryDeclined(Change):
    """The author does not want that tag."""

    verb: ClassVar[str] = "entry declined"
    entry: int


@dataclass(frozen=True, slots=True)
class EntryWithdrawn(Change):
    """The entry was taken back."""

    verb: ClassVar[str] = "entry withdrawn"
    entry: int


@dataclass(frozen=True, slots=True)
class EntryMerged(Change):
    """The entry says what another one says: it goes on as that one, and its own stances stay with it."""

    verb: ClassVar[str] = "entry merged"
    entry: int
    into: int


@dataclass(frozen=True, slots=True)
class EntryReworded(Change):
    """The entry says something else now; stances on the earlier wording wait."""

    verb: ClassVar[str] = "entry reworded"
    entry: int
    wording: int
    statement: str | None = text()


@dataclass(frozen=True, slots=True)
class StanceTaken(Change):
    """A person answered a wording; `concession` is the entry by which they conceded, if they did."""

    verb: ClassVar[str] = "stance taken"
    entry: int
    person: int
    wording: int
    answer: Answer
    credence: int | None = None
    concession: int | None = None


@dataclass(frozen=True, slots=True)
class CruxMarked(Change):
    """A person says that a mind changed on `entry` would be changed on `target` (None: the question)."""

    verb: ClassVar[str] = "crux marked"
    entry: int
    person: int
    target: int | None
    degree: Degree


@dataclass(frozen=True, slots=True)
class CruxUnmarked(Change):
    """A person takes a crux mark back."""

    verb: ClassVar[str] = "crux unmarked"
    entry: int
    person: int
    target: int | None


@dataclass(frozen=True, slots=True)
class EntriesLinked(Change):
    """One entry supports, attacks, restates or remains after another."""

    verb: ClassVar[str] = "entries linked"
    entry: int
    relation: Relation
    target: int


@dataclass(frozen=True, slots=True)
class EntriesUnlinked(Change):
    """What was said of two entries does not hold any more."""

    verb: ClassVar[str] = "entries unlinked"
    entry: int
    relation: Relation
    target: int


@dataclass(frozen=True, slots=True)
class EntryParked(Change):
    """A person set the entry aside: not the core."""

    verb: ClassVar[str] = "entry parked"
    entry: int
    person: int


@dataclass(frozen=True, slots=True)
class ParkingAgreed(Change):
    """Somebody else sets it aside too."""

    verb: ClassVar[str] = "parking agreed"
    entry: int
    person: int


@dataclass(frozen=True, slots=True)
class EntryRevived(Change):
    """The entry is argued again: "no, core"."""

    verb: ClassVar[str] = "entry revived"
    entry: int
    person: int


@dataclass(frozen=True, slots=True)
class TermDefined(Change):
    """What a person means by a term; `owner` is whose term it is."""

    verb: ClassVar[str] = "term defined"
    definition: int
    person: int
    owner: int
    channel: int | None = None
    message: int | None = None
    term: str | None = optional_text()
    meaning: str | None = optional_text()


@dataclass(frozen=True, slots=True)
class TermCredited(Change):
    """The definition turned out to be of somebody else's term."""

    verb: ClassVar[str] = "term credited"
    definition: int
    owner: int


@dataclass(frozen=True, slots=True)
class TermAdopted(Change):
    """A person uses that term in that sense too: "let's use your terminology"."""

    verb: ClassVar[str] = "term adopted"
    definition: int
    person: int


@dataclass(frozen=True, slots=True)
class SourceEdited(Change):
    """The message was edited after the entry was tagged."""

    verb: ClassVar[str] = "source edited"
    entry: int


@dataclass(frozen=True, slots=True)
class SourceDeleted(Change):
    """The message is gone."""

    verb: ClassVar[str] = "source deleted"
    entry: int


@dataclass(frozen=True, slots=True)
class PassageLost(Change):
    """The passage is no longer in its message."""

    verb: ClassVar[str] = "passage lost"
    entry: int


@dataclass(frozen=True, slots=True)
class PersonForgotten(Change):
    """A person's words and name were erased at their wish; what they counted for stays."""

    verb: ClassVar[str] = "person forgotten"
    person: int


@dataclass(frozen=True, slots=True)
class DigestPosted(Change):
    """A digest was posted that had seen the first `seen` events."""

    verb: ClassVar[str] = "digest posted"
    seen: int
    message: int | None


CHANGES: dict[str, type[Change]] = {change.verb: change for change in Change.__subclasses__()}
"""Every kind of change by its verb."""

Plain = str | int | bool | None
"""What a change's field is in JSON."""


@dataclass(frozen=True, slots=True)
class Event:
    """A change, with its place in the debate's ledger, its moment (UTC) and who made it (0: Crux itself)."""

    debate: int
    sequence: int
    at: datetime
    actor: int
    change: Change

    @property
    def entry(self) -> int | None:
        """The entry it is about, if it is about one."""
        return getattr(self.change, "entry", None)


def data_of(change: Change) -> dict[str, Plain]:
    """The fields of a change that are no person's words, ready for JSON."""
    data: dict[str, Plain] = {name: getattr(change, name) for name in _names(change.verb, worded=False)}
    for name, default in later_fields(change.verb).items():
        if data[name] == default:
            del data[name]
    return data


@cache
def later_fields(verb: str) -> Mapping[str, Plain]:
    """The fields that older events of this kind lack, with the values that those events are taken to have."""
    return {f.name: f.metadata[ADDED_LATER] for f in fields(CHANGES[verb]) if ADDED_LATER in f.metadata}


def texts_of(change: Change) -> dict[str, str]:
    """The words and names that a change carries, by field; a field without text is absent."""
    found = ((name, getattr(change, name)) for name in _names(change.verb, worded=True))
    return {name: value for name, value in found if value is not None}


def plain_names(verb: str) -> tuple[str, ...]:
    """The fields of a kind of change that are no person's words."""
    return _names(verb, worded=False)


@cache
def _names(verb: str, *, worded: bool) -> tuple[str, ...]:
    return tuple(f.name for f in fields(CHANGES[verb]) if (TEXT in f.metadata) is worded)


def change_from(verb: str, data: dict[str, Plain], texts: dict[str, str | None]) -> Change:
    """The change that `data_of` and `texts_of` came from; an erased text is None.

    Raises ValueError for an unknown verb, a missing or unknown field, or a value of the wrong type.
    """
    if verb not in CHANGES:
        raise ValueError(f"unknown verb {verb!r}")
    reading = _reading(verb)
    if not (data.keys() <= reading.plain.keys() and texts.keys() <= reading.worded.keys()):
        unknown = (data.keys() - reading.plain.keys()) | (texts.keys() - reading.worded.keys())
        raise ValueError(f"{verb}: unknown field {sorted(unknown)[0]!r}")
    values: dict[str, object] = {}
    for name, (types, words) in reading.plain.items():
        if name in data:
            value = data[name]
            values[name] = value if type(value) in types else _worded(value, words, verb, name)
        elif name not in reading.later:
            raise ValueError(f"{verb}: field {name!r} is missing")
    for name, default in reading.later.items():
        if name in values and values[name] == default:
            raise ValueError(f"{verb}: field {name!r} is written only where it is not {default!r}")
    for name, (types, words) in reading.worded.items():
        told = texts.get(name)
        values[name] = told if type(told) in types else _worded(told, words, verb, name)
    return reading.kind(**values)


_Words = dict[str, StrEnum]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the fields of a kind of change may be, by name: of these types, or one of these words."""

    kind: type[Change]
    plain: dict[str, tuple[frozenset[type], _Words]]
    worded: dict[str, tuple[frozenset[type], _Words]]
    later: Mapping[str, Plain]


@cache
def _reading(verb: str) -> _Reading:
    may = {
        name: (frozenset(types), {word.value: word for kind in types if issubclass(kind, StrEnum) for word in kind})
        for name, types in types_of(verb).items()
    }
    plain, worded = ({name: may[name] for name in _names(verb, worded=which)} for which in (False, True))
    return _Reading(CHANGES[verb], plain, worded, later_fields(verb))


def _worded(value: object, words: _Words, verb: str, name: str) -> StrEnum:
    word = words.get(value) if isinstance(value, str) else None
    if word is None:
        raise ValueError(f"{verb}: field {name!r} has the wrong type")
    return word


@cache
def types_of(verb: str) -> dict[str, tuple[type, ...]]:
    """The types that each field of a kind of change may have."""
    kind = CHANGES[verb]
    hints = get_type_hints(kind)
    return {f.name: get_args(hints[f.name]) or (hints[f.name],) for f in fields(kind)}
