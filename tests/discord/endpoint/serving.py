"""Crux as `crux serve` runs it, in the test's own process, on a loopback Discord that posts interactions to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.clock import SystemClock
from bot.discord.endpoint.client import EndpointClient
from bot.discord.endpoint.listening import Connections
from bot.metrics import Metrics
from bot.store.houses import Houses
from bot.store.sessions import Sessions
from cogs import EXTENSIONS
from tests.loopback.server import PATIENCE, LoopbackDiscord


@asynccontextmanager
async def served(
    there: LoopbackDiscord, sessions: Sessions, houses: Houses | None = None
) -> AsyncIterator[tuple[EndpointClient, Connections]]:
    """One that Discord has found good; its commands are registered, as by a process on the gateway."""
    client = EndpointClient(
        sessions,
        SystemClock(),
        shortest_cadence=timedelta(hours=1),
        extensions=EXTENSIONS,
        shard_count=1,
        houses=houses,
        metrics=Metrics(),
    )
    async with client:
        await client.login("secret")
        await client.registration.run()
        connections = Connections(client)
        port = await connections.listen("127.0.0.1", 0)
        client.serving = True
        try:
            await there.outgoing.set_address(f"http://127.0.0.1:{port}/interactions")
            yield client, connections
        finally:
            there.outgoing.address = None
            await connections.leave()
            async with asyncio.timeout(PATIENCE):
                while client.in_hand.number:  # noqa: ASYNC110 - what was begun is ended, as where a process stops
                    await asyncio.sleep(0.01)
            connections.end()
            await client.close()
