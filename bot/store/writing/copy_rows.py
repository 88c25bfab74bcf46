"""Rows of events as PostgreSQL's binary COPY has them: made by processes that know no database."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

EVENT_COLUMNS = ("debate", "sequence", "at", "actor", "verb", "entry", "data", "hash")
TEXT_COLUMNS = ("debate", "sequence", "field", "words", "salt", "commitment")

BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
"""What stands before and behind all rows."""


class EventRows(NamedTuple):
    """The rows of some events, and number and hash of the last one."""

    number: int
    """How many events."""
    events: bytes
    texts: bytes
    last: int
    hash: bytes


_KEY = Struct(">hiqii")
_LENGTH = Struct(">i")
_NULL = _LENGTH.pack(-1)
_EPOCH, _MICROSECOND = datetime(2000, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def event_row(
    debate: int, sequence: int, at: datetime, actor: int, verb: str, entry: int | None, data: str, sealed_by: bytes
) -> bytes:
    """A row of `events`; `data` is JSON."""
    json, moment = data.encode(), (at - _EPOCH) // _MICROSECOND
    name, layout = _event_layout(verb, entry is None)
    about = (-1,) if entry is None else (4, entry)
    number = len(EVENT_COLUMNS)
    head = layout.pack(number, 8, debate, 4, sequence, 8, moment, 4, actor, name, *about, 1 + len(json), _JSONB)
    return b"".join((head, json, _HASH_LENGTH, sealed_by))


# Of verbs there are few.
@lru_cache(maxsize=256)
def _event_layout(verb: str, is_about_none: bool) -> tuple[bytes, Struct]:
    """The cell of a verb, and the layout of the row of such an event up to its data."""
    name = _name(verb)
    return name, Struct(f">hiqiiiqii{len(name)}s{'i' if is_about_none else 'ii'}ib")


_JSONB = 1
"""The version of what stands in a cell of jsonb: its text."""

_HASH_LENGTH = _LENGTH.pack(32)


def text_row(debate: int, sequence: int, field: str, words: str | None, salt: bytes | None, commitment: bytes) -> bytes:
    """A row of `event_texts`."""
    key = _KEY.pack(len(TEXT_COLUMNS), 8, debate, 4, sequence)
    said = words.encode() if words is not None else None
    return key + _name(field) + b"".join(map(_cell, (said, salt, commitment)))


# Names of verbs and fields, of which there are few.
@lru_cache(maxsize=256)
def _name(name: str) -> bytes:
    return _cell(name.encode())


def _cell(value: bytes | None) -> bytes:
    return _NULL if value is None else _LENGTH.pack(len(value)) + value
