"""JSON as Crux reads it: no object has a key twice, and a number is a number of the same kind."""

import json


class DoubledKey(ValueError):
    """A key that stands twice in one object."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of these members. Raises DoubledKey."""
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            raise DoubledKey(key)
        members[key] = value
    return members


def doubled_key(document: str) -> str | None:
    """The first key that stands twice in one object of a document that is JSON; None where there is none."""
    try:
        json.loads(document, object_pairs_hook=without_doubles)
    except DoubledKey as doubled:
        return doubled.key
    return None


def quoted(key: str) -> str:
    """A key as an error may name it: short, on one line."""
    return repr(key[:40])[:86]


def shown(value: object) -> str:
    """A value as an error may quote it: short, on one line, and never a nest too deep to print."""
    return repr(value)[:40] if isinstance(value, str | int | float | None) else type(value).__name__


def is_number(value: object, number: int) -> bool:
    """Whether it is this whole number: in Python `True` and `1.0` are equal to 1."""
    return type(value) is int and value == number
