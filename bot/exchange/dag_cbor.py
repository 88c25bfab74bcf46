"""The content identifier of a record, by which others name exactly that record.

A record is written as DAG-CBOR, the strict form of CBOR (https://ipld.io/specs/codecs/dag-cbor/spec/), and its
identifier is version 1 of a CID (https://github.com/multiformats/cid) over the SHA-256 of that, as the AT Protocol has
it.
"""

import struct
from base64 import b32encode
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What a record can hold: the AT Protocol has no fractions."""

_INTEGER, _NEGATIVE, _TEXT, _LIST, _MAP = 0, 1, 3, 4, 5
"""CBOR's major types."""

_SIMPLE: Mapping[bool | None, bytes] = {False: b"\xf4", True: b"\xf5", None: b"\xf6"}

_SHORT = 24
"""From here on a number stands behind the byte of its type."""

_SIZES = ((24, ">B"), (25, ">H"), (26, ">I"), (27, ">Q"))
"""How long a number is written, by what the byte of its type says."""

_CID = b"\x01\x71\x12\x20"
"""Version 1, DAG-CBOR, SHA-256, of 32 bytes."""


def cid(record: Mapping[str, Value]) -> str:
    """The identifier of a record, in lower-case base 32."""
    written = b32encode(_CID + sha256(encoded(record)).digest()).decode()
    return "b" + written.rstrip("=").lower()


def encoded(value: Value) -> bytes:
    """A value as DAG-CBOR; keys stand in the order of their length, then of their bytes."""
    if value is None or isinstance(value, bool):
        return _SIMPLE[value]
    if isinstance(value, int):
        return _head(_INTEGER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, Mapping):
        # No two keys are the same, so that no two members are compared.
        members = sorted([(*_key(key), member) for key, member in value.items()])
        return _head(_MAP, len(members)) + b"".join([key + encoded(member) for _, key, member in members])
    return _head(_LIST, len(value)) + b"".join(map(encoded, value))


@lru_cache(maxsize=256)
def _key(key: str) -> tuple[int, bytes]:
    """How long a key is, and the key as it is written: the same few stand in all records."""
    text = key.encode()
    return len(text), _head(_TEXT, len(text)) + text


def _head(major: int, number: int) -> bytes:
    """The type of a value with its number: itself, or its length. Raises OverflowError above 64 bits."""
    if number < _SHORT:
        return bytes([major << 5 | number])
    for code, form in _SIZES:
        if number < 1 << 8 * struct.calcsize(form):
            return bytes([major << 5 | code]) + struct.pack(form, number)
    raise OverflowError(number)
