"""The process that looks at blocks of lines."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "dear", ["asyncio", "regex", "sqlalchemy", "bot.ledger.refusals", "bot.exchange.incoming_ledger"]
)
def test_it_starts_without_what_only_others_need(dear: str) -> None:
    """Each large file starts as many of them as there are cores."""
    asked = f"import sys, bot.actions.examiner; sys.exit({dear!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
