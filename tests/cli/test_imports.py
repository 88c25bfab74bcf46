"""What a start of the `crux` command imports: a person waits for each part of it."""

import subprocess
import sys

SLOW = {"aiohttp", "apscheduler", "cogs", "discord", "simcord"}
"""They take longer to import than a look at a database takes."""


def test_only_what_runs_the_bot_imports_discord() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, bot.cli; print(*sys.modules)"], capture_output=True, text=True, check=True
    )

    assert SLOW & set(told.stdout.split()) == set()
    assert "bot.cli.ledgers" in told.stdout.split()
