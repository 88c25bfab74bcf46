"""What a verb is: the fields of its change, its effects, and its traits.

A verb that lacks one of them fails at import, so that none is forgotten in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

from bot.ledger.entries import Definition, Entry
from bot.ledger.frozen import frozen
from bot.ledger.people import Participant, Side
from bot.ledger.record.effects import Effects

# What the number in a field is: its type says so


@dataclass(frozen=True, slots=True)
class Names:
    """The number of a value of the ledger, which stands there already, or which the change `makes`."""

    kind: type
    makes: bool = False


@dataclass(frozen=True, slots=True)
class OnThePlatform:
    """The id of something on the platform: too large for many readers of JSON."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day, as ISO 8601 writes it."""


@dataclass(frozen=True, slots=True)
class PlainCount:
    """A number that names nothing by itself."""


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Which texts of earlier events are erased, as `erased_texts` writes them."""


@dataclass(frozen=True, slots=True)
class EntryList:
    """Numbers of entries that stand in the ledger, as `entry_numbers` writes them."""


PersonNumber = Annotated[int, Names(Participant)]
NewPerson = Annotated[int, Names(Participant, makes=True)]
SideNumber = Annotated[int, Names(Side)]
NewSide = Annotated[int, Names(Side, makes=True)]
EntryNumber = Annotated[int, Names(Entry)]
NewEntry = Annotated[int, Names(Entry, makes=True)]
DefinitionNumber = Annotated[int, Names(Definition)]
NewDefinition = Annotated[int, Names(Definition, makes=True)]
PlatformId = Annotated[int, OnThePlatform()]
Count = Annotated[int, PlainCount()]
Day = Annotated[str, CalendarDay()]
ErasedTexts = Annotated[str, TextPlaces()]
EntryNumbers = Annotated[str, EntryList()]

# Fields


TEXT = "text"
ADDED_LATER = "added later"

Plain = str | int | bool | None
"""What a change's field is in JSON, unless it is a text."""


def text() -> Any:
    """A field that holds a person's words or identity: erasable. Typed as dataclasses.field is."""
    return field(metadata={TEXT: True})


def optional_text() -> Any:
    """The same, where there may be none."""
    return field(default=None, metadata={TEXT: True})


def later(default: Plain) -> Any:
    """A field that events written before it was thought of lack.

    It is written into an event only where it differs from its default, so those events keep their hashes.
    """
    return field(default=default, metadata={ADDED_LATER: default})


# Verbs


ACTOR = "actor"
"""In `words_of`: whoever made the change."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What must be known of a verb beside its effects."""

    recounts: bool
    """Whether a stance that was counted before may count otherwise after it."""
    on_card: bool
    """Whether a status card is brought up to date after it."""
    words_of: tuple[str, ...]
    """Whose words its texts may be: fields that name people, or ACTOR. A text of it is erased with any of them."""
    erases: str | None
    """The field that names the person or the entry whose words are erased with it; ErasedTexts say which they were."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The fields of a verb's change: how they are written and read."""

    plain: tuple[str, ...]
    """Those that are no person's words."""
    texts: tuple[str, ...]
    later: dict[str, Plain]
    """Those that older events lack, with the values that such events are taken to have."""
    types: dict[str, tuple[type, ...]]
    """The types that each field may have."""
    names: dict[str, Names]
    """Those that hold the number of a value of the ledger."""
    erased: str
    """The one that says which texts are erased with it; empty where none is."""


@frozen
class Event:
    """A change, with its place in the debate's ledger, its moment (UTC) and who made it (0: Crux itself)."""

    debate: int
    sequence: int
    at: datetime
    actor: int
    change: "Change"

    @property
    def entry(self) -> int | None:
        """The entry it is about, if it is about one."""
        return getattr(self.change, "entry", None)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened, without who and when."""

    verb: ClassVar[str]
    traits: ClassVar[Traits]
    form: ClassVar[Form]

    def effects(self, event: Event) -> Effects:
        """What the change does; `event` is the one that it is of."""
        raise NotImplementedError


CHANGES: dict[str, type[Change]] = {}
"""Every kind of change by its verb."""

PLATFORM_IDS: set[str] = set()
"""The names of all fields that hold a PlatformId."""

_Kind = TypeVar("_Kind", bound=Change)


@dataclass_transform(frozen_default=True)
def verb(
    name: str, *, recounts: bool, on_card: bool, words_of: tuple[str, ...] = (), erases: str | None = None
) -> Callable[[type[_Kind]], type[_Kind]]:
    """Makes a class a kind of change, with this verb and these `Traits`. Raises TypeError for what it lacks."""

    def made(cls: type[_Kind]) -> type[_Kind]:
        kind = frozen(cls)
        marks = _marks(name, kind)
        kind.verb, kind.traits = name, Traits(recounts, on_card, words_of, erases)
        kind.form = _form(kind, marks)
        _check(kind)
        CHANGES[name] = kind
        PLATFORM_IDS.update(field for field, mark in marks.items() if isinstance(mark, OnThePlatform))
        return kind

    return made


def _form(kind: type[Change], marks: dict[str, object]) -> Form:
    hints = get_type_hints(kind)
    return Form(
        plain=tuple(f.name for f in fields(kind) if TEXT not in f.metadata),
        texts=tuple(f.name for f in fields(kind) if TEXT in f.metadata),
        later={f.name: f.metadata[ADDED_LATER] for f in fields(kind) if ADDED_LATER in f.metadata},
        types={f.name: get_args(hints[f.name]) or (hints[f.name],) for f in fields(kind)},
        names={field: mark for field, mark in marks.items() if isinstance(mark, Names)},
        erased=next((field for field, mark in marks.items() if isinstance(mark, TextPlaces)), ""),
    )


def _marks(name: str, kind: type[Change]) -> dict[str, object]:
    """What the number in each field is, by the field's name."""
    hints = get_type_hints(kind, include_extras=True)
    return {f.name: _mark(f"{name}: {f.name}", hints[f.name], TEXT in f.metadata) for f in fields(kind)}


def _mark(where: str, hint: object, is_text: bool) -> object:
    """What the number in a field is; None where it holds none. Raises TypeError where its type does not say."""
    mark = None
    for part in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        if get_origin(part) is Annotated:
            mark = get_args(part)[1]
        elif part is int:
            raise TypeError(f"{where} must say what its number is, as EntryNumber or Count does")
        elif part is str and not is_text:
            raise TypeError(f"{where} holds words, so it must be a text(), which can be erased")
        elif not (part in (str, bool, NoneType) or (isinstance(part, type) and issubclass(part, StrEnum))):
            raise TypeError(f"{where} is of a type that no event is written in")
    return mark


def _check(kind: type[Change]) -> None:
    traits, names = kind.traits, kind.form.names
    if kind.effects is Change.effects:
        raise TypeError(f"{kind.verb} must say its effects")
    if bool(kind.form.texts) != bool(traits.words_of):
        raise TypeError(f"{kind.verb} must say whose words its texts are (words_of), and only where it has some")
    people = {field for field, mark in names.items() if mark.kind is Participant}
    if odd := set(traits.words_of) - people - {ACTOR}:
        raise TypeError(f"{kind.verb}: words_of names {sorted(odd)[0]!r}, which is nobody")
    if traits.erases is not None and traits.erases not in names:
        raise TypeError(f"{kind.verb}: erases names {traits.erases!r}, which is no person and no entry")
    if (traits.erases is not None) != bool(kind.form.erased):
        raise TypeError(f"{kind.verb} must say which texts are erased with it (ErasedTexts), and only where some are")
