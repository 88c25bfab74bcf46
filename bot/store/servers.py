"""What servers have decided, read and changed; each change is written down with who made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import UNSET, Setting
from bot.store.prepared import Execute, Prepared
from bot.store.tables import bars, server_settings, setting_changes
from bot.store.writing.debate_rows import forgetting_allowed

_S, _C = server_settings.c, setting_changes.c

Decisions = Mapping[Setting, str]
"""What a server has decided, by the words of `value_of`; what it has not is absent."""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One change of a setting: who made it (None: somebody who was forgotten), when, from what to what."""

    number: int
    at: datetime
    user: int | None
    setting: Setting
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds in a server: what it has decided, and whom its moderators keep from writing."""

    values: Decisions
    barred: Mapping[int, str | None] = field(default_factory=dict)


async def all_decisions(execute: Execute) -> dict[int, Decided]:
    """What holds in each server, by server; those that never decided anything are absent."""
    return {
        guild: Decided(_decisions(values), dict(zip(kept, reasons, strict=True)))
        for guild, kept, reasons, *values in await execute(_ALL, {})
    }


def _of_bars_in_force(column: sa.Column[Any]) -> sa.Function[Any]:
    """What the bars of a server that are in force have in that column, in their order."""
    in_force = sa.select(column).where(bars.c.guild == _S.guild, bars.c.lifted_at.is_(None))
    return sa.func.array(in_force.order_by(bars.c.number).scalar_subquery())


_ALL = Prepared(
    sa.select(
        _S.guild,
        _of_bars_in_force(bars.c.user),
        _of_bars_in_force(bars.c.reason),
        *(_S[setting.value] for setting in Setting),
    )
)


def _decisions(values: list[str | None]) -> Decisions:
    named = zip(Setting, values, strict=True)
    return {setting: value for setting, value in named if value is not None}


async def locked(session: AsyncSession, guild: int) -> Decisions:
    """What a server has decided; nobody else changes it until the transaction ends."""
    settings = (_S[setting.value] for setting in Setting)
    row = insert(server_settings).values(guild=guild)
    # An update also where nothing changes: so the row is locked, and two first changes come one after the other.
    there = row.on_conflict_do_update(index_elements=[_S.guild], set_={"guild": _S.guild}).returning(*settings)
    return _decisions(list((await session.execute(there)).one()))


async def change(
    session: AsyncSession, guild: int, user: int, at: datetime, setting: Setting, before: str, after: str
) -> None:
    """Put a setting of a server that is `locked` into force, and write down who changed it from what to what."""
    value = {setting.value: after, "changes": _S.changes + 1}
    changed = sa.update(server_settings).where(_S.guild == guild).values(value).returning(_S.changes)
    number = (await session.execute(changed)).scalar_one()
    row = {"guild": guild, "number": number, "at": at, "user": user, "setting": setting, "before": before}
    await session.execute(sa.insert(setting_changes).values(row | {"after": after}))


async def latest(session: AsyncSession, guild: int, most: int) -> list[SettingChange]:
    """The latest changes in a server, so many at most, the newest first."""
    columns = (_C.number, _C.at, _C.user, _C.setting, _C.before, _C.after)
    found = sa.select(*columns).where(_C.guild == guild).order_by(_C.number.desc()).limit(most)
    return [
        SettingChange(row.number, row.at, row.user, Setting(row.setting), row.before, row.after)
        for row in (await session.execute(found)).all()
    ]


# People


async def made_by(session: AsyncSession, user: int) -> int:
    """How many changes a person made, in all servers."""
    return await session.scalar(sa.select(sa.func.count()).select_from(setting_changes).where(_C.user == user)) or 0


async def forget_person(session: AsyncSession, user: int) -> int:
    """Erase who made the changes that a person made; gives how many they were."""
    theirs = sa.update(setting_changes).where(_C.user == user).values(user=None).returning(_C.number)
    return len((await session.execute(theirs)).all())


# Servers that Crux loses or finds again


async def kept(session: AsyncSession) -> list[int]:
    """The servers that have decided something."""
    return list((await session.scalars(sa.select(_S.guild).order_by(_S.guild))).all())


async def left(session: AsyncSession, guild: int, at: datetime) -> None:
    """Crux is not in that server from now on, or since it left it before."""
    lost = sa.update(server_settings).where(_S.guild == guild, _S.left_at.is_(None))
    await session.execute(lost.values(left_at=at))


async def back(session: AsyncSession, guild: int) -> None:
    """Crux is in that server, or somebody uses its commands there."""
    found = sa.update(server_settings).where(_S.guild == guild, _S.left_at.is_not(None))
    await session.execute(found.values(left_at=None))


async def forget_left_since(session: AsyncSession, moment: datetime) -> int:
    """Delete what servers have decided that were left at that moment or before; gives how many they were."""
    async with forgetting_allowed(session):
        gone = sa.delete(server_settings).where(_S.left_at <= moment).returning(_S.guild)
        return len((await session.execute(gone)).all())


# Whose answers count


_COUNTING = (Setting.COUNTING_ROLE, Setting.COUNTING_DAYS)
_DECIDED = [sa.func.coalesce(_S[setting.value], UNSET) != UNSET for setting in _COUNTING]
_LAST_DECIDED = sa.select(sa.func.max(_C.at)).where(_C.guild == _S.guild, _C.setting.in_(_COUNTING)).scalar_subquery()


async def to_recount(session: AsyncSession, since: datetime) -> list[int]:
    """The servers in which it is to be looked at whose answers count.

    Each that has decided that anew since it was looked at, and those that let not everybody count, where it was looked
    at before `since`.
    """
    anew = _LAST_DECIDED.is_not(None) & (_S.recounted_at.is_(None) | (_S.recounted_at <= _LAST_DECIDED))
    again = sa.or_(*_DECIDED) & (_S.recounted_at < since)
    found = sa.select(_S.guild).where(_S.left_at.is_(None), anew | again).order_by(_S.guild)
    return list((await session.scalars(found)).all())


async def recounted(session: AsyncSession, guild: int, at: datetime) -> None:
    """It was looked at whose answers count in that server, as things were at that moment."""
    await session.execute(sa.update(server_settings).where(_S.guild == guild).values(recounted_at=at))
