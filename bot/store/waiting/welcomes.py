"""The messages with which Crux begins on a server: which are due, and by whom they are posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute
from bot.store.tables import MOMENT, debates, server_settings, welcomes, welcoming
from bot.store.waiting import claims
from bot.store.waiting.claims import Claims

_C = welcomes.c
_OVER = {"due_at": None, "owner": None, "posting_since": None}


@dataclass(frozen=True, slots=True)
class StoredWelcome:
    """The welcome of a server, where it can be posted, since when it may be there unrecorded, and who is at it."""

    guild: int
    channels: tuple[int, ...]
    """The first is the one where it is posted, or may have been."""
    posting_since: datetime | None
    owner: str
    claimed_until: datetime
    attempts: int

    @property
    def channel(self) -> int:
        return self.channels[0]


async def make_due(session: AsyncSession, guild: int, channels: Sequence[int], at: datetime) -> None:
    """Have a server be welcomed in the first of the channels that lets Crux; nowhere, where there are none.

    Not where there is a row for it, and not where it has had debates: there it knows Crux.
    """
    await _keep_server(session, guild)
    knows_crux = sa.exists().where(debates.c.guild == guild)
    due = sa.case((knows_crux, sa.null()), else_=sa.literal(at if channels else None, MOMENT))
    row = insert(welcomes).values(guild=guild, channels=list(channels), due_at=due)
    await session.execute(row.on_conflict_do_nothing(index_elements=["guild"]))


async def begin_welcoming(session: AsyncSession, at: datetime, before: timedelta) -> None:
    """From now on servers are welcomed also where nobody listened when Crux was added, unless that is so already.

    Where the database knows of no server yet, also those that Crux was added to so long `before`.
    """
    in_use = sa.exists(sa.select(debates.c.id)) | sa.exists(sa.select(server_settings.c.guild))
    since = sa.case((in_use, sa.literal(at, MOMENT)), else_=sa.literal(at - before, MOMENT))
    row = insert(welcoming).from_select(["since"], sa.select(since))
    await session.execute(row.on_conflict_do_nothing())


async def missed(session: AsyncSession, joined: Mapping[int, datetime]) -> list[int]:
    """Those of these servers that Crux has never seen, by when it was added to them: nobody listened then."""
    there = (
        sa.func.unnest(sa.literal(list(joined), ARRAY(sa.BigInteger)), sa.literal(list(joined.values()), ARRAY(MOMENT)))
        .table_valued(sa.column("guild", sa.BigInteger), sa.column("joined_at", MOMENT), name="there")
        .render_derived()
    )
    is_known = sa.exists().where(debates.c.guild == there.c.guild) | sa.exists().where(
        server_settings.c.guild == there.c.guild
    )
    found = sa.select(there.c.guild).join(welcoming, there.c.joined_at >= welcoming.c.since).where(~is_known)
    return list((await session.scalars(found.order_by(there.c.joined_at))).all())


async def make_undue(session: AsyncSession, guild: int) -> None:
    """A server is not welcomed any more, nor again."""
    await _keep_server(session, guild)
    row = insert(welcomes).values(guild=guild, channels=[])
    await session.execute(row.on_conflict_do_update(index_elements=["guild"], set_=_OVER))


async def _keep_server(session: AsyncSession, guild: int) -> None:
    """With this row, the server's welcome goes too once Crux has been gone for long."""
    row = insert(server_settings).values(guild=guild)
    await session.execute(row.on_conflict_do_nothing(index_elements=["guild"]))


_CLAIMS = Claims(welcomes, [_C.guild, _C.channels, _C.posting_since, _C.owner, _C.due_at, _C.attempts])


async def claim(execute: Execute, at: datetime, lease: timedelta, owner: str, limit: int) -> list[StoredWelcome]:
    """Take over those that are due, for as long as the lease: then they are due again.

    So are those that somebody has taken for longer than a lease can be: their clock has been set back since.
    """
    rows = await _CLAIMS.claim(execute, claims.given(at, lease, owner, limit))
    return [StoredWelcome(guild, tuple(channels), *rest) for guild, channels, *rest in rows]


async def begin_posting(session: AsyncSession, claimed: StoredWelcome, since: datetime, until: datetime) -> bool:
    """Write down since when its message may be there unrecorded; the claim lasts until then. False: it is another's."""
    begun = sa.update(welcomes).where(_claimed(claimed)).values(posting_since=since, due_at=until)
    return await session.scalar(begun.returning(_C.guild)) is not None


async def forget_posting(session: AsyncSession, claimed: StoredWelcome) -> None:
    """No message of a welcome is there."""
    await session.execute(sa.update(welcomes).where(_claimed(claimed)).values(posting_since=None))


async def record_posted(session: AsyncSession, guild: int, message: int) -> bool:
    """Finish a server's welcome with its message; False where it was finished before."""
    done = sa.update(welcomes).where(_C.guild == guild, _C.due_at.is_not(None)).values({"message": message, **_OVER})
    return await session.scalar(done.returning(_C.guild)) is not None


async def message_of(session: AsyncSession, guild: int) -> int | None:
    """The message that welcomed a server; None where none has."""
    return await session.scalar(sa.select(_C.message).where(_C.guild == guild))


async def finish(session: AsyncSession, claimed: StoredWelcome) -> None:
    """Finish a welcome without a message that stands."""
    await session.execute(sa.update(welcomes).where(_claimed(claimed)).values(_OVER))


async def go_on(session: AsyncSession, claimed: StoredWelcome, at: datetime) -> bool:
    """Nothing can be posted in the first channel: the next one is due; without one, it is over.

    False where something may have been posted there.
    """
    rest = list(claimed.channels[1:])
    values = {"channels": rest, **_OVER, "due_at": at if rest else None, "attempts": 0}
    gone_on = sa.update(welcomes).where(_claimed(claimed), _C.posting_since.is_(None)).values(values)
    return await session.scalar(gone_on.returning(_C.guild)) is not None


async def put_off(session: AsyncSession, claimed: StoredWelcome, until: datetime) -> None:
    """Leave a welcome that cannot be posted now until then."""
    later = sa.update(welcomes).where(_claimed(claimed))
    await session.execute(later.values(due_at=until, owner=None))


def _claimed(claimed: StoredWelcome) -> sa.ColumnElement[bool]:
    return (_C.guild == claimed.guild) & (_C.owner == claimed.owner)
