"""What holds in each server, at hand: whoever asks reads no table for it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.ledger.house import DEFAULT_HOUSE, House
from bot.ledger.rules.house import decided
from bot.store import servers
from bot.store.choices import Choices
from bot.store.prepared import Execute
from bot.store.servers import Decided

NOTHING = Decided({})
"""What holds by default alone."""


class Houses(Choices):
    """The house of each server, made once at start and passed on."""

    def __init__(self, default: House = DEFAULT_HOUSE) -> None:
        super().__init__()
        self.default = default
        """What holds where a server has decided nothing else."""
        self._decisions: Mapping[int, Decided] = {}
        self._decided: Mapping[int, House] = {}

    def of(self, guild: int | None) -> House:
        """What holds in a server; outside of any, what holds by default."""
        return self.default if guild is None else self._decided.get(guild, self.default)

    async def _take_over(self, execute: Execute) -> None:
        found = await servers.all_decisions(execute)
        self._decided = {guild: self._house(guild, said) for guild, said in found.items() if said != NOTHING}
        self._decisions = found

    def _house(self, guild: int, said: Decided) -> House:
        """What holds in a server; hardly any has decided something else within a minute."""
        known = self._decided.get(guild) if self._decisions.get(guild) == said else None
        return replace(decided(self.default, said.values), barred=said.barred) if known is None else known
