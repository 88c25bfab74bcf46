"""Imports and exports of ledgers by PostgreSQL's COPY, which reads and writes them piece by piece."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from itertools import chain, cycle
from string import Template
from typing import Any, TypeAlias

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Stance
from bot.ledger.large_ledger import LargeLedger
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.ledger_fields import FIELDS
from bot.ledger.record.verb import PLATFORM_IDS
from bot.store import tables as t
from bot.store.mapping import Collection, Columns, Row, TableMapping
from bot.store.rows import DEBATES, MAPPINGS
from bot.store.setup import statistics
from bot.store.writing import references
from bot.store.writing.copy_rows import BEGIN, END, EVENT_COLUMNS, TEXT_COLUMNS, EventRows
from bot.store.writing.sealed_rows import rows_in_parts

Sink = Callable[[bytes], Awaitable[None]]
"""Where the bytes of a copy go, piece by piece."""

PART = 8_000
"""How many events one statement reads: some megabytes, which stay in memory until those before them are written."""

_Driver: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

MANY = 10_000
"""From so many events on, references are looked at together."""

MOST_TEXTS = 1 << 23
"""Bytes of texts that wait in memory until they are written."""

_NO_QUOTE, _NO_DELIMITER = "\x01", "\x02"
"""Characters that JSON writes as escapes, so a line of it goes through COPY's CSV as it is."""


async def copy_in(session: AsyncSession, sealed: Iterable[SealedEvent], ledger: Callable[[], Ledger]) -> None:
    """Write a complete ledger into a debate that is locked and has no events yet; there must be at least one event."""
    coming = iter(sealed)
    first = next(coming)
    await copy_rows_in(
        session, first.event.debate, rows_in_parts(chain([first], coming)), lambda: LargeLedger.of(ledger())
    )


async def copy_rows_in(
    session: AsyncSession, debate: int, rows: AsyncIterator[EventRows], ledger: Callable[[], LargeLedger]
) -> None:
    """The same of a ledger whose events are rows already, piece by piece.

    They may still be read from a file while PostgreSQL writes those before them. `ledger` gives the ledger that they
    make, and is called after the last of them.
    """
    first = [await anext(rows)]
    while sum(part.number for part in first) < MANY and (part := await anext(rows, None)) is not None:
        first.append(part)
    together = sum(part.number for part in first) >= MANY and await references.may_be_left_out(session)
    if together:
        await references.leave_out(session)
    driver = await _driver(session)
    head = await _copy_events(driver, _in_turn(first, rows))
    standing = ledger()
    for table, columns, values in _standing(standing):
        await driver.copy_records_to_table(table.name, records=values, columns=columns)
    await session.execute(
        sa.update(t.debates).where(t.debates.c.id == debate).values(_row_of(standing.few.debate) | head)
    )
    # Without new statistics the planner takes these tables for empty, and chooses slow plans.
    await statistics.renew(session, WRITTEN)
    if together:
        await references.check_all(session, debate, WRITTEN)


WRITTEN = (
    *(t.events, t.event_texts),
    *(mapping.table for mapping in MAPPINGS.values() if mapping is not DEBATES),
    *(mapping.collection.table for mapping in MAPPINGS.values() if mapping.collection is not None),
)
"""Every table of a ledger."""


async def _copy_events(driver: _Driver, rows: AsyncIterator[EventRows]) -> dict[str, object]:
    """Write the events and their texts; gives the head of the chain."""
    passing = _Passing(rows)
    while passing.goes_on:
        await driver.copy_to_table(t.events.name, source=passing.events(), columns=EVENT_COLUMNS, format="binary")
        await driver.copy_to_table(t.event_texts.name, source=passing.texts(), columns=TEXT_COLUMNS, format="binary")
    return passing.head


class _Passing:
    """Rows on their way into two tables in turn, since a connection writes one at a time."""

    def __init__(self, rows: AsyncIterator[EventRows]) -> None:
        self._rows = rows
        self._texts: list[bytes] = []
        self.goes_on = True
        self.head: dict[str, object] = {}
        """The columns of the debate that name its last event."""

    async def events(self) -> AsyncIterator[bytes]:
        """Rows of events, until there are no more, or their texts are so many that they are due."""
        yield BEGIN
        waiting = 0
        while waiting < MOST_TEXTS and (part := await anext(self._rows, None)) is not None:
            self.head = {"head_sequence": part.last, "head_hash": part.hash}
            self._texts.append(part.texts)
            waiting += len(part.texts)
            yield part.events
        self.goes_on = waiting >= MOST_TEXTS
        yield END

    async def texts(self) -> AsyncIterator[bytes]:
        """The rows of the texts of these events."""
        yield BEGIN
        for part in self._texts:
            yield part
        self._texts.clear()
        yield END


async def _in_turn(first: Iterable[EventRows], others: AsyncIterator[EventRows]) -> AsyncIterator[EventRows]:
    for part in first:
        yield part
    async for part in others:
        yield part


def _row_of(debate: Debate) -> dict[str, object]:
    return dict(zip(DEBATES.columns, DEBATES.row(debate), strict=True))


async def copy_lines_out(session: AsyncSession, debate: int, sink: Sink, beside: Sequence[AsyncSession] = ()) -> None:
    """The events of a debate, each as one line of JSON as `exchange/line_events.py` reads it.

    Sessions beside it that see the same moment read in turns with it.
    """
    await _copy_out(_LINES, (session, *beside), debate, sink, quote=_NO_QUOTE, delimiter=_NO_DELIMITER)


async def copy_rows_out(session: AsyncSession, debate: int, sink: Sink, beside: Sequence[AsyncSession] = ()) -> None:
    """The events of a debate as CSV (RFC 4180), one row an event; nothing in it starts as a formula does."""
    await sink(",".join(column.name for column in _ROW).encode() + b"\n")
    await _copy_out(_ROWS, (session, *beside), debate, sink)


async def _copy_out(query: Template, sessions: Sequence[AsyncSession], debate: int, sink: Sink, **form: str) -> None:
    """Copy the query's result, a part by each session in turn: while one part is written, the next ones are read."""
    last = await sessions[0].scalar(sa.select(sa.func.max(t.events.c.sequence)).where(t.events.c.debate == debate))
    readers = [await _driver(session) for session in sessions]

    async def read(reader: _Driver, first: int) -> list[bytes]:
        pieces: list[bytes] = []

        async def keep(piece: bytes) -> None:
            pieces.append(piece)

        sql = query.substitute(debate=debate, first=first, last=first + PART - 1)
        await reader.copy_from_query(sql, output=keep, format="csv", **form)
        return pieces

    under_way: deque[asyncio.Task[list[bytes]]] = deque()
    try:
        for reader, first in zip(cycle(readers), range(1, (last or 0) + 1, PART)):
            done = await under_way.popleft() if len(under_way) == len(readers) else []
            under_way.append(asyncio.create_task(read(reader, first)))
            for piece in done:
                await sink(piece)
        while under_way:
            for piece in await under_way.popleft():
                await sink(piece)
    finally:
        for left in under_way:
            left.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def _shown_events() -> sa.Subquery:
    """The events as files show them: moments in ISO 8601, hashes in hexadecimal, platform ids as strings."""
    e, x = t.events.c, t.event_texts.c
    words = sa.func.jsonb_build_object(
        *("words", x.words, "salt", sa.func.encode(x.salt, "hex")),
        *("commitment", sa.func.encode(x.commitment, "hex")),
    )
    texts = (
        sa.select(x.sequence, sa.func.jsonb_object_agg(x.field, words).label("texts"))
        .where(*_of_the_part(t.event_texts))
        .group_by(x.sequence)
        .subquery("texts")
    )
    # As `isoformat` has it: a whole second has no fraction.
    moment = sa.func.to_char(sa.func.timezone("UTC", e.at), 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00')
    at = sa.func.replace(moment, ".000000", "")
    ids = sa.func.jsonb_each_text(e.data).table_valued("key", "value", name="id")
    strings = (
        sa.select(sa.func.jsonb_object_agg(ids.c.key, ids.c.value))
        .where(ids.c.key.in_(sorted(PLATFORM_IDS)), ids.c.value.is_not(None))
        .scalar_subquery()
    )
    named = sa.func.jsonb_exists_any(e.data, sa.cast(sorted(PLATFORM_IDS), postgresql.ARRAY(sa.Text)))
    data = sa.case((named, e.data.concat(sa.func.coalesce(strings, sa.text("'{}'::jsonb")))), else_=e.data)
    return (
        sa.select(
            e.sequence,
            at.label("at"),
            e.actor,
            e.verb,
            sa.cast(data, sa.Text).label("data"),
            sa.func.coalesce(sa.cast(texts.c.texts, sa.Text), "{}").label("texts"),
            sa.func.encode(e.hash, "hex").label("hash"),
        )
        .select_from(t.events.outerjoin(texts, texts.c.sequence == e.sequence))
        .where(*_of_the_part(t.events))
        .subquery("shown")
    )


def _of_the_part(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    debate, first, last = (sa.literal_column(f"${name}", sa.BigInteger) for name in ("debate", "first", "last"))
    return table.c.debate == debate, table.c.sequence.between(first, last)


_ROW = _shown_events().c


def _line() -> sa.ColumnElement[str]:
    return sa.func.concat(
        *('{"sequence":', _ROW.sequence, ',"at":"', _ROW.at, '","actor":', _ROW.actor),
        *(',"verb":', sa.func.to_json(_ROW.verb), ',"data":', _ROW.data, ',"texts":', _ROW.texts),
        *(',"hash":"', _ROW.hash, '"}'),
    )


def _cells() -> Iterator[sa.ColumnElement[object]]:
    """The columns as cells of CSV.

    What else than a comma may separate cells is written within JSON as an escape, which every reader of JSON undoes, so
    that no spreadsheet splits people's words at it and takes what follows for a formula. JSON itself has no use for it.
    """
    for column in _ROW:
        if column.name in ("data", "texts"):
            escaped = sa.func.replace(sa.func.replace(column, ";", "\\u003b"), "|", "\\u007c")
            yield escaped.label(column.name)
        else:
            yield column


def _compiled(query: sa.SelectBase) -> Template:
    """COPY takes no parameters, so they are written out; they are numbers and constants of this module.

    What is left to fill in is which part of which debate.
    """
    dialect: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return Template(str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})))


_LINES = _compiled(sa.select(_line()).order_by(_ROW.sequence))
_ROWS = _compiled(sa.select(*_cells()).order_by(_ROW.sequence))


async def _driver(session: AsyncSession) -> _Driver:
    """The driver's own connection, within the session's transaction: SQLAlchemy has no COPY."""
    connection = await session.connection()
    await connection.execute(sa.text("SELECT"))  # now the transaction has begun there too
    driver: _Driver | None = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise ConnectionError("the connection was closed")
    return driver


# The rows of each table


def _standing(ledger: LargeLedger) -> Iterator[tuple[sa.Table, Columns, Iterable[tuple[object, ...]]]]:
    """The tables of what stands now, each with its columns and rows."""
    debate = (ledger.few.debate.id,)
    for field in FIELDS:
        values = ledger.stances if field.kind is Stance else field.values(ledger.few).values()
        mapping = MAPPINGS[field.kind]
        if mapping is DEBATES:
            continue
        yield mapping.table, ("debate", *mapping.columns), _values(debate, mapping, values)
        if (collection := mapping.collection) is not None:
            columns = ("debate", collection.owner, *collection.written)
            yield collection.table, columns, _items(debate, mapping, collection, values)


def _values(debate: Row, mapping: TableMapping[Any], values: Iterable[object]) -> Iterator[Row]:
    return (debate + mapping.row(value) for value in values)


def _items(debate: Row, mapping: TableMapping[Any], collection: Collection, values: Iterable[object]) -> Iterator[Row]:
    for value in values:
        owner = debate + mapping.row(value)[:1]
        for item in mapping.items(value):
            yield owner + collection.written_row(item)
