"""When digests are posted by themselves."""

from datetime import timedelta

from bot.actions.asked import Asked
from bot.actions.book import Sessions, debate_here, require_moderator, writing_or_opening
from bot.ledger import calendar
from bot.ledger.errors import BadScheduleAsked, NoSchedule
from bot.store import people, schedules
from bot.store.schedules import StoredSchedule


async def schedule_digest(
    sessions: Sessions,
    asked: Asked,
    shortest: timedelta,
    cadence: str,
    at: str | None,
    timezone: str,
    days: str | None,
    cron: str | None,
) -> StoredSchedule:
    """Post a digest on a schedule from now on. Moderators and whoever opened the debate may.

    Raises BadScheduleAsked with what is wrong and what to write instead.
    """
    try:
        wanted = calendar.schedule_from(cadence, at, timezone, days, cron, shortest)
    except calendar.BadSchedule as wrong:
        raise BadScheduleAsked(problem=str(wrong)) from wrong
    async with writing_or_opening(sessions, asked) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(asked)
        following = calendar.next_slot(wanted, asked.at)
        return await schedules.put(book.session, asked.channel, wanted, following, book.writer.number)


async def pause_digest(sessions: Sessions, asked: Asked) -> StoredSchedule:
    """Stop posting by itself until it is scheduled anew. Moderators and whoever opened the debate may.

    Raises NoSchedule.
    """
    async with sessions.begin() as session:
        debate = await debate_here(session, asked)
        current = await schedules.get(session, debate.id)
        if current is None:
            raise NoSchedule
        person = await people.participant(session, debate.id, asked.user)
        if person is None or person.number != debate.opened_by:
            require_moderator(asked)
        await schedules.pause(session, debate.id, f"paused by {'a moderator' if asked.moderator else 'its opener'}")
        return current


async def schedule_here(sessions: Sessions, asked: Asked) -> StoredSchedule | None:
    """The schedule of the debate here, if it has one."""
    async with sessions() as session:
        debate = await debate_here(session, asked)
        return await schedules.get(session, debate.id)
