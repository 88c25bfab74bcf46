"""What holds in each server, at hand: whoever asks reads no table for it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from bot.ledger.house import DEFAULT_HOUSE, House
from bot.ledger.rules.house import decided
from bot.store import servers
from bot.store.prepared import Execute
from bot.store.servers import Decided

NOTHING = Decided({})
"""What holds by default alone."""


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
        self._decisions: Mapping[int, Decided] = {}
        self._decided: Mapping[int, House] = {}
        self._reading = asyncio.Lock()

    def of(self, guild: int | None) -> House:
        """What holds in a server; outside of any, what holds by default."""
        return self.default if guild is None else self._decided.get(guild, self.default)

    async def know(self, execute: Execute) -> None:
        """Read what servers have decided, unless somebody has: of those who ask at once, one reads it for all."""
        if self.are_known:
            return
        async with self._reading:
            if not self.are_known:
                await self._read(execute)

    async def read(self, execute: Execute) -> None:
        """Read what servers have decided by now. One reading waits for the other, so the later one stays."""
        async with self._reading:
            await self._read(execute)

    async def _read(self, execute: Execute) -> None:
        found = await servers.all_decisions(execute)
        self._decided = {guild: self._house(guild, said) for guild, said in found.items() if said != NOTHING}
        self._decisions = found
        self.are_known = True

    def _house(self, guild: int, said: Decided) -> House:
        """What holds in a server; hardly any has decided something else within a minute."""
        known = self._decided.get(guild) if self._decisions.get(guild) == said else None
        return replace(decided(self.default, said.values), barred=said.barred) if known is None else known
