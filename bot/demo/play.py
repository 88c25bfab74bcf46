"""A simulated server in the browser, with the real bot in it: tag, vote and read digests without a token.

It is the simulator of the demo and of the tests that shows itself; its own limits hold (no rate limits, no other
clients), and it serves this machine alone, at an address that nobody can guess.
"""

import os
from collections.abc import Callable, Sequence
from zoneinfo import available_timezones

from simcord import SetupError

from bot.clock import SystemClock
from bot.demo.page import MenuPage
from bot.demo.server import playing_back
from bot.demo.simulated_clock import catch_up
from bot.exchange.debate_parts import DebateFile
from bot.render.front_ends import TERMINAL
from bot.store.sessions import Sessions
from bot.words import demo as words


class CannotPlay(Exception):
    """The simulator cannot be shown here; the message says why."""


async def played(
    debate: DebateFile,
    sessions: Sessions,
    extensions: Sequence[str],
    port: int,
    announce: Callable[[str], None],
) -> None:
    """Play a debate back as if it ended now, then let people go on with it in the browser.

    That lasts until they close it, or until this is cancelled. `announce` is given the address; port 0 is a free one.
    Raises CannotPlay, PlaybackError.
    """
    clock = SystemClock()
    async with playing_back(debate, sessions, extensions, clock.now()) as run:
        run.client.clock = clock
        viewers = (*run.people.values(), run.moderator)
        page = MenuPage(run.env, run.channel, viewers, local_timezone(), port, lambda: catch_up(run.env, clock.now()))
        try:
            async with page:
                announce(page.url)
                await page.wait_closed()
        except SetupError as wrong:
            raise CannotPlay(words.cannot_be_shown(TERMINAL, str(wrong))) from wrong


def local_timezone() -> str:
    """The IANA name of this machine's time zone; UTC where it does not say."""
    link = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    name = os.environ.get("TZ") or link
    return name if name in available_timezones() else "UTC"
