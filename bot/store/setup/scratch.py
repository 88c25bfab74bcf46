"""A database for one use, beside the others of a server."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.store.setup.engine import asyncpg_url


@asynccontextmanager
async def scratch_database(url: str, template: str = "template1") -> AsyncIterator[str]:
    """The address of a fresh database on the server of `url`, gone again at the end."""
    name = f"crux_scratch_{secrets.token_hex(6)}"
    server = create_async_engine(asyncpg_url(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        async with server.connect() as connection:
            await connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
        try:
            yield make_url(asyncpg_url(url)).set(database=name).render_as_string(hide_password=False)
        finally:
            async with server.connect() as connection:
                await connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await server.dispose()
