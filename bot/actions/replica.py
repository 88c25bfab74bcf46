"""Reading from a replica, once it has everything that was in the ledger at the time of the request."""

import asyncio
import time

import structlog

from bot.store.reading import debates
from bot.store.sessions import Sessions
from bot.store.setup.engine import AWAY

log = structlog.get_logger(__name__)

PATIENCE = 5.0
"""Seconds for a replica to catch up; after them, the database itself is read."""

LOOK_AGAIN = 0.05
"""Seconds between two looks at how far the replica is."""


async def caught_up(sessions: Sessions, replica: Sessions, debate: int) -> Sessions:
    """The replica, once it has every event that the debate has now; the database itself where that takes too long.

    So it is too where the replica cannot be reached.
    """
    async with sessions() as session:
        head = await debates.head(session, debate)
    if head is None:
        return sessions
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline:
            async with replica() as session:
                there = await debates.head(session, debate)
            # The hash tells a debate from an earlier one of the same channel.
            if there is not None and (there.sequence > head.sequence or there.hash == head.hash):
                return replica
            await asyncio.sleep(LOOK_AGAIN)
    except AWAY as error:
        log.warning("replica not read", error=type(error).__name__)
        return sessions
    log.warning("replica behind", debate=debate, seconds=PATIENCE)
    return sessions
