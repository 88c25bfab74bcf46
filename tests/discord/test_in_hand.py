"""What is being answered when a bot stops: waited for, and cut short where it takes too long."""

import asyncio
from typing import Any, cast

import discord

from bot.discord.in_hand import QUIET, InHand


def interaction() -> discord.Interaction[Any]:
    """Only its identity counts here."""
    return cast(discord.Interaction[Any], object())


async def test_what_ends_in_time_is_waited_for_and_what_comes_next_too() -> None:
    in_hand, ended = InHand(), list[str]()

    async def answer(name: str, seconds: float) -> None:
        with in_hand.one(interaction()):
            await asyncio.sleep(seconds)
            ended.append(name)

    async def later() -> None:
        await asyncio.sleep(QUIET / 2)
        await answer("later", 0.0)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answer("begun", QUIET / 3))
        tasks.create_task(later())
        await asyncio.sleep(0)
        late = await in_hand.finish(10.0)

    assert in_hand.stopping
    assert (ended, late) == (["begun", "later"], [])


async def test_what_takes_too_long_is_cut_short_and_given() -> None:
    in_hand, asked = InHand(), interaction()

    async def answer() -> None:
        with in_hand.one(asked):
            await asyncio.Event().wait()

    task = asyncio.create_task(answer())
    await asyncio.sleep(0)
    late = await in_hand.finish(0.05)
    await asyncio.wait({task})

    assert late == [asked]
    assert task.cancelled()
