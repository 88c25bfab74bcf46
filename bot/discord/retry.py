"""What Discord tells only once is written down, whatever the database is doing just then."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)

WAITS = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each further try."""


async def retried(what: str, do: Callable[[], Awaitable[None]]) -> None:
    """Do it, and again where it fails; the error of the last try is raised."""
    for wait in WAITS:
        try:
            return await do()
        except Exception as error:  # whatever it was, Discord does not tell it twice
            log.warning("tried again", what=what, again_in_seconds=wait, error=type(error).__name__)
            await asyncio.sleep(wait)
    await do()
