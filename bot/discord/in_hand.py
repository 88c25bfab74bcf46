"""The interactions that are being answered, so that a bot that stops answers them first."""

import asyncio
from collections.abc import Sequence
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

    def one(self, interaction: Interaction) -> "_One":
        """For one interaction, in the task that answers it."""
        return _One(self, interaction)

    def _begin(self, task: asyncio.Task[Any], interaction: Interaction) -> None:
        self._answering[task] = interaction

    def _end(self, task: asyncio.Task[Any]) -> None:
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


class _One:
    """Counts an interaction for the length of a block."""

    # Each click passes here: a generator as a context manager would take four times as long.
    def __init__(self, in_hand: InHand, interaction: Interaction) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("an interaction is answered in a task")
        self._in_hand, self._interaction, self._task = in_hand, interaction, task

    def __enter__(self) -> None:
        self._in_hand._begin(self._task, self._interaction)

    def __exit__(self, *_: object) -> None:
        self._in_hand._end(self._task)


_RESPONSE = "_cs_response"
"""Where discord.py keeps an interaction's response."""


def let_go(interaction: Interaction) -> None:
    """Have an interaction for which nothing more is done freed at once, with all that came with it.

    It and its response refer to each other, so they would stay until Python looks for garbage.
    """
    if hasattr(interaction, _RESPONSE):
        delattr(interaction, _RESPONSE)
