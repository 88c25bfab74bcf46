"""JSON as orjson reads it, which is quick, and whether an object of it had a key twice, which orjson does not tell."""

from collections.abc import Sequence
from typing import cast

import orjson

_QUOTE, _ESCAPED, _COLON, _ESCAPE = b'"', b'\\"', b":", b"\\"


def objects_in(objects: str, *, is_strict: bool) -> Sequence[object] | None:
    """These objects; None where they are to be read one by one, as something is odd with them."""
    try:
        written = f"[{objects}]".encode()
        several = orjson.loads(written)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None
    if is_strict and may_have_doubles(written, several):
        return None
    return cast("Sequence[object]", several)


def may_have_doubles(written: bytes, read: object) -> bool:
    """Whether an object of what was read by orjson may have a key twice: written out again, it is shorter by that key.

    A key has one colon behind it, and a text has far fewer colons than quotation marks, which take longer to count. But
    colons may be escaped, and then a string may be written with more escapes than it needs: never with fewer.
    """
    try:
        again = orjson.dumps(read)
    except orjson.JSONEncodeError:
        # orjson reads values that lie deeper within each other than it writes.
        return True
    if _ESCAPE in written:
        return _quotes(written) != _quotes(again)
    return written.count(_COLON) != again.count(_COLON)


def _quotes(written: bytes) -> int:
    """How many quotation marks are seen to be no part of a string."""
    return written.count(_QUOTE) - written.count(_ESCAPED)
