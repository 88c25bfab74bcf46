"""A writer in a thread draws what is read beside it; neither what it draws nor what it writes piles up."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable

import pytest

from bot.actions import thread_writing
from bot.actions.thread_writing import Writer, write_in_a_thread


def in_lines(values: Iterable[int], out: Callable[[bytes], None]) -> None:
    for value in values:
        out(b"%d\n" % value)


def drawing(values: AsyncIterator[int], write: Callable[[Iterable[int], Callable[[bytes], None]], None]) -> Writer:
    return lambda draw, out: write(draw(values), out)


async def numbers(most: int) -> AsyncIterator[int]:
    for number in range(most):
        yield number


@pytest.mark.parametrize("most", [0, 1, 9, 10, 25])
async def test_every_value_is_written_in_its_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_writing, "AT_A_TIME", 5)
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    await write_in_a_thread(drawing(numbers(most), in_lines), keep)

    assert b"".join(pieces) == b"".join(b"%d\n" % number for number in range(most))


async def test_no_more_is_read_than_what_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_writing, "AT_A_TIME", 5)
    read, ahead = 0, []

    async def reading() -> AsyncIterator[int]:
        nonlocal read
        for number in range(100):
            read += 1
            yield number

    async def keep(piece: bytes) -> None:
        ahead.append(read - int(piece))

    await write_in_a_thread(drawing(reading(), in_lines), keep)

    assert max(ahead) == 5


async def test_what_reading_raises_is_raised_as_it_was() -> None:
    async def broken() -> AsyncIterator[int]:
        yield 1
        raise ConnectionError("the database is away")

    def in_words_only(values: Iterable[int], out: Callable[[bytes], None]) -> None:
        try:
            in_lines(values, out)
        except Exception as wrong:
            raise RuntimeError(str(wrong)) from None

    async def nowhere(piece: bytes) -> None: ...

    with pytest.raises(ConnectionError, match="the database is away"):
        await write_in_a_thread(drawing(broken(), in_words_only), nowhere)


async def test_what_the_sink_raises_is_raised_as_it_was() -> None:
    async def full(piece: bytes) -> None:
        raise OSError("no space is left")

    with pytest.raises(OSError, match="no space is left"):
        await write_in_a_thread(drawing(numbers(3), in_lines), full)


async def test_once_it_is_cancelled_nothing_is_read_or_written_any_longer() -> None:
    reached, ended = asyncio.Event(), threading.Event()

    async def wait_for_ever(piece: bytes) -> None:
        reached.set()
        await asyncio.sleep(0)

    def without_end(values: Iterable[int], out: Callable[[bytes], None]) -> None:
        try:
            while True:
                out(b"x")
        finally:
            ended.set()

    writing = asyncio.create_task(write_in_a_thread(drawing(numbers(1), without_end), wait_for_ever))
    await reached.wait()
    writing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await writing
    assert ended.is_set()
