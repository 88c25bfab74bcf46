"""The interactions that are being answered, so that a bot that stops answers them first."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import discord

QUIET = 0.3
"""Seconds without an interaction after which none is taken to be on its way any more."""

Interaction = discord.Interaction[Any]


class InHand:
    """Counts interactions from their beginning to their end."""

    def __init__(self) -> None:
        self._answering: dict[asyncio.Task[Any], Interaction] = {}
        self._latest = 0.0
        self.stopping = False
        """Whether nothing new is begun."""

    @contextmanager
    def one(self, interaction: Interaction) -> Iterator[None]:
        """For one interaction, in the task that answers it."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("an interaction is answered in a task")
        self._answering[task] = interaction
        try:
            yield
        finally:
            del self._answering[task]
            self._latest = asyncio.get_running_loop().time()

    @property
    def number(self) -> int:
        """How many are being answered."""
        return len(self._answering)

    async def finish(self, patience: float) -> Sequence[Interaction]:
        """Begin nothing new, and wait so many seconds at most until what was begun is answered.

        What is not is cancelled; gives these interactions.
        """
        self.stopping = True
        self._latest = asyncio.get_running_loop().time()
        end = self._latest + patience
        while (left := self._left(end)) > 0:
            if self._answering:
                await asyncio.wait(self._answering, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            else:
                await asyncio.sleep(left)
        late = dict(self._answering)
        for task in late:
            task.cancel()
        return list(late.values())

    def _left(self, end: float) -> float:
        """Seconds that are still to be waited, as far as is known now."""
        until = end if self._answering else min(end, self._latest + QUIET)
        return until - asyncio.get_running_loop().time()
