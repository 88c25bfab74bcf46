"""What was chosen, at hand: whoever asks reads no table for it."""

import asyncio
from abc import ABC, abstractmethod

from bot.store.prepared import Execute


class Choices(ABC):
    """Choices that are read at the first use and after each one made here.

    `read` is called each minute too, for those made in other processes.
    """

    def __init__(self) -> None:
        self.are_known = False
        """Whether they were read at all."""
        self._reading = asyncio.Lock()

    async def know(self, execute: Execute) -> None:
        """Read what was chosen, unless somebody has: of those who ask at once, one reads it for all."""
        if self.are_known:
            return
        async with self._reading:
            if not self.are_known:
                await self._read(execute)

    async def read(self, execute: Execute) -> None:
        """Read what was chosen by now. One reading waits for the other, so the later one stays."""
        async with self._reading:
            await self._read(execute)

    async def _read(self, execute: Execute) -> None:
        await self._take_over(execute)
        self.are_known = True

    @abstractmethod
    async def _take_over(self, execute: Execute) -> None:
        """Read what was chosen, and keep it."""
