"""What stood in the way of messages may be gone: they are tried again now, and not when their next try is due."""

from datetime import datetime

from bot.store.sessions import Sessions
from bot.store.waiting import cards, estimate_tallies, posts, reminders, schedules, server_digests


async def retry_in_server(sessions: Sessions, guild: int, at: datetime) -> None:
    """What is allowed in a server has changed: whatever could not be posted there is tried again now."""
    async with sessions.begin() as session:
        await schedules.retry_in_server(session, guild, at)
        await cards.retry_in_server(session, guild, at)
        await reminders.retry_in_server(session, guild, at)
        await estimate_tallies.retry_in_server(session, guild, at)
        await server_digests.retry_in_server(session, guild, at)
        await posts.retry_in_server(session, guild)
