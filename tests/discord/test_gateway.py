"""What is kept of Discord's servers is little, and each has it to itself only where it is its own."""

from typing import Any

import discord

from bot.clock import SystemClock
from bot.discord.client import CruxClient
from bot.store.sessions import Sessions
from tests.discord.conftest import HOUR

SHARED = ("verification_level", "default_notifications", "explicit_content_filter", "features", "_threads", "_channels")
"""What discord.py would make an object of for each server."""


async def test_what_is_the_same_for_all_servers_is_one_object(sessions: Sessions) -> None:
    client = CruxClient(sessions, SystemClock(), shortest_cadence=HOUR, extensions=(), shard_count=1)
    told: list[dict[str, Any]] = [{"id": str(number << 22), "preferred_locale": "de"} for number in (1, 2)]

    first, second = (client._lean._add_guild_from_data(server) for server in told)

    assert (first.id, second.id) == (1 << 22, 2 << 22)
    assert first.preferred_locale is discord.Locale.german
    assert [name for name in SHARED if getattr(first, name) is not getattr(second, name)] == []
