"""What is found in a block of a file's lines, and how two processes tell each other of it.

It imports no more than that takes: a process that looks at blocks starts anew for each file.
"""

import marshal
import pickle
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from operator import itemgetter
from struct import Struct
from typing import NamedTuple

from bot.exchange.line_blocks import Block, events_in
from bot.exchange.read_answers import ReadAnswers, ReadPart, UntilWrong, in_runs, part_of
from bot.exchange.read_events import ReadEvent
from bot.ledger.file_problems import FileProblem
from bot.ledger.record.events import CHANGES, Values
from bot.store.writing.copy_rows import EventRows, event_row, text_row

LENGTH = Struct(">Q")
"""What stands before each message: how many bytes it has."""


class ExaminedBlock(NamedTuple):
    """The events of a block as far as it is whole, their rows, and what is wrong with the first line that is not."""

    parts: list[ReadPart]
    rows: EventRows
    wrong: FileProblem | None


def examined(block: Block) -> ExaminedBlock:
    """The events of a block."""
    reading = UntilWrong(events_in(block))
    events = list(reading)
    parts = [part_of(run) for run in in_runs(events)]
    wrong = reading.wrong.problem if reading.wrong is not None else None
    return ExaminedBlock(parts, rows_of(block.debate, block.place, events), wrong)


def rows_of(debate: int, place: int, events: Sequence[ReadEvent]) -> EventRows:
    """The rows of events that stand behind a place of a file."""
    rows: list[bytes] = []
    texts: list[bytes] = []
    sealed_by = b""
    for sequence, (at, actor, verb, values, data, texts_in, written) in enumerate(events, place + 1):
        entry, sealed_by = _entry_of(verb)(values), bytes.fromhex(written)
        rows.append(event_row(debate, sequence, datetime.fromisoformat(at), actor, verb, entry, data, sealed_by))
        if texts_in:
            texts.extend(text_row(debate, sequence, field, *text) for field, text in texts_in.items())
    return EventRows(len(rows), b"".join(rows), b"".join(texts), place + len(rows), sealed_by)


@cache
def _entry_of(verb: str) -> Callable[[Values], int | None]:
    """What picks the entry that an event is about from its values; None where it is about none."""
    fields = tuple(CHANGES[verb].form.types)
    return itemgetter(fields.index("entry")) if "entry" in fields else _no_entry


def _no_entry(_: Values) -> None:
    return None


# What the processes are told and tell: plain values, each message after its length in bytes


def asked(block: Block) -> bytes:
    """The message that a block is to be looked at."""
    return _framed(marshal.dumps(tuple(block)))


def block_in(message: bytes) -> Block:
    """The block that a message is about."""
    return Block(*marshal.loads(message))


def answered(found: ExaminedBlock) -> bytes:
    """The message that says what was found."""
    parts = [(isinstance(part, ReadAnswers), tuple(part)) for part in found.parts]
    return _framed(marshal.dumps((parts, tuple(found.rows), pickle.dumps(found.wrong))))


def found_in(message: bytes) -> ExaminedBlock:
    """What a message says that was found."""
    told, rows, wrong = marshal.loads(message)
    parts = [ReadAnswers(*part) if are_answers else part for are_answers, part in told]
    return ExaminedBlock(parts, EventRows(*rows), pickle.loads(wrong))


def _framed(body: bytes) -> bytes:
    """A message behind its length."""
    return LENGTH.pack(len(body)) + body
