"""Sealed events as rows for COPY, some at a time."""

from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import chain, islice

from bot.ledger.record.chain import SealedEvent, data_as_json
from bot.store.writing.copy_rows import EventRows, event_row, text_row

AT_ONCE = 1_000
"""How many events become rows before they are written."""


async def rows_in_parts(sealed: Iterator[SealedEvent]) -> AsyncIterator[EventRows]:
    while some := list(islice(sealed, AT_ONCE)):
        yield rows_of(some)


def rows_of(sealed: Sequence[SealedEvent]) -> EventRows:
    """The rows of some events."""
    last = sealed[-1]
    return EventRows(
        len(sealed),
        b"".join(map(_event_row, sealed)),
        b"".join(chain.from_iterable(map(_text_rows, sealed))),
        last.event.sequence,
        last.hash,
    )


def _place(line: SealedEvent) -> tuple[int, int]:
    return line.event.debate, line.event.sequence


def _event_row(line: SealedEvent) -> bytes:
    event, change = line.event, line.event.change
    return event_row(*_place(line), event.at, event.actor, change.verb, event.entry, data_as_json(change), line.hash)


def _text_rows(line: SealedEvent) -> Iterator[bytes]:
    for field, text in line.texts.items():
        yield text_row(*_place(line), field, text.words, text.salt, text.commitment)
