"""Pages of reference, written from the code: `python -m tests.reference` writes them anew."""

from pathlib import Path

from tests.reference.commands import commands_page
from tests.reference.environment import environment_page

DOCS = Path(__file__).parents[2] / "docs"


async def pages() -> dict[Path, str]:
    """The pages, by where they stand."""
    return {DOCS / "commands.md": await commands_page(), DOCS / "environment.md": environment_page()}
