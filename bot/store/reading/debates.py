"""Debates: one with its head, and all of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.frozen import frozen
from bot.ledger.ledger import Debate
from bot.store.rows import DEBATES
from bot.store.tables import debates, entries


@frozen
class Head:
    """A debate and the end of its chain of events."""

    debate: Debate
    sequence: int
    hash: bytes


HEAD = (*DEBATES.selected, debates.c.head_sequence, debates.c.head_hash)
"""What a head is made of."""

HEAD_COLUMNS = len(HEAD)


async def head(session: AsyncSession, debate: int) -> Head | None:
    """The debate and the end of its chain, without a lock."""
    row = (await session.execute(sa.select(debates).where(debates.c.id == debate))).one_or_none()
    return head_from(row) if row is not None and row.head_sequence else None


async def of_server(session: AsyncSession, guild: int) -> Sequence[int]:
    """The debates of a server, private ones too, in the order of their numbers: the oldest channel comes first."""
    here = sa.select(debates.c.id).where(debates.c.guild == guild, debates.c.head_sequence > 0)
    return (await session.scalars(here.order_by(debates.c.id))).all()


async def number_of_entries(session: AsyncSession, debate: int) -> int:
    """How many entries a debate has, whatever became of them."""
    counted = sa.select(sa.func.count()).select_from(entries).where(entries.c.debate == debate)
    return await session.scalar(counted) or 0


async def find(session: AsyncSession, debate: int) -> Debate | None:
    """The debate; None where there is no such debate."""
    its_head = await head(session, debate)
    return its_head.debate if its_head else None


async def kept_head(session: AsyncSession, debate: int) -> tuple[int, bytes] | None:
    """The number and the hash of the last event as the debate's row has them; None where there is no row."""
    wanted = sa.select(debates.c.head_sequence, debates.c.head_hash).where(debates.c.id == debate)
    row = (await session.execute(wanted)).first()
    return (row.head_sequence, row.head_hash) if row is not None else None


def head_of(columns: Sequence[Any]) -> Head | None:
    """The head that these columns (`HEAD`) make; None for a debate that was never opened."""
    *own, sequence, last_hash = columns
    return Head(DEBATES.value(*own), sequence, last_hash) if sequence else None


def head_from(row: sa.Row[tuple[object, ...]]) -> Head:
    return Head(DEBATES.value(*(row._mapping[column] for column in DEBATES.selected)), row.head_sequence, row.head_hash)
