"""However unevenly requests arrive and are answered, in no second are they more than Discord allows."""

import asyncio
import random
import time
from contextlib import AsyncExitStack

import pytest

from bot.discord.rate_limit import Priority, RateLimit, Unlimited

MOST, WINDOW = 5, 0.2


# By the others, a quick way back and a quick way there follow upon requests of which each was slow in one direction.
@pytest.mark.parametrize("seed", [3, 0, 11])
async def test_no_more_arrive_in_any_window_than_there_are_places(seed: int) -> None:
    limit, chance, arrived = RateLimit(MOST, window=WINDOW), random.Random(seed), list[float]()

    async def request() -> None:
        async with limit.request():
            await asyncio.sleep(chance.choice((0.002, 0.03, 0.06)))
            arrived.append(time.monotonic())
            await asyncio.sleep(chance.choice((0.002, 0.03)))

    await asyncio.gather(*(request() for _ in range(10 * MOST)))

    arrived.sort()
    assert min(later - earlier for earlier, later in zip(arrived, arrived[MOST:], strict=False)) >= WINDOW


async def test_a_request_without_an_answer_keeps_its_place_and_one_that_failed_gives_it_back() -> None:
    limit, answered = RateLimit(1, window=WINDOW), asyncio.Event()

    async def slow() -> None:
        async with limit.request():
            await answered.wait()
            raise ConnectionError

    async def next_one() -> float:
        async with limit.request():
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
    limit, took, windows = RateLimit(MOST, window=WINDOW), 0.1, 6

    async def request() -> None:
        async with limit.request():
            await asyncio.sleep(took)

    begun = time.monotonic()
    await asyncio.gather(*(request() for _ in range(windows * MOST)))
    # Counted from each answer, a window would take half as long again.
    assert time.monotonic() - begun < (windows - 1) * (WINDOW + took) + took


async def test_what_comes_first_goes_before_what_has_waited_for_longer() -> None:
    limit, order = RateLimit(1, window=WINDOW), list[str]()

    async def request(name: str, priority: Priority) -> None:
        async with limit.request(priority):
            order.append(name)

    async with asyncio.TaskGroup() as group:
        for name, priority in (
            ("first digest", Priority.FIRST),
            ("card", Priority.LAST),
            ("second digest", Priority.FIRST),
        ):
            group.create_task(request(name, priority))

    assert order == ["first digest", "second digest", "card"]


async def test_what_comes_last_takes_few_places_and_leaves_the_others_free() -> None:
    limit, begun = RateLimit(MOST, 2, window=WINDOW), time.monotonic()

    async def request(priority: Priority) -> float:
        async with limit.request(priority):
            return time.monotonic() - begun

    cards = [asyncio.create_task(request(Priority.LAST)) for _ in range(6)]
    digests = [asyncio.create_task(request(Priority.FIRST)) for _ in range(3)]

    assert max(await asyncio.gather(*digests)) < WINDOW
    taken = sorted(await asyncio.gather(*cards))
    assert all(later - earlier >= WINDOW for earlier, later in zip(taken, taken[2:], strict=False))


async def test_requests_begin_apart_from_each_other() -> None:
    apart = 0.02
    limit, begun = RateLimit(50, apart=apart, window=WINDOW), list[float]()

    async def request() -> None:
        async with limit.request():
            begun.append(time.monotonic())

    await asyncio.gather(*(request() for _ in range(10)))

    assert begun[-1] - begun[0] >= 9 * apart


async def test_whoever_gives_up_waiting_keeps_no_place() -> None:
    limit = RateLimit(1, window=WINDOW)
    async with limit.request():
        waiting = [asyncio.create_task(taken(limit)) for _ in range(3)]
        await asyncio.sleep(0)
        for one in waiting[:2]:
            one.cancel()

    await asyncio.wait_for(waiting[2], 10 * WINDOW)
    assert [one.cancelled() for one in waiting] == [True, True, False]


async def taken(limit: RateLimit) -> None:
    async with limit.request():
        pass


async def test_a_simulated_discord_is_asked_at_once_however_many_requests_are_not_answered() -> None:
    limit = Unlimited()
    async with AsyncExitStack() as unanswered:
        for _ in range(100):
            await asyncio.wait_for(unanswered.enter_async_context(limit.request()), 10 * WINDOW)
