"""However unevenly requests arrive and are answered, in no second are they more than Discord allows."""

import asyncio
import random
import time

from bot.discord.rate_limit import Pace

MOST, WINDOW = 5, 0.2


async def test_no_more_arrive_in_any_window_than_there_are_places() -> None:
    pace, chance, arrived = Pace(MOST, WINDOW), random.Random(3), list[float]()

    async def request() -> None:
        async with pace.request():
            await asyncio.sleep(chance.choice((0.002, 0.03, 0.06)))
            arrived.append(time.monotonic())
            await asyncio.sleep(chance.choice((0.002, 0.03)))

    await asyncio.gather(*(request() for _ in range(10 * MOST)))

    arrived.sort()
    assert min(later - earlier for earlier, later in zip(arrived, arrived[MOST:], strict=False)) >= WINDOW


async def test_a_request_without_an_answer_keeps_its_place_and_one_that_failed_gives_it_back() -> None:
    pace, answered = Pace(1, WINDOW), asyncio.Event()

    async def slow() -> None:
        async with pace.request():
            await answered.wait()
            raise ConnectionError

    async def next_one() -> float:
        async with pace.request():
            return time.monotonic()

    first = asyncio.create_task(slow())
    second = asyncio.create_task(next_one())
    done, _ = await asyncio.wait({second}, timeout=2 * WINDOW)
    assert not done
    at = time.monotonic()
    answered.set()

    assert await second >= at + WINDOW
    assert isinstance(first.exception(), ConnectionError)


async def test_where_all_take_equally_long_hardly_any_time_is_lost() -> None:
    pace, took, windows = Pace(MOST, WINDOW), 0.1, 6

    async def request() -> None:
        async with pace.request():
            await asyncio.sleep(took)

    begun = time.monotonic()
    await asyncio.gather(*(request() for _ in range(windows * MOST)))
    # Counted from each answer, a window would take half as long again.
    assert time.monotonic() - begun < (windows - 1) * (WINDOW + took) + took
