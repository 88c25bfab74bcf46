"""What is kept no longer: debates whose channel Crux has lost for long, requests and messages that nobody waits for."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import drop, drop_stale
from bot.store import forums, servers
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from bot.store.waiting import channel_readings, drafts, refused_forms, requests, retention, suggestions, welcomes
from bot.store.waiting.drafts import DRAFT_LIFE
from bot.store.waiting.suggestions import SUGGESTION_LIFE
from bot.store.writing import debate_rows, places

REQUEST_LIFE = timedelta(hours=1)
"""How long requests that were done are remembered: the platform delivers one twice within seconds, if at all."""


async def servers_kept(sessions: Sessions) -> list[int]:
    """The servers that debates are kept of, settings, or forums whose posts are debates."""
    async with sessions() as session:
        return sorted({*await retention.servers(session), *await servers.kept(session), *await forums.servers(session)})


async def channels_lost(sessions: Sessions, guild: int) -> list[int]:
    """The channels of a server for which the clock runs."""
    async with sessions() as session:
        return await retention.lost_of(session, guild)


async def server_left(sessions: Sessions, guild: int, at: datetime) -> None:
    """Crux is not in that server any more: the clock starts for its debates, and for what it has decided."""
    async with sessions.begin() as session:
        await retention.start_for_server(session, guild, at)
        await welcomes.make_undue(session, guild)
        await servers.left(session, guild, at)
        await forums.left(session, guild, at)


async def server_back(sessions: Sessions, guild: int) -> None:
    """Crux is in that server, or its commands are used there: no clock runs for what it has decided."""
    async with sessions.begin() as session:
        await servers.back(session, guild)
        await forums.back(session, guild)


async def channel_left(sessions: Sessions, channel: int, at: datetime) -> None:
    """The channel is not there any more: the clock starts for its debate, what was decided of a forum is over, and what
    its messages might be is forgotten."""
    async with sessions.begin() as session:
        await suggestions.forget_channel(session, channel)
        await forums.drop(session, channel)
        await retention.start_for_channel(session, channel, at)


async def channels_back(sessions: Sessions, channels: Collection[int]) -> None:
    """These channels are there: no clock runs for their debates."""
    async with sessions.begin() as session:
        await retention.stop_for_channels(session, channels)


async def thread_found(sessions: Sessions, place: Place) -> None:
    """It is known where a debate's thread is: the next answer about many debates need not ask for it."""
    await places.keep(sessions.execute, [place])


async def channel_active(sessions: Sessions, channel: int, *, private: bool) -> None:
    """Somebody is active in the channel: no clock runs for its debate, and it is known whether it is private."""
    await retention.note_active(sessions.execute, channel, private=private)


async def forget_lost(sessions: Sessions, at: datetime, keep: timedelta) -> int:
    """Delete the debates that have been lost for as long as they are kept; gives how many."""
    return await _forget_each(sessions, lambda session: retention.lost_since(session, at - keep))


async def forget_expired(sessions: Sessions, at: datetime, most_days: int | None) -> int:
    """Delete the debates in which nothing has happened for as long as their server keeps them; gives how many.

    None is kept for more than `most_days`, where there is such a limit.
    """
    return await _forget_each(sessions, lambda session: retention.expired(session, at, most_days))


_Find = Callable[[AsyncSession], Awaitable[int | None]]
"""Finds a debate to delete, and locks it; None where there is no further one."""


async def _forget_each(sessions: Sessions, find: _Find) -> int:
    forgotten = 0
    while await _forget_one(sessions, find):
        forgotten += 1
    return forgotten


async def _forget_one(sessions: Sessions, find: _Find) -> bool:
    async with sessions.begin() as session:
        debate = await find(session)
        gone = debate is not None and await debate_rows.forget(session, debate)
    if debate is not None:
        drop(sessions, debate)
    return gone


async def forget_left_servers(sessions: Sessions, at: datetime, keep: timedelta) -> int:
    """Delete what servers have decided that were left for as long as debates are kept; gives how many they were."""
    async with sessions.begin() as session:
        await forums.forget_left_since(session, at - keep)
        return await servers.forget_left_since(session, at - keep)


async def forget_passing(sessions: Sessions, at: datetime) -> None:
    """Forget old requests and suggestions, messages whose form never came back, and cached words erased elsewhere."""
    await drop_stale(sessions)
    async with sessions.begin() as session:
        await requests.forget_before(session, at - REQUEST_LIFE)
        await drafts.forget(session, at - DRAFT_LIFE)
        await refused_forms.forget(session, at - DRAFT_LIFE)
        await suggestions.forget_old(session, at - SUGGESTION_LIFE)
        await channel_readings.forget(session, at)
