"""The lines of a large file, cut into blocks: each can be looked at by itself, in any process."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import orjson

from bot.exchange.file_text import LONGEST_LINE
from bot.exchange.line_events import read_events
from bot.exchange.read_events import ReadEvent
from bot.ledger.record.chain import GENESIS

SIZE = 1 << 18
"""Bytes of a block without the rest of its last line: about a thousand events."""

_END = b"\n"


class Block(NamedTuple):
    """Some lines of a debate's file, behind the event of that place."""

    debate: int
    place: int
    line_before: bytes
    """The line of that event; empty where there is none."""
    lines: bytes


def blocks(debate: int, file: BinaryIO) -> Iterator[Block]:
    """The lines that are left of a file; of one that is too long no more than shows it."""
    place, before = 0, b""
    while lines := file.read(SIZE):
        if not lines.endswith(b"\n"):
            lines += file.readline(LONGEST_LINE + 1)
        yield Block(debate, place, before, lines)
        place += lines.count(_END)
        before = lines[lines.rfind(b"\n", 0, -1) + 1 :]


def events_in(block: Block) -> Iterator[ReadEvent]:
    """The events of a block, each as it is read. Raises LedgerFileError at the first one that is none."""
    lines = block.lines.removesuffix(b"\n").split(b"\n")
    return read_events(block.debate, lines, block.place, _hash_on(block.line_before))


def _hash_on(line: bytes) -> bytes:
    """The hash that stands on a line: whether it is the event's, whoever looks at that line's own block finds out."""
    if not line:
        return GENESIS
    try:
        return bytes.fromhex(orjson.loads(line)["hash"])
    except (ValueError, TypeError, KeyError):
        return b""
