"""The digest of a server: have its debates told of together on a schedule, or no more."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.decisions import write_down
from bot.actions.request import Request, require_manager
from bot.ledger import schedules
from bot.ledger.house import UNSET, Setting
from bot.ledger.pauses import PausedBy
from bot.ledger.refusals import NoSchedule
from bot.ledger.rules import house as rules
from bot.ledger.schedules import Schedule
from bot.store import servers
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from bot.store.waiting import server_digests
from bot.store.waiting.server_digests import StoredServerDigest


async def schedule_server_digest(
    sessions: Sessions,
    request: Request,
    houses: Houses,
    channel: int,
    shortest: timedelta,
    cadence: str,
    at: str | None,
    timezone: str | None,
    days: str | None,
    cron: str | None,
) -> StoredServerDigest:
    """Post the server's digest in that channel from now on, in place of any other; without a zone, in the server's.

    The channel is a setting of the server: where it is another one, that is written down as any change of one. A digest
    that may have been posted by then is looked for, so that it stands if it was. Raises ManagersOnly and
    BadScheduleAsked.
    """
    require_manager(request)
    wanted: Schedule = schedules.schedule_from(cadence, at, timezone or request.house.timezone, days, cron, shortest)
    following = schedules.next_slot(wanted, request.at)
    async with sessions.begin() as session:
        await _decide(session, request, houses, str(channel))
        await server_digests.put(session, request.guild, channel, wanted, following, request.at)
        stored = await server_digests.get(session, request.guild)
    await houses.read(sessions.execute)
    if stored is None:
        raise NoSchedule
    return stored


async def pause_server_digest(sessions: Sessions, request: Request, houses: Houses) -> StoredServerDigest:
    """Stop the server's digest until it is set anew, also one that is on its way. Raises ManagersOnly, NoSchedule."""
    require_manager(request)
    async with sessions.begin() as session:
        await _decide(session, request, houses, UNSET)
        stored = await server_digests.get(session, request.guild)
        if stored is None:
            raise NoSchedule
        await server_digests.pause(session, request.guild, PausedBy.MODERATOR, request.at)
    await houses.read(sessions.execute)
    return stored


async def _decide(session: AsyncSession, request: Request, houses: Houses, words: str) -> None:
    before = rules.decided(houses.default, await servers.locked(session, request.guild))
    after = rules.changed(before, Setting.SERVER_DIGEST, words)
    if after != before:
        await write_down(session, request, Setting.SERVER_DIGEST, before, after)


async def server_digest_of(sessions: Sessions, request: Request) -> StoredServerDigest | None:
    """The digest of the server where somebody asks, if it has one. Raises ManagersOnly."""
    require_manager(request)
    async with sessions() as session:
        return await server_digests.get(session, request.guild)
