"""`python -m tests.chaos.bot_process CLOCK`: the bot as it runs, but by the rig's time."""

import asyncio
import sys
from pathlib import Path

from bot import log
from bot.app import run_bot
from bot.settings import load
from tests.chaos.steered import SteeredClock


def main() -> None:
    settings = load()
    log.configure(settings.log_level, settings.log_format)
    assert settings.database_url is not None
    assert settings.discord_token is not None
    clock = SteeredClock(Path(sys.argv[1]))
    asyncio.run(run_bot(settings, settings.database_url, settings.discord_token.get_secret_value(), clock))


if __name__ == "__main__":
    main()
