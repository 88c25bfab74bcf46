"""Debates: find one, make one, hold one."""

from dataclasses import dataclass
from datetime import datetime

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
    """Write a request down as done, and then hold the debate, all in one statement.

    Gives whether the request is new (where another transaction is just doing it, its end is waited for), and the
    debate, or None as in `lock`.
    """
    row = (await session.execute(_DONE_AND_HELD, {"request": request, "at": at, "debate_held": debate})).one()
    return row.is_new, _head(row) if row.head_sequence else None


_DONE = (
    insert(requests)
    .values(id=sa.bindparam("request"), at=sa.bindparam("at", type_=MOMENT))
    .on_conflict_do_nothing()
    .returning(requests.c.id)
    .cte("done")
)
_IS_NEW = sa.select((sa.func.count() > 0).label("is_new")).select_from(_DONE).subquery("asked")
_HELD = (
    sa.select(debates)
    .where(debates.c.id == sa.bindparam("debate_held"))
    .with_for_update(key_share=True)
    .lateral("held")
)
_DONE_AND_HELD = sa.select(_IS_NEW.c.is_new, _HELD).select_from(_IS_NEW.outerjoin(_HELD, sa.true()))


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


def _head(row: sa.Row[tuple[object, ...]]) -> Head:
    debate = Debate(row.id, row.guild, row.question, row.opened_by, row.opened_at, row.closed_at)
    return Head(debate, row.head_sequence, row.head_hash)
