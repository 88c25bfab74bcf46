"""What a change does to what stands in a ledger, as data.

A verb says its effects once (`verbs/`). A replay carries them out on values (`replay.py`), the store on rows.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from bot.ledger.frozen import frozen


@frozen
class Put:
    """A value of one of the ledger's fields stands from now on, in place of any with the same key."""

    value: object


@dataclass(frozen=True, slots=True)
class Amend:
    """Some fields of the value with this key change."""

    kind: type
    key: Hashable
    now: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AmendPart:
    """Some fields of a value within the value with this key change, where there is one."""

    kind: type
    key: Hashable
    part: str
    now: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AmendEach:
    """A field of every value that has `was` in it changes to `now`."""

    kind: type
    field: str
    was: object
    now: object


@dataclass(frozen=True, slots=True)
class Clear:
    """These fields of every value are None from now on."""

    kind: type
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extend:
    """One more item belongs to a collection of the value with this key."""

    kind: type
    key: Hashable
    field: str
    item: object


@dataclass(frozen=True, slots=True)
class Remove:
    """The value with this key, if there is one, stands no more."""

    kind: type
    key: Hashable


Effect = Put | Amend | AmendPart | AmendEach | Clear | Extend | Remove
Effects = tuple[Effect, ...]


def put(value: object) -> Effects:
    """The effects of a change that does nothing but put a value."""
    return (Put(value),)


def amend(kind: type, key: Hashable, **now: object) -> Effects:
    """The effects of a change that does nothing but amend a value."""
    return (Amend(kind, key, now),)
