"""Bring a database to a schema of ours: the migrations, run from code."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from bot.store.setup.engine import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"


def alembic_config(url: str) -> "Config":
    """Alembic's configuration for a database, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database up to a revision. Where several processes try, one does it and the others wait."""
    if revision == "head" and asyncio.run(is_newest(url)):
        return
    # Only now: Alembic takes as long to import as to run, and as a rule a start has nothing to migrate.
    from alembic import command

    command.upgrade(alembic_config(url), revision)


async def is_newest(url: str) -> bool:
    """Whether the database stands at the newest schema. Raises what the driver raises where it cannot be reached."""
    return await revision_of(url) == newest_revision()


def newest_revision() -> str:
    """The revision of the newest migration: what its file's name begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


async def revision_of(url: str) -> str | None:
    """The revision that a database stands at; None where nothing was ever migrated."""
    engine = make_engine(url, pgbouncer=True)
    try:
        async with engine.connect() as connection:
            stands = (await connection.scalars(sa.text("SELECT version_num FROM alembic_version"))).all()
    except ProgrammingError:
        return None
    finally:
        await engine.dispose()
    return stands[0] if len(stands) == 1 else None
