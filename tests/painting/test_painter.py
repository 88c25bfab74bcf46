"""Painting in a process of its own: it comes back, it goes with its owner, and the next picture starts it again."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.ledger.telling.overview import overview
from bot.ledger.telling.progress import progress
from bot.painting.__main__ import paint
from bot.painting.messages import Wanted
from bot.painting.painter import Painter, PaintingFailed
from tests.render.picture.debates import EVENTS, LEDGERS, NOON

MAP = overview(LEDGERS["two-people"], NOON)


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    painter = Painter()
    yield painter
    await painter.close()


def process_of(painter: Painter) -> asyncio.subprocess.Process:
    assert painter._process is not None
    return painter._process


async def test_a_picture_is_the_same_as_if_it_were_painted_here(painter: Painter) -> None:
    way = progress(EVENTS["two-people"])

    assert await painter.map(MAP, "en") == paint(Wanted(MAP, "en"))
    assert await painter.timeline(way, "en") == paint(Wanted(way, "en"))
    assert process_of(painter).pid != os.getpid()


async def test_a_picture_has_the_words_of_the_language_that_is_asked_for(painter: Painter) -> None:
    english, german = [await painter.map(MAP, language) for language in ("en", "de")]

    assert german == paint(Wanted(MAP, "de"))
    assert german != english


async def test_pictures_requested_together_are_each_their_own(painter: Painter) -> None:
    seen = [overview(LEDGERS[name], NOON) for name in ("empty", "two-people", "no-sides")]

    pictures = await asyncio.gather(*(painter.map(each, "en") for each in seen))

    assert pictures == [paint(Wanted(each, "en")) for each in seen]


async def test_after_the_painting_process_was_killed_the_next_picture_is_painted(painter: Painter) -> None:
    await painter.map(MAP, "en")
    killed = process_of(painter)
    os.kill(killed.pid, signal.SIGKILL)

    with pytest.raises(PaintingFailed):
        await painter.map(MAP, "en")

    assert await painter.map(MAP, "en") == paint(Wanted(MAP, "en"))
    assert process_of(painter).pid != killed.pid


async def test_a_picture_nobody_waits_for_any_more_is_not_taken_for_the_next_one(painter: Painter) -> None:
    empty = overview(LEDGERS["empty"], NOON)
    await painter.map(empty, "en")
    given_up = asyncio.create_task(asyncio.wait_for(painter.map(MAP, "en"), 0.001))

    with pytest.raises(TimeoutError):
        await given_up

    assert await painter.map(empty, "en") == paint(Wanted(empty, "en"))


async def test_ctrl_c_in_a_terminal_is_its_owners_to_answer(painter: Painter) -> None:
    await painter.map(MAP, "en")

    os.kill(process_of(painter).pid, signal.SIGINT)

    assert await painter.map(MAP, "en") == paint(Wanted(MAP, "en"))


async def test_an_error_is_named_by_its_kind_alone(painter: Painter) -> None:
    broken = replace(MAP, groups="no groups")  # type: ignore[arg-type]

    with pytest.raises(PaintingFailed, match=r"^AttributeError$"):
        await painter.map(broken, "en")

    assert await painter.map(MAP, "en") == paint(Wanted(MAP, "en"))


async def test_a_closed_painter_leaves_no_process_behind() -> None:
    painter = Painter()
    await painter.map(MAP, "en")
    process = process_of(painter)

    await painter.close()

    assert process.returncode == 0
    with pytest.raises(PaintingFailed, match="closed"):
        await painter.map(MAP, "en")
