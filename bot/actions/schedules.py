"""When digests are posted by themselves."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.deciding import Decide, Policy
from bot.actions.reading import debate_here
from bot.actions.request import Request, require_one_of
from bot.actions.writing import write_with
from bot.ledger import schedules
from bot.ledger.pauses import PausedBy, PlacedObstacle
from bot.ledger.people import Participant
from bot.ledger.refusals import NoSchedule
from bot.ledger.rules import Changes
from bot.store.prepared import execute_in
from bot.store.reading import people
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.waiting import cards, slots
from bot.store.waiting import schedules as stored
from bot.store.waiting.schedules import StoredSchedule


async def schedule_digest(
    sessions: Sessions,
    request: Request,
    shortest: timedelta,
    cadence: str,
    at: str | None,
    timezone: str | None,
    days: str | None,
    cron: str | None,
) -> StoredSchedule:
    """Post a digest on a schedule from now on, and none of an earlier one; without a time zone, in the server's.

    One that may have been posted by then is looked for, so that it stands if it was.
    Moderators and, where the server lets them, whoever opened the debate may. Raises BadScheduleAsked.
    """
    wanted = schedules.schedule_from(cadence, at, timezone or request.house.timezone, days, cron, shortest)

    async def put(session: AsyncSession, writer: Participant) -> StoredSchedule:
        following = schedules.next_slot(wanted, request.at)
        await _take_obstacle(session, request)
        await slots.drop_open(session, request.channel)
        return await stored.put(session, request.channel, wanted, following, writer.number)

    return await write_with(sessions, request, put, _may_schedule(request), Policy(opens=True, in_locked=True))


def _may_schedule(request: Request) -> Decide:
    def decide(look: DebateLook, writer: Participant) -> Changes:
        # Who makes a request in a channel without a debate opens it.
        debate = look.ledger.debate if look.is_opened else replace(look.ledger.debate, opened_by=writer.number)
        require_one_of(request.house.schedules_digests, request, debate, writer)
        return ()

    return decide


async def pause_digest(sessions: Sessions, request: Request) -> StoredSchedule:
    """Stop scheduled digests until a new schedule is set, also one that is on its way.

    Those may who may schedule one. Raises NoSchedule.
    """
    async with sessions.begin() as session:
        debate = await debate_here(session, request)
        current = await stored.get(execute_in(session), debate.id)
        if current is None:
            raise NoSchedule
        person = await people.participant(session, debate.id, request.user)
        require_one_of(request.house.schedules_digests, request, debate, person)
        reason = PausedBy.MODERATOR if request.moderator else PausedBy.OPENER
        await _take_obstacle(session, request)
        await slots.drop_open(session, debate.id)
        await stored.pause(session, debate.id, reason)
        return current


async def _take_obstacle(session: AsyncSession, request: Request) -> None:
    """What stood in the way of the schedule before does not any more; the debate's card no longer says so."""
    if await stored.resume_obstructed(session, request.channel):
        await cards.make_due(session, request.channel, request.at)


async def schedule_here(sessions: Sessions, request: Request) -> StoredSchedule | None:
    """The schedule of the debate here, if it has one."""
    async with sessions() as session:
        debate = await debate_here(session, request)
        return await stored.get(execute_in(session), debate.id)


async def obstacle_to_tell(sessions: Sessions, request: Request) -> PlacedObstacle | None:
    """What stands in the way of the digest here, where a moderator asks and none was told yet; this one is, then."""
    if not request.moderator:
        return None
    return await stored.tell_obstacle(sessions.execute, request.channel, request.guild)
