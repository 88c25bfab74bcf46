"""What stood in the way of messages may be gone: they are tried again now, and not when their next try is due."""

from datetime import datetime

from bot.store.sessions import Sessions
from bot.store.waiting import cards, posts, schedules, server_digests
from bot.store.waiting.estimate_tallies import TALLIES
from bot.store.waiting.reminders import REMINDERS


async def retry_in_server(sessions: Sessions, guild: int, at: datetime) -> None:
    """What is allowed in a server has changed: whatever could not be posted there is tried again now."""
    async with sessions.begin() as session:
        await schedules.retry_in_server(session, guild, at)
        await cards.retry_in_server(session, guild, at)
        await REMINDERS.retry_in_server(session, guild, at)
        await TALLIES.retry_in_server(session, guild, at)
        await server_digests.retry_in_server(session, guild, at)
        await posts.retry_in_server(session, guild)
