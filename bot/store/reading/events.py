"""The events of a ledger: written once, read in order."""

import json
from collections.abc import AsyncIterator, Collection, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Link, Relation
from bot.ledger.record.chain import SealedEvent, SealedText
from bot.ledger.record.events import (
    EntriesLinked,
    EntryConfirmed,
    EntryMerged,
    EntryTagged,
    EntryWithdrawn,
    Event,
    StanceTaken,
    StanceWithdrawn,
    change_from,
)
from bot.ledger.record.verify import KeptEvent, KeptText
from bot.ledger.rules.concessions import Moved
from bot.ledger.rules.proposals import Removal
from bot.store.prepared import Execute, Prepared
from bot.store.tables import event_texts, events

BATCH = 500
"""How many events are read at a time."""


async def stream(session: AsyncSession, debate: int, upto: int | None = None) -> AsyncIterator[SealedEvent]:
    """The events of a debate in their order, up to and with `upto`."""
    after = 0
    while upto is None or after < upto:
        until = after + BATCH if upto is None else min(upto, after + BATCH)
        batch = await matching(session, debate, events.c.sequence.between(after + 1, until))
        for line in batch:
            yield line
        if len(batch) < BATCH:
            return
        after = until


async def kept(session: AsyncSession, debate: int) -> AsyncIterator[list[KeptEvent]]:
    """The events of a debate as they are kept, some at a time in their order, whatever has become of them."""
    after: int | None = None
    while True:
        here = events.c.debate == debate if after is None else (events.c.debate == debate) & (events.c.sequence > after)
        columns = (c for c in events.c if c.name not in ("at", "data"))
        # Moment and data as numbers and text: not everything that the database can hold is a value in Python.
        wanted = sa.select(*columns, _microseconds(), sa.cast(events.c.data, sa.Text).label("data")).where(here)
        batch = (await session.execute(wanted.order_by(events.c.sequence).limit(BATCH))).all()
        if not batch:
            return
        after = batch[-1].sequence
        texts_by_event = await _kept_texts(session, debate, batch[0].sequence, after)
        yield [_kept(row, texts_by_event.get(row.sequence, ())) for row in batch]


def _kept(row: sa.Row[*tuple[Any, ...]], texts: Iterable[KeptText]) -> KeptEvent:
    at = _moment(row.microseconds)
    return KeptEvent(row.debate, row.sequence, at, row.actor, row.verb, row.entry, row.data, row.hash, tuple(texts))


async def first_text_without_event(session: AsyncSession, debate: int) -> int | None:
    """The first number with texts but without an event; None where all texts have their event."""
    its_event = (events.c.debate == event_texts.c.debate) & (events.c.sequence == event_texts.c.sequence)
    alone = sa.select(event_texts.c.sequence).where(
        event_texts.c.debate == debate, ~sa.exists().where(its_event).correlate(event_texts)
    )
    return await session.scalar(alone.order_by(event_texts.c.sequence).limit(1))


def _microseconds() -> sa.Label[Decimal]:
    since_1970 = sa.cast(sa.extract("epoch", events.c.at), sa.Numeric)
    return (since_1970 * 1_000_000).label("microseconds")


def _moment(microseconds: Decimal | None) -> datetime | None:
    if microseconds is None or not microseconds.is_finite():
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(microseconds))
    except OverflowError:
        return None


async def _kept_texts(session: AsyncSession, debate: int, first: int, last: int) -> dict[int, list[KeptText]]:
    texts: dict[int, list[KeptText]] = {}
    c = event_texts.c
    for row in await session.execute(sa.select(event_texts).where(c.debate == debate, c.sequence.between(first, last))):
        texts.setdefault(row.sequence, []).append(KeptText(row.field, row.words, row.salt, row.commitment))
    return texts


async def hash_of(session: AsyncSession, debate: int, sequence: int) -> bytes | None:
    """The hash of an event; None where there is no such event."""
    there = (events.c.debate == debate) & (events.c.sequence == sequence)
    sealed: bytes | None = await session.scalar(sa.select(events.c.hash).where(there))
    return sealed


async def moment_of(session: AsyncSession, debate: int, sequence: int) -> datetime:
    """When an event happened, which must be there."""
    at: datetime = (
        await session.scalars(sa.select(events.c.at).where(events.c.debate == debate, events.c.sequence == sequence))
    ).one()
    return at


async def matching(session: AsyncSession, debate: int, condition: sa.ColumnElement[bool]) -> list[SealedEvent]:
    """The events of a debate for which the condition holds, in their order."""
    wanted = (events.c.debate == debate) & condition
    written = events.join(
        event_texts, (event_texts.c.debate == events.c.debate) & (event_texts.c.sequence == events.c.sequence)
    )
    # Events first: one that is added between the two looks must not be read without its texts.
    rows = (await session.execute(sa.select(events).where(wanted).order_by(events.c.sequence))).all()
    texts: dict[int, dict[str, SealedText]] = {}
    for text in (await session.execute(sa.select(event_texts).select_from(written).where(wanted))).all():
        texts.setdefault(text.sequence, {})[text.field] = SealedText(text.words, text.salt, text.commitment)
    return [_sealed(row, texts.get(row.sequence, {})) for row in rows]


def _sealed(row: sa.Row[tuple[object, ...]], texts: dict[str, SealedText]) -> SealedEvent:
    words: dict[str, str | None] = {field: text.words for field, text in texts.items()}
    change = change_from(row.verb, row.data, words)
    return SealedEvent(Event(row.debate, row.sequence, row.at, row.actor, change), texts, row.hash)


async def removal(execute: Execute, debate: int, entry: int) -> Removal | None:
    """How an entry was withdrawn or merged last; None where it never was."""
    return (await removals(execute, debate, (entry,))).get(entry)


async def removals(execute: Execute, debate: int, entries: Collection[int]) -> dict[int, Removal]:
    """How each of these entries was withdrawn or merged last; those that never were are absent."""
    values = {"debate_of": debate, "entries_of": list(entries)}
    found: dict[int, Removal] = {}
    was_live: set[int] = set()
    for entry, by, verb, proposed, linked, into in await execute(_REMOVALS, values):
        if verb in _REMOVING:
            restates = Link(entry, Relation.RESTATES, int(into)) if linked == "true" else None
            found[entry] = Removal(by, entry in was_live, restates)
        elif proposed != "true":
            was_live.add(entry)
    return found


async def withdrawn_in(execute: Execute, debate: int, begins: int, ends: int, most: int) -> tuple[int, ...]:
    """The entries that were withdrawn in the events of these numbers, so many at most."""
    values = {"debate_of": debate, "begins": begins, "ends": ends, "most": most}
    return tuple(row[0] for row in await execute(_WITHDRAWN, values))


_REMOVING = (EntryWithdrawn.verb, EntryMerged.verb)
_MAKING_LIVE = (EntryTagged.verb, EntryConfirmed.verb)
_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_SAID = (events.c.data[field].astext for field in ("proposed", "linked", "into"))
_REMOVALS = Prepared(
    sa.select(events.c.entry, events.c.actor, events.c.verb, *_SAID)
    .where(
        events.c.debate == _HERE,
        events.c.entry == sa.any_(sa.bindparam("entries_of", type_=ARRAY(sa.Integer))),
        sa.or_(*(events.c.verb == sa.literal_column(f"'{verb}'") for verb in (*_REMOVING, *_MAKING_LIVE))),
    )
    .order_by(events.c.sequence)
)
_WITHDRAWN = Prepared(
    sa.select(events.c.entry)
    .where(
        events.c.debate == _HERE,
        events.c.sequence.between(sa.bindparam("begins", type_=sa.Integer), sa.bindparam("ends", type_=sa.Integer)),
        events.c.verb == EntryWithdrawn.verb,
    )
    .order_by(events.c.sequence)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


async def linked_by(execute: Execute, debate: int, entry: int, relation: Relation, target: int) -> int | None:
    """Who said last that an entry is that to another one; None where nobody did."""
    said = (
        sa.select(events.c.actor)
        .where(events.c.debate == debate, events.c.entry == entry, events.c.verb == EntriesLinked.verb)
        .where(events.c.data["relation"].astext == relation.value)
        .where(events.c.data["target"].astext.cast(sa.Integer) == target)
        .order_by(events.c.sequence.desc())
        .limit(1)
    )
    return next((row[0] for row in await execute(Prepared(said), {})), None)


async def stance_moved(execute: Execute, debate: int, entry: int, person: int) -> Moved:
    """How a person's stance on an entry changed last, and before that."""
    said = (
        sa.select(events.c.verb, sa.cast(events.c.data, sa.Text))
        .where(events.c.debate == debate, events.c.entry == entry)
        .where(events.c.verb.in_((StanceTaken.verb, StanceWithdrawn.verb)))
        .where(events.c.data["person"].astext.cast(sa.Integer) == person)
        .order_by(events.c.sequence.desc())
        .limit(2)
    )
    rows = await execute(Prepared(said), {})
    changes = [change_from(verb, json.loads(data), {}) for verb, data in rows]
    return Moved(*(change for change in changes if isinstance(change, StanceTaken | StanceWithdrawn)))
