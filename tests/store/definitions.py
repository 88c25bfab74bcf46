"""`python -m tests.store.definitions`: write down the schema that the migrations make, for `crux verify` to compare.

Run it after you added a migration. A test holds the file against what the migrations make, on each version of
PostgreSQL that the tests run on.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.embedded.server import EmbeddedPostgres
from bot.store.reading.schema import DEFINITIONS, Schema, there
from bot.store.setup import migrate
from bot.store.setup.engine import make_engine


def written(schema: Schema) -> str:
    """The file of a schema: table, kind of part and name, in the order of the alphabet."""
    parts: dict[str, dict[str, dict[str, str]]] = {}
    for part, definition in schema.items():
        if part.table != "alembic_version":
            parts.setdefault(part.table, {}).setdefault(part.part, {})[part.name] = definition
    return json.dumps(parts, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


async def made(url: str) -> Schema:
    """The schema of a database."""
    engine = make_engine(url)
    async with AsyncSession(engine) as session:
        found = await there(session)
    await engine.dispose()
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder)) as server:
        migrate.upgrade(server.url)
        DEFINITIONS.write_text(written(asyncio.run(made(server.url))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
