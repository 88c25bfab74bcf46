"""How long the event loop keeps others waiting."""

import asyncio
from collections.abc import Callable

EVERY = 0.25
"""Seconds between two looks."""


async def watch_loop(observe: Callable[[float], None], every: float = EVERY) -> None:
    """Say again and again, until it is cancelled, by how many seconds the event loop woke this too late."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every
        await asyncio.sleep(every)
        observe(max(0.0, loop.time() - due))
