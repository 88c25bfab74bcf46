"""Debates: find one, make one, hold one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.chain import GENESIS
from bot.ledger.entries import CRUX_ITSELF, Debate
from bot.store.tables import MOMENT, debates, event_texts, events, requests


@dataclass(frozen=True, slots=True)
class Head:
    """A debate and the end of its chain of events."""

    debate: Debate
    sequence: int
    hash: bytes


async def lock(session: AsyncSession, debate: int) -> Head | None:
    """The debate, held until the transaction ends; None where there is none, or one that was never opened."""
    row = (await session.execute(_holding(debate))).one_or_none()
    return _head(row) if row is not None and row.head_sequence else None


async def lock_for(session: AsyncSession, debate: int, request: int, at: datetime) -> tuple[bool, Head | None]:
    """Hold the debate, and then write a request down as done, all in one statement.

    Gives whether the request is new (where another transaction is just doing it, its end is waited for), and the
    debate, or None as in `lock`; then nothing is written.
    """
    row = (await session.execute(_HELD_AND_DONE, {"request": request, "at": at, "debate_held": debate})).one_or_none()
    return (row.is_new, head_of(row[:HEAD_COLUMNS])) if row is not None else (True, None)


HEAD = (
    debates.c.id,
    debates.c.guild,
    debates.c.question,
    debates.c.opened_by,
    debates.c.opened_at,
    debates.c.closed_at,
    debates.c.head_sequence,
    debates.c.head_hash,
)
"""What a head is made of."""

HEAD_COLUMNS = len(HEAD)

_HELD = sa.select(*HEAD).where(debates.c.id == sa.bindparam("debate_held")).with_for_update(key_share=True).cte("held")
# The debate before the request, as in a statement that goes on from a head (`at_once`): nobody waits in a circle.
_DONE = (
    insert(requests)
    .from_select(
        ["id", "at"],
        sa.select(sa.bindparam("request", type_=sa.BigInteger), sa.bindparam("at", type_=MOMENT)).select_from(_HELD),
    )
    .on_conflict_do_nothing()
    .returning(requests.c.id)
    .cte("done")
)
_HELD_AND_DONE = sa.select(_HELD, sa.exists(sa.select(_DONE)).label("is_new"))


async def head(session: AsyncSession, debate: int) -> Head | None:
    """The debate and the end of its chain, not held."""
    row = (await session.execute(sa.select(debates).where(debates.c.id == debate))).one_or_none()
    return _head(row) if row is not None and row.head_sequence else None


async def find(session: AsyncSession, debate: int) -> Debate | None:
    """The debate; None where there is none."""
    found = await head(session, debate)
    return found.debate if found else None


async def create(session: AsyncSession, debate: int, guild: int, at: datetime) -> Head:
    """A debate without events yet, held; the one of another transaction where two are made at once."""
    fresh = insert(debates).values(id=debate, guild=guild, opened_by=CRUX_ITSELF, opened_at=at, head_hash=GENESIS)
    await session.execute(fresh.on_conflict_do_nothing())
    return await held(session, debate)


async def held(session: AsyncSession, debate: int) -> Head:
    """A debate that exists, opened or not, held until the transaction ends."""
    return _head((await session.execute(_holding(debate))).one())


def _holding(debate: int) -> sa.Select[tuple[object, ...]]:
    # Not FOR UPDATE: whoever claims a slot of the debate looks at its key, and must not wait for a writer who may
    # himself be waiting for the schedule that is being claimed.
    return sa.select(debates).where(debates.c.id == debate).with_for_update(key_share=True)


async def of_guild(session: AsyncSession, guild: int) -> list[Debate]:
    """The debates of a server, in the order of their channels."""
    here = sa.select(debates).where(debates.c.guild == guild, debates.c.head_sequence > 0).order_by(debates.c.id)
    return [_head(row).debate for row in (await session.execute(here)).all()]


async def every(session: AsyncSession) -> list[int]:
    """The ids of all debates, and of all that events are kept of."""
    known = sa.union(sa.select(debates.c.id), sa.select(events.c.debate), sa.select(event_texts.c.debate))
    return sorted((await session.scalars(known)).all())


async def kept_head(session: AsyncSession, debate: int) -> tuple[int, bytes] | None:
    """The number and the hash of the last event as the debate's row has them; None where there is no row."""
    wanted = sa.select(debates.c.head_sequence, debates.c.head_hash).where(debates.c.id == debate)
    row = (await session.execute(wanted)).one_or_none()
    return (row.head_sequence, row.head_hash) if row is not None else None


async def forget(session: AsyncSession, debate: int) -> bool:
    """Delete a debate with its events and all that stands in it; False where there is none."""
    await _allow_forgetting(session, "on")
    gone = await session.scalar(sa.delete(debates).where(debates.c.id == debate).returning(debates.c.id))
    await _allow_forgetting(session, "off")
    return gone is not None


async def _allow_forgetting(session: AsyncSession, allowed: str) -> None:
    await session.execute(sa.select(sa.func.set_config("crux.forgetting", allowed, True)))


def head_of(columns: Sequence[Any]) -> Head | None:
    """The head that these columns (`HEAD`) make; None for a debate that was never opened."""
    debate, guild, question, opened_by, opened_at, closed_at, sequence, sealed = columns
    return (
        Head(Debate(debate, guild, question, opened_by, opened_at, closed_at), sequence, sealed) if sequence else None
    )


def _head(row: sa.Row[tuple[object, ...]]) -> Head:
    debate = Debate(row.id, row.guild, row.question, row.opened_by, row.opened_at, row.closed_at)
    return Head(debate, row.head_sequence, row.head_hash)
