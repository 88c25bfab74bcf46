"""The in-process clock runs jobs, at once where wished for, and leaves them quietly when it stops."""

import asyncio
import logging

import pytest

from bot.discord.ticks.tick import Tick

PATIENCE = 10.0


async def test_jobs_run_immediately_where_wished_for() -> None:
    first, second = asyncio.Event(), asyncio.Event()

    async def one() -> None:
        first.set()

    async def two() -> None:
        second.set()

    tick = Tick(3600, one, two, immediately=True)
    tick.start()
    await asyncio.wait_for(asyncio.gather(first.wait(), second.wait()), PATIENCE)
    tick.stop()


async def test_a_job_runs_again_and_again_but_never_twice_at_the_same_time() -> None:
    running, most, thrice = 0, 0, asyncio.Event()
    runs = 0

    async def job() -> None:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        await asyncio.sleep(0.03)
        running -= 1
        if runs == 3:
            thrice.set()

    tick = Tick(0.01, job)
    tick.start()
    await asyncio.wait_for(thrice.wait(), PATIENCE)
    tick.stop()

    assert most == 1


async def test_what_is_cancelled_once_it_has_stopped_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    begun = asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    before = asyncio.all_tasks()
    tick = Tick(3600, endless, immediately=True)
    tick.start()
    await asyncio.wait_for(begun.wait(), PATIENCE)
    tick.stop()
    (job,) = asyncio.all_tasks() - before
    job.cancel()
    await asyncio.wait({job})

    assert not job.cancelled()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
