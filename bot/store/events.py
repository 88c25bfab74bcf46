"""The events of a ledger: written once, read in order."""

import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.chain import SealedEvent, SealedText, seal
from bot.ledger.entries import Relation
from bot.ledger.events import (
    Change,
    DebateClosed,
    DebateOpened,
    DebateReopened,
    DigestPosted,
    EntriesLinked,
    Event,
    QuestionAsked,
    change_from,
    data_of,
)
from bot.ledger.verify import KeptEvent, KeptText
from bot.store import cards
from bot.store.at_once import PostedSlot, write_unless_moved, writes_at_once
from bot.store.debates import Head, held
from bot.store.drafts import Draft
from bot.store.projection import project
from bot.store.straight import Ask, within
from bot.store.tables import debates, event_texts, events

BATCH = 500
"""How many events are read at a time."""

OF_THE_DEBATE = (DebateOpened, QuestionAsked, DebateClosed, DebateReopened)
"""Changes of the debate itself: its head carries them on."""


class HeadMoved(Exception):
    """The ledger has gone on since the head was seen behind which something was to be written."""


async def record(session: AsyncSession, head: Head, actor: int, changes: Sequence[Change], at: datetime) -> Head:
    """Add changes to a ledger that is held: their events behind its head, and what they change in the tables.

    Raises HeadMoved where the head is not where the ledger ends.
    """
    sealed = sealed_behind(head, actor, changes, at)
    writes = writes_at_once(sealed)
    if writes is None:
        await insert_sealed(session, sealed)
    elif not await write_unless_moved(within(session), head, sealed, writes):
        raise HeadMoved
    if any(isinstance(change, OF_THE_DEBATE) for change in changes):
        return await held(session, head.debate.id)
    return Head(head.debate, head.sequence + len(sealed), sealed[-1].hash if sealed else head.hash)


async def record_unless_moved(
    ask: Ask,
    head: Head,
    actor: int,
    changes: Sequence[Change],
    at: datetime,
    request: int | None = None,
    draft: Draft | None = None,
    slot: PostedSlot | None = None,
) -> Head | None:
    """Add changes to a ledger that nobody holds, as one statement, and write the request or the slot down as done.

    None, and nothing is written, where the ledger has gone on since its head was seen, where the draft that the changes
    were made from is gone, where the slot is finished, or where one statement cannot do it.
    """
    sealed = sealed_behind(head, actor, changes, at)
    writes = writes_at_once(sealed)
    if writes is None or not await write_unless_moved(ask, head, sealed, writes, request, draft, slot):
        return None
    return Head(head.debate, sealed[-1].event.sequence, sealed[-1].hash)


def sealed_behind(head: Head, actor: int, changes: Sequence[Change], at: datetime) -> list[SealedEvent]:
    """The events of these changes, sealed one behind the other."""
    # The hash covers the moment as it is written out, and the database gives every moment back in UTC.
    moment = at.astimezone(UTC)
    sealed: list[SealedEvent] = []
    before = head.hash
    for sequence, change in enumerate(changes, start=head.sequence + 1):
        line = seal(before, Event(head.debate.id, sequence, moment, actor, change), secrets.token_bytes)
        sealed.append(line)
        before = line.hash
    return sealed


async def insert_sealed(session: AsyncSession, sealed: Sequence[SealedEvent]) -> None:
    """Add sealed events of one debate as they are, with what they change in the tables."""
    if not sealed:
        return
    await session.execute(sa.insert(events), [_event_row(line) for line in sealed])
    if texts := [row for line in sealed for row in _text_rows(line)]:
        await session.execute(sa.insert(event_texts), texts)
    await project(session, [line.event for line in sealed])
    last = sealed[-1]
    moved = (
        sa.update(debates)
        .where(debates.c.id == last.event.debate)
        .values(head_sequence=last.event.sequence, head_hash=last.hash)
    )
    # That a digest was posted changes nothing that a card tells.
    if any(not isinstance(line.event.change, DigestPosted) for line in sealed):
        moved = moved.add_cte(cards.due_after(last.event.debate, last.event.at))
    await session.execute(moved)


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


async def kept(session: AsyncSession, debate: int) -> AsyncIterator[KeptEvent]:
    """The events of a debate as they are kept, in their order, whatever has become of them."""
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
        texts = await _kept_texts(session, debate, batch[0].sequence, after)
        for row in batch:
            at = _moment(row.microseconds)
            told = tuple(texts.get(row.sequence, ()))
            yield KeptEvent(row.debate, row.sequence, at, row.actor, row.verb, row.entry, row.data, row.hash, told)


async def first_text_without_event(session: AsyncSession, debate: int) -> int | None:
    """The number under which texts are kept though there is no such event; None where there is none."""
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
    found: dict[int, list[KeptText]] = {}
    c = event_texts.c
    for row in await session.execute(sa.select(event_texts).where(c.debate == debate, c.sequence.between(first, last))):
        found.setdefault(row.sequence, []).append(KeptText(row.field, row.words, row.salt, row.commitment))
    return found


async def hash_of(session: AsyncSession, debate: int, sequence: int) -> bytes | None:
    """The hash of an event; None where there is no such event."""
    there = (events.c.debate == debate) & (events.c.sequence == sequence)
    found: bytes | None = await session.scalar(sa.select(events.c.hash).where(there))
    return found


async def history(session: AsyncSession, debate: int, entry: int) -> list[Event]:
    """The events that are about one entry, in their order."""
    return [line.event for line in await matching(session, debate, events.c.entry == entry)]


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


def _event_row(line: SealedEvent) -> dict[str, object]:
    event = line.event
    return {
        "debate": event.debate,
        "sequence": event.sequence,
        "at": event.at,
        "actor": event.actor,
        "verb": event.change.verb,
        "entry": event.entry,
        "data": data_of(event.change),
        "hash": line.hash,
    }


def _text_rows(line: SealedEvent) -> list[dict[str, object]]:
    key = {"debate": line.event.debate, "sequence": line.event.sequence}
    return [
        {**key, "field": field, "words": text.words, "salt": text.salt, "commitment": text.commitment}
        for field, text in line.texts.items()
    ]


async def linked_by(session: AsyncSession, debate: int, entry: int, relation: Relation, target: int) -> int | None:
    """Who said last that an entry is that to another one; None where nobody did."""
    said = (
        sa.select(events.c.actor)
        .where(events.c.debate == debate, events.c.entry == entry, events.c.verb == EntriesLinked.verb)
        .where(events.c.data["relation"].astext == relation.value)
        .where(events.c.data["target"].astext.cast(sa.Integer) == target)
        .order_by(events.c.sequence.desc())
        .limit(1)
    )
    return await session.scalar(said)
