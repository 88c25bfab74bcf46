"""What holds in each server, at hand: whoever asks reads no table for it."""

import asyncio

from bot.ledger.house import DEFAULT_HOUSE, House
from bot.ledger.rules.house import decided
from bot.store import servers
from bot.store.prepared import Execute


class Houses:
    """The house of each server, made once at start and passed on.

    All that servers have decided is read at the first use and after each change made here; `read` is called each minute
    too, for what other processes changed.
    """

    def __init__(self, default: House = DEFAULT_HOUSE) -> None:
        self.default = default
        """What holds where a server has decided nothing else."""
        self.are_known = False
        """Whether they were read at all."""
        self._decided: dict[int, House] = {}
        self._reading = asyncio.Lock()

    def of(self, guild: int | None) -> House:
        """What holds in a server; outside of any, what holds by default."""
        return self.default if guild is None else self._decided.get(guild, self.default)

    async def read(self, execute: Execute) -> None:
        """Read what servers have decided by now. One reading waits for the other, so the later one stays."""
        async with self._reading:
            found = await servers.all_decisions(execute)
            self._decided = {guild: decided(self.default, values) for guild, values in found.items() if values}
            self.are_known = True
