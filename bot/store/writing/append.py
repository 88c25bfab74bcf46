"""Events, appended to a ledger with what they change in the tables."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum, auto

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.record.chain import SealedEvent, seal
from bot.ledger.record.events import (
    Change,
    DebateClosed,
    DebateOpened,
    DebateReopened,
    EstimatesCounted,
    Event,
    LedgerLocked,
    LedgerUnlocked,
    LookAgainSet,
    QuestionAsked,
    data_of,
)
from bot.store.prepared import Execute, execute_in
from bot.store.reading.debates import Head
from bot.store.tables import debates, event_texts, events
from bot.store.waiting import cards
from bot.store.writing.debate_rows import lock_row
from bot.store.writing.one_statement import Alongside, write_at_head, writes_of_one_statement
from bot.store.writing.projection import project

OF_THE_DEBATE = (
    DebateOpened,
    QuestionAsked,
    DebateClosed,
    DebateReopened,
    LookAgainSet,
    LedgerLocked,
    LedgerUnlocked,
    EstimatesCounted,
)
"""Changes of the debate itself, whose values its head carries."""

NOTHING = Alongside()


class HeadMoved(Exception):
    """Others have written to the ledger since its head was read."""


class Unwritten(Enum):
    """Why nothing was appended."""

    HEAD_MOVED = auto()
    """Others have written since, or what was to be written from is gone."""
    NEEDS_TRANSACTION = auto()
    """One statement cannot write it."""


async def record(session: AsyncSession, head: Head, actor: int, changes: Sequence[Change], at: datetime) -> Head:
    """Append changes to a ledger that is locked: their events after its head, and what they change in the tables.

    Raises HeadMoved where the ledger has another head.
    """
    sealed = sealed_behind(head, actor, changes, at)
    writes = writes_of_one_statement(sealed)
    if writes is None:
        await insert_sealed(session, sealed)
    elif not await write_at_head(execute_in(session), head, sealed, writes, NOTHING):
        raise HeadMoved
    if any(isinstance(change, OF_THE_DEBATE) for change in changes):
        return await lock_row(session, head.debate.id)
    return Head(head.debate, head.sequence + len(sealed), sealed[-1].hash if sealed else head.hash)


async def append_at_head(
    execute: Execute,
    head: Head,
    actor: int,
    changes: Sequence[Change],
    at: datetime,
    alongside: Alongside = NOTHING,
) -> Head | Unwritten:
    """Append changes without a lock, as one statement; nothing is written where the ledger does not end at the head."""
    sealed = sealed_behind(head, actor, changes, at)
    writes = writes_of_one_statement(sealed)
    if writes is None:
        return Unwritten.NEEDS_TRANSACTION
    if not await write_at_head(execute, head, sealed, writes, alongside):
        return Unwritten.HEAD_MOVED
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
    if any(line.event.change.traits.on_card for line in sealed):
        moved = moved.add_cte(cards.due_after(last.event.debate, last.event.at))
    await session.execute(moved)


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
