"""Pages of reference and schemas of files, written from the code: `python -m tests.reference` writes them anew."""

from pathlib import Path

from tests.reference.commands import commands_page
from tests.reference.environment import environment_page
from tests.reference.ledger_schema import ledger_schema, line_schema, written

DOCS = Path(__file__).parents[2] / "docs"

LEDGER_SCHEMA = DOCS / "schema" / "ledger-1.schema.json"
LINE_SCHEMA = DOCS / "schema" / "ledger-line-1.schema.json"


async def pages() -> dict[Path, str]:
    """The pages, by where they stand."""
    return {
        DOCS / "commands.md": await commands_page(),
        DOCS / "environment.md": environment_page(),
        LEDGER_SCHEMA: written(ledger_schema()),
        LINE_SCHEMA: written(line_schema()),
    }
