"""What verification finds wrong with a ledger, as values: `bot.words.findings` says them."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Flaw(Enum):
    """What is wrong, where there is nothing to add."""

    MISSING = auto()
    MISSING_BUT_FOR_ITS_TEXTS = auto()
    IMPOSSIBLE_MOMENT = auto()
    INCOMPLETE = auto()
    """Its actor, verb or data is null."""
    NO_HASH = auto()
    NO_JSON = auto()
    NO_OBJECT = auto()
    DOES_NOT_FOLLOW = auto()
    """It names what the events before it have not made."""
    HASH_CHANGED = auto()
    CHANGED = auto()
    """Its hash does not fit, and nothing tells what of it was changed."""
    NOT_THE_LAST = auto()
    """The debate's row ends with another hash."""
    NO_EVENTS = auto()
    NO_DEBATE_ROW = auto()
    UNREADABLE_TABLES = auto()
    WORDINGS_TOO_MANY = auto()
    ADOPTIONS_TOO_MANY = auto()
    IMPORTED_OTHERWISE = auto()
    """The mark of its import has another hash than the event that it names."""


class Fault(Enum):
    """Why data is no change of its verb."""

    UNKNOWN_VERB = auto()
    UNKNOWN_FIELD = auto()
    MISSING_FIELD = auto()
    WRONG_TYPE = auto()
    NEEDLESS_DEFAULT = auto()
    """A field that was added later is written though it has its default, so the hash does not cover it."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """Data that is no change of its verb; `field` is empty where it is the verb that is not known."""

    fault: Fault
    verb: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class ColumnChanged:
    """The column `entry` of the event's row does not repeat its data."""

    kept: int | None
    event: int | None


@dataclass(frozen=True, slots=True)
class TextChanged:
    """A text of the event, its salt or its commitment does not fit the others."""

    field: str


@dataclass(frozen=True, slots=True)
class TextAdded:
    """A text that the event did not have."""

    field: str


@dataclass(frozen=True, slots=True)
class TextErased:
    """A text that was erased without a later event that gives the reason."""

    field: str


@dataclass(frozen=True, slots=True)
class TextBack:
    """A text that is there, though a later event says that it was erased."""

    field: str


@dataclass(frozen=True, slots=True)
class ActorChanged:
    """The event was made by somebody else."""

    earlier: int


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A field of the event had another value."""

    field: str
    earlier: object


@dataclass(frozen=True, slots=True)
class EventsTooFew:
    """The debate's row counts more events than there are."""

    counted: int


@dataclass(frozen=True, slots=True)
class EventsTooMany:
    """The debate's row counts fewer events than there are."""

    counted: int


@dataclass(frozen=True, slots=True)
class RowMissing:
    """The events give a value that no table has."""

    kind: type
    key: Hashable


@dataclass(frozen=True, slots=True)
class RowUnknown:
    """A table has a value that the events do not give."""

    kind: type
    key: Hashable


@dataclass(frozen=True, slots=True)
class RowDiffers:
    """A table has a value of which these fields are not what the events give."""

    kind: type
    key: Hashable
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowTwice:
    """A table has several rows with one key."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class RowsOfNothing:
    """Rows of a table belong to rows of another one that are not there."""

    table: str
    target: str
    number: int


class SchemaPart(StrEnum):
    """What a schema is made of, as far as it is compared."""

    TABLE = "table"
    COLUMN = "column"
    NOT_NULL = "not null"
    CONSTRAINT = "constraint"
    INDEX = "index"
    TRIGGER = "trigger"
    FUNCTION = "function"
    """What a trigger calls."""


@dataclass(frozen=True, slots=True)
class SchemaLacks:
    """The database lacks a part of the schema, or has it out of force."""

    part: SchemaPart
    table: str
    name: str


@dataclass(frozen=True, slots=True)
class SchemaDiffers:
    """The database has a part of the schema otherwise than the migrations make it: as `definition` says."""

    part: SchemaPart
    table: str
    name: str
    definition: str


Finding = (
    Flaw
    | Malformed
    | ColumnChanged
    | TextChanged
    | TextAdded
    | TextErased
    | TextBack
    | ActorChanged
    | FieldChanged
    | EventsTooFew
    | EventsTooMany
    | RowMissing
    | RowUnknown
    | RowDiffers
    | RowTwice
    | RowsOfNothing
    | SchemaLacks
    | SchemaDiffers
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong; `event` is the number of the event that it is wrong with, if it is one."""

    event: int | None
    finding: Finding
