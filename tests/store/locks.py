"""Waiting for the moment in which two transactions meet."""

import asyncio

import sqlalchemy as sa

from bot.store.sessions import Sessions


async def somebody_waits(sessions: Sessions) -> None:
    """Until a transaction waits for a lock that another one has."""
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(60), sessions() as session:
        while not await session.scalar(waiting):
            pass
