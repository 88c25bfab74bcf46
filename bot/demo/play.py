"""A simulated server in the browser, with the real bot in it: tag, vote and read digests without a token.

It is the simulator of the demo and of the tests that shows itself; its own limits hold (no rate limits, no other
clients), and it serves this machine alone, at an address that nobody can guess.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from simcord import SetupError

from bot.clock import SystemClock
from bot.demo.page import MenuPage
from bot.demo.server import playing_back
from bot.demo.simulated_clock import catch_up
from bot.discord.client import CruxClient
from bot.discord.ticks.tick import Periodic, Tick
from bot.exchange.debate_parts import DebateFile
from bot.ledger.zones import zone_names
from bot.render.front_ends import TERMINAL
from bot.store.sessions import Sessions
from bot.words import demo as words

SHOWN_AGAIN = 2.0
"""Seconds between two looks at whether the page shows what the bot has posted or edited by itself."""


class CannotPlay(Exception):
    """The simulator cannot be shown here; the message says why."""


async def played(
    debate: DebateFile,
    sessions: Sessions,
    extensions: Sequence[str],
    language: str,
    ticks_of: Callable[[CruxClient], Sequence[Periodic]],
    port: int,
    announce: Callable[[str], None],
) -> None:
    """Play a debate back as if it ended now, on a server of that language, then let people go on in the browser.

    What the bot does by itself, `ticks_of` it gives, as where it runs on Discord. That lasts until they close it, or
    until this is cancelled. `announce` is given the address; port 0 is a free one.
    Raises CannotPlay, PlaybackError.
    """
    clock = SystemClock()
    async with playing_back(debate, sessions, extensions, clock.now(), language) as run:
        run.client.clock = clock
        viewers = (*run.people.values(), run.moderator)
        page = MenuPage(run.env, run.channel, viewers, local_timezone(), port, lambda: catch_up(run.env, clock.now()))
        try:
            async with page:
                announce(page.url)
                with running((*ticks_of(run.client), Tick(SHOWN_AGAIN, page.show_what_changed))):
                    await page.wait_closed()
        except SetupError as wrong:
            raise CannotPlay(words.cannot_be_shown(TERMINAL, str(wrong))) from wrong


@contextmanager
def running(ticks: Sequence[Periodic]) -> Iterator[None]:
    """Let all of these run meanwhile."""
    for tick in ticks:
        tick.start()
    try:
        yield
    finally:
        for tick in ticks:
            tick.stop()


def local_timezone() -> str:
    """The IANA name of this machine's time zone; UTC where it does not say."""
    link = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    name = os.environ.get("TZ") or link
    return name if name in zone_names() else "UTC"
