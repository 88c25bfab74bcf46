"""Whom the moderators of a server keep from writing to its ledgers: each bar with who began and who lifted it."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store import servers
from bot.store.tables import bars

_B = bars.c


@dataclass(frozen=True, slots=True)
class Bar:
    """A person is kept from writing in a server: since when, by whom, why, and until when, where it was lifted.

    A person is None who was forgotten.
    """

    user: int | None
    at: datetime
    by: int | None
    reason: str | None
    lifted_at: datetime | None = None
    lifted_by: int | None = None

    @property
    def in_force(self) -> bool:
        return self.lifted_at is None


async def begin(session: AsyncSession, guild: int, bar: Bar) -> bool:
    """Write a bar down; False where one is in force already."""
    await servers.locked(session, guild)
    if await _in_force(session, guild, bar.user) is not None:
        return False
    last = sa.select(sa.func.coalesce(sa.func.max(_B.number), 0) + 1).where(_B.guild == guild).scalar_subquery()
    row = {"guild": guild, "user": bar.user, "at": bar.at, "by": bar.by, "reason": bar.reason}
    await session.execute(sa.insert(bars).values(row | {"number": last}))
    return True


async def lift(session: AsyncSession, guild: int, user: int, by: int, at: datetime) -> bool:
    """Write down that a bar is lifted; False where none is in force."""
    await servers.locked(session, guild)
    number = await _in_force(session, guild, user)
    here = (_B.guild == guild) & (_B.number == number)
    await session.execute(sa.update(bars).where(here).values(lifted_at=at, lifted_by=by))
    return number is not None


async def _in_force(session: AsyncSession, guild: int, user: int | None) -> int | None:
    here = sa.select(_B.number).where(_B.guild == guild, _B.user == user, _B.lifted_at.is_(None))
    return await session.scalar(here)


async def latest(session: AsyncSession, guild: int, most: int) -> list[Bar]:
    """The bars of a server, so many at most: those in force first, then the newest."""
    columns = (_B.user, _B.at, _B.by, _B.reason, _B.lifted_at, _B.lifted_by)
    order = (_B.lifted_at.is_not(None), _B.number.desc())
    found = sa.select(*columns).where(_B.guild == guild).order_by(*order).limit(most)
    return [Bar(*row) for row in (await session.execute(found)).all()]


# People


async def naming(session: AsyncSession, user: int) -> int:
    """How many bars name a person: whom they keep, who began or who lifted them."""
    return await session.scalar(sa.select(sa.func.count()).select_from(bars).where(_names(user))) or 0


async def forget_person(session: AsyncSession, user: int) -> int:
    """Erase a person from bars, with the reasons; gives how many they were.

    Of a bar that keeps them still, their number stays: otherwise to be forgotten would lift it.
    """
    erased = {
        "user": sa.case((_B.lifted_at.is_(None), _B.user), else_=sa.func.nullif(_B.user, user)),
        "by": sa.func.nullif(_B.by, user),
        "lifted_by": sa.func.nullif(_B.lifted_by, user),
        "reason": sa.null(),
    }
    return len((await session.execute(sa.update(bars).where(_names(user)).values(erased).returning(_B.number))).all())


def _names(user: int) -> sa.ColumnElement[bool]:
    return sa.or_(_B.user == user, _B.by == user, _B.lifted_by == user)
