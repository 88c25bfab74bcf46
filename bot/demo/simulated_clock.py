"""The simulator's clock made to show the time of the bot's clock: by itself it begins on a day of its own."""

from datetime import datetime, timedelta

import simcord

from bot.clock import SetClock


class LaterClock(SetClock):
    """A clock that is always later than it is set by the same time, and that the simulator's clock follows."""

    def __init__(self, env: simcord.Env, at: datetime, later: timedelta) -> None:
        self._env = env
        self._later = later
        begin_at(env, at + later)
        super().__init__(at)

    @property
    def at(self) -> datetime:
        return self._at

    @at.setter
    def at(self, moment: datetime) -> None:
        self._at = moment + self._later
        catch_up(self._env, self._at)


def begin_at(env: simcord.Env, moment: datetime) -> None:
    """Let the simulator's clock show the moment. Nothing that waits comes due by it."""
    clock = env.backend.clock
    clock._epoch += moment - clock.now()


def catch_up(env: simcord.Env, moment: datetime) -> None:
    """The same where the simulator's clock is behind; where it is ahead it stays, as it never goes back."""
    if moment > env.now():
        begin_at(env, moment)
