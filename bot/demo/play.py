"""A simulated server in the browser, with the real bot in it: tag, vote and read digests without a token.

It is the simulator of the demo and of the tests that shows itself; its own limits hold (no rate limits, no other
clients), and it serves this machine alone, at an address that nobody can guess.
"""

from collections.abc import Callable, Sequence

from simcord import SetupError

from bot.clock import SystemClock
from bot.demo.server import playing_back
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
    port: int | None,
    announce: Callable[[str], None],
) -> None:
    """Play a debate back, then let people go on with it in the browser, until they close it or this is cancelled.

    `announce` is given the address. Raises CannotPlay, PlaybackError.
    """
    async with playing_back(debate, sessions, extensions) as run:
        run.client.clock = SystemClock()
        viewers = [*run.people.values(), run.moderator]
        try:
            async with run.env.preview(run.channel, viewers=viewers, layout="channel", port=port) as preview:
                announce(preview.url)
                await preview.wait_closed()
        except SetupError as wrong:
            raise CannotPlay(words.cannot_be_shown(TERMINAL, str(wrong))) from wrong
