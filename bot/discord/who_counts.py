"""Whose answers count in servers that let not everybody count, by what Discord says of their members."""

from datetime import datetime

import discord
import structlog

from bot.actions.clock import who_counts
from bot.discord.client import CruxClient
from bot.discord.rate_limit import Priority
from bot.ledger.house import Membership

log = structlog.get_logger(__name__)


async def recount(client: CruxClient) -> None:
    """Look at the servers of this process in which it is time to."""
    await client.wait_until_ready()
    at = client.clock.now()
    due = [guild for guild in await who_counts.to_recount(client.sessions, at) if client.get_guild(guild) is not None]
    if due:
        # Another process may have changed a setting just now.
        await client.read_choices()
    for guild in due:
        try:
            await _recount(client, guild, at)
        except discord.HTTPException as failure:
            # It stays due; the others are looked at all the same.
            log.warning("could not look at whose answers count", server=guild, status=failure.status)


async def _recount(client: CruxClient, guild: int, at: datetime) -> None:
    async def member_of(guild: int, user: int) -> Membership | None:
        return await membership(client, guild, user)

    house = client.houses.of(guild)
    changed = await who_counts.recount(client.sessions, guild, house, member_of, at)
    log.info("looked at whose answers count", server=guild, changed=changed)


async def membership(client: CruxClient, guild: int, user: int) -> Membership | None:
    """What somebody is in a server; None where they are not in it. Raises what discord.py raises."""
    try:
        async with client.limit.request(Priority.LAST):
            member = await client.http.get_member(guild, user)
    except discord.NotFound:
        return None
    joined = discord.utils.parse_time(member["joined_at"])
    return Membership(tuple(map(int, member["roles"])), joined)
