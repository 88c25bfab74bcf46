"""Whole ledgers in and out by PostgreSQL's COPY: as fast as it goes, and however large without being held."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from operator import itemgetter

import asyncpg
import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.chain import SealedEvent
from bot.ledger.entries import Entry, Ledger
from bot.ledger.events import DigestPosted, data_of
from bot.store import tables as t

Sink = Callable[[bytes], Awaitable[None]]
"""Where the bytes of a copy go, piece by piece."""

MANY = 10_000
"""So many events at once change what PostgreSQL's planner knows of the tables."""

_NO_QUOTE, _NO_DELIMITER = "\x01", "\x02"
"""Characters that JSON writes as escapes, so a line of it goes through COPY's CSV as it is."""


async def copy_in(session: AsyncSession, sealed: Sequence[SealedEvent], ledger: Ledger) -> None:
    """Write a whole ledger into a debate that is held and has no events yet: these events, which make that ledger."""
    driver = await _driver(session)
    for table, columns, rows in (
        (t.events, _names(t.events), map(_event, sealed)),
        (t.event_texts, _names(t.event_texts), _texts(sealed)),
        *_standing(ledger),
        (t.digests, _names(t.digests), _digests(sealed)),
    ):
        await driver.copy_records_to_table(table.name, records=rows, columns=columns)
    debate, last = ledger.debate, sealed[-1]
    now = {name: getattr(debate, name) for name in ("guild", "question", "opened_by", "opened_at", "closed_at")}
    head = {"head_sequence": last.event.sequence, "head_hash": last.hash}
    await session.execute(sa.update(t.debates).where(t.debates.c.id == debate.id).values(now | head))
    if len(sealed) >= MANY:
        # Until it knows how much came, the planner takes these tables for empty, and reads them the slow way.
        for table in (t.entries, t.wordings, t.stances, t.events):
            await session.execute(sa.text(f"ANALYZE {table.name}"))


async def copy_lines_out(session: AsyncSession, debate: int, sink: Sink) -> None:
    """The events of a debate, each as one line of JSON as `exchange/ledger_lines.py` reads it."""
    line = sa.func.concat(
        *('{"sequence":', _EVENTS.c.sequence, ',"at":"', _EVENTS.c.at, '","actor":', _EVENTS.c.actor),
        *(',"verb":', sa.func.to_json(_EVENTS.c.verb), ',"data":', _EVENTS.c.data, ',"texts":', _EVENTS.c.texts),
        *(',"hash":"', _EVENTS.c.hash, '"}'),
    )
    query = _compiled(sa.select(line).where(_EVENTS.c.debate == debate).order_by(_EVENTS.c.sequence))
    driver = await _driver(session)
    await driver.copy_from_query(query, output=sink, format="csv", quote=_NO_QUOTE, delimiter=_NO_DELIMITER)


async def copy_rows_out(session: AsyncSession, debate: int, sink: Sink) -> None:
    """The events of a debate as CSV (RFC 4180), one row an event; nothing in it starts as a formula does."""
    columns = (c for c in _EVENTS.c if c.name != "debate")
    query = _compiled(sa.select(*columns).where(_EVENTS.c.debate == debate).order_by(_EVENTS.c.sequence))
    await (await _driver(session)).copy_from_query(query, output=sink, format="csv", header=True)


def _shown_events() -> sa.Subquery:
    """The events as files show them: moments in ISO 8601, hashes in hexadecimal, platform ids as strings."""
    e, x = t.events.c, t.event_texts.c
    words = sa.func.jsonb_build_object(
        *("words", x.words, "salt", sa.func.encode(x.salt, "hex")),
        *("commitment", sa.func.encode(x.commitment, "hex")),
    )
    texts = (
        sa.select(x.debate, x.sequence, sa.func.jsonb_object_agg(x.field, words).label("texts"))
        .group_by(x.debate, x.sequence)
        .subquery("told")
    )
    # As JSON a moment is in ISO 8601 whatever the server's settings are, in half the time of to_char; of a fraction
    # the zeros at the end are missing.
    told = sa.cast(sa.func.to_json(sa.func.timezone("UTC", e.at)), sa.Text)
    length = sa.func.length(told)
    at = sa.case(
        (length == len('"2026-01-31T18:00:00.123456"'), sa.func.substr(told, 2, 26)),
        (length == len('"2026-01-31T18:00:00"'), sa.func.substr(told, 2, 19)),
        else_=sa.func.rpad(sa.func.rtrim(sa.func.substr(told, 2), '"'), 26, "0"),
    ).concat("+00:00")
    ids = sa.func.jsonb_each_text(e.data).table_valued("key", "value", name="id")
    strings = (
        sa.select(sa.func.jsonb_object_agg(ids.c.key, ids.c.value))
        .where(ids.c.key.in_(("guild", "channel", "message")), ids.c.value.is_not(None))
        .scalar_subquery()
    )
    named = sa.func.jsonb_exists_any(e.data, sa.cast(["guild", "channel", "message"], postgresql.ARRAY(sa.Text)))
    data = sa.case((named, e.data.concat(sa.func.coalesce(strings, sa.text("'{}'::jsonb")))), else_=e.data)
    joined = t.events.outerjoin(texts, (texts.c.debate == e.debate) & (texts.c.sequence == e.sequence))
    return (
        sa.select(
            e.debate,
            e.sequence,
            at.label("at"),
            e.actor,
            e.verb,
            sa.cast(data, sa.Text).label("data"),
            sa.func.coalesce(sa.cast(texts.c.texts, sa.Text), "{}").label("texts"),
            sa.func.encode(e.hash, "hex").label("hash"),
        )
        .select_from(joined)
        .subquery("shown")
    )


_EVENTS = _shown_events()


def _compiled(query: sa.SelectBase) -> str:
    """COPY takes no parameters, so they are written out; nothing but numbers and our own words is among them."""
    dialect: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


async def _driver(session: AsyncSession) -> "asyncpg.Connection[asyncpg.Record]":
    """The driver's own connection, within the session's transaction: COPY is its own word, not SQLAlchemy's."""
    connection = await session.connection()
    await connection.execute(sa.text("SELECT"))  # now the transaction has begun there too
    driver: asyncpg.Connection[asyncpg.Record] | None = (await connection.get_raw_connection()).driver_connection
    if driver is None:
        raise ConnectionError("the connection was closed")
    return driver


# The rows of each table


def _names(table: sa.Table) -> list[str]:
    return [column.name for column in table.c if not isinstance(column.server_default, sa.Identity)]


def _event(sealed: SealedEvent) -> tuple[object, ...]:
    event = sealed.event
    data = orjson.dumps(data_of(event.change)).decode()
    return event.debate, event.sequence, event.at, event.actor, event.change.verb, event.entry, data, sealed.hash


def _texts(sealed: Iterable[SealedEvent]) -> Iterator[tuple[object, ...]]:
    for line in sealed:
        for field, text in line.texts.items():
            yield line.event.debate, line.event.sequence, field, text.words, text.salt, text.commitment


def _digests(sealed: Iterable[SealedEvent]) -> Iterator[tuple[object, ...]]:
    for line in sealed:
        event, change = line.event, line.event.change
        if isinstance(change, DigestPosted):
            yield event.debate, event.sequence, change.seen, change.message, event.at


def _standing(ledger: Ledger) -> Iterator[tuple[sa.Table, list[str], Iterable[tuple[object, ...]]]]:
    """The tables of what stands now, each with its columns and rows."""
    d = ledger.debate.id
    yield t.sides, _names(t.sides), ((d, s.number, s.name) for s in ledger.sides.values())
    people = ((d, p.number, p.user, p.name, p.side) for p in ledger.participants.values())
    yield t.participants, _names(t.participants), people
    in_order = itemgetter(*_names(t.entries))
    yield t.entries, _names(t.entries), (in_order(_entry(d, entry)) for entry in ledger.entries.values())
    said = ((d, entry.number, w.number, w.statement) for entry in ledger.entries.values() for w in entry.wordings)
    yield t.wordings, _names(t.wordings), said
    stances = ((d, s.entry, s.person, s.wording, s.answer, s.credence, s.at) for s in ledger.stances.values())
    yield t.stances, _names(t.stances), stances
    marks = ((d, m.entry, m.person, m.target, m.degree) for m in ledger.marks.values())
    yield t.crux_marks, _names(t.crux_marks), marks
    yield t.links, _names(t.links), ((d, k.entry, k.relation, k.target) for k in ledger.links)
    senses = (
        (d, k.number, k.term, k.meaning, k.by, k.owner, k.source and k.source.channel, k.source and k.source.message)
        for k in ledger.definitions.values()
    )
    yield t.definitions, _names(t.definitions), senses
    adopted = ((d, known.number, person) for known in ledger.definitions.values() for person in known.adopted_by)
    yield t.adoptions, _names(t.adoptions), adopted


def _entry(debate: int, entry: Entry) -> dict[str, object]:
    source, concession, proposal, parking = entry.source, entry.concession, entry.proposal, entry.parking
    return {
        "debate": debate,
        "number": entry.number,
        "kind": entry.kind,
        "author": entry.author,
        "tagger": entry.tagger,
        "status": entry.status,
        "tagged_at": entry.tagged_at,
        "passage": entry.passage,
        "channel": source and source.channel,
        "message": source and source.message,
        "concedes": concession and concession.entry,
        "scope": concession and concession.scope,
        "conceded_answer": concession and concession.answer,
        "has_proposal": proposal is not None,
        "tagger_answer": proposal and proposal.answer,
        "crux_for": proposal and proposal.crux_for,
        "parked_by": parking and parking.by,
        "parking_agreed_by": parking and parking.agreed_by,
        "merged_into": entry.merged_into,
        "orphaned": entry.orphaned,
        "source_edited": entry.source_edited,
        "source_deleted": entry.source_deleted,
    }
