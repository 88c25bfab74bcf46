"""Whoever clicks while a ledger is handed out or verified does not wait for it."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from secrets import token_bytes

import pytest

from bot.actions.exports import export_ledger
from bot.actions.verify import verify_debate
from bot.exchange.formats import STREAMED, Format, LedgerWriter
from bot.ledger.entries import Answer, Kind
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions
from bot.store.writing import copying, debate_rows
from tests.garbage import as_in_the_bot

DEBATE, GUILD, NOON = 71, 7, datetime(2026, 6, 1, 12, tzinfo=UTC)
ENTRIES, LONG = 100, 4_000
LAG = 0.05
"""Seconds that the event loop may work at a time: a click waits for them."""
PATIENCE = 0.5
"""Seconds after which a click is answered even where other processes take the machine."""
PEOPLE = 30


def changes() -> list[e.Change]:
    told: list[e.Change] = [e.DebateOpened(GUILD, True, "Does it hold up?")]
    told += [e.ParticipantMet(person, str(100 + person), f"person {person}") for person in range(1, PEOPLE + 1)]
    for entry in range(1, ENTRIES + 1):
        source = (DEBATE, 900 + entry)
        told.append(e.EntryTagged(entry, Kind.CLAIM, 1, 1, False, *source, statement=f"c{entry}", passage="w" * LONG))
        told += [e.StanceTaken(entry, person, 1, Answer.AGREE) for person in range(1, PEOPLE + 1)]
    return told


def sealed() -> list[SealedEvent]:
    lines, before = [], GENESIS
    for sequence, change in enumerate(changes(), start=1):
        line = seal(before, Event(DEBATE, sequence, NOON + timedelta(seconds=sequence), 1, change), token_bytes)
        lines.append(line)
        before = line.hash
    return lines


@pytest.fixture
async def long_words(committed_sessions: Sessions) -> AsyncIterator[Sessions]:
    lines = sealed()
    async with committed_sessions.begin() as session:
        await debate_rows.create(session, DEBATE, GUILD, NOON)
        await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))
    with as_in_the_bot():
        yield committed_sessions


@dataclass
class Lags:
    """The longest time that the event loop worked at a time, and the longest after which it came back, in seconds."""

    worked: float = 0.0
    away: float = 0.0


@asynccontextmanager
async def watched(lags: Lags) -> AsyncIterator[None]:
    """Notes how long the event loop is away, again and again."""

    async def watch() -> None:
        while True:
            worked, begun = time.thread_time(), time.perf_counter()
            await asyncio.sleep(0.001)
            lags.worked = max(lags.worked, time.thread_time() - worked)
            lags.away = max(lags.away, time.perf_counter() - begun)

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()


async def leaves_the_loop_free(work: Callable[[], Awaitable[object]]) -> None:
    lags = Lags()
    async with watched(lags):
        await work()
    assert lags.worked < LAG
    assert lags.away < PATIENCE


async def test_an_export_leaves_the_event_loop_free(long_words: Sessions) -> None:
    """In a process that has handed one out before: its first statements take their time once."""
    await export_ledger(long_words, DEBATE, Format.JSON, LedgerWriter(DISCORD))
    for form in sorted({*set(Format) - STREAMED, Format.PARQUET}):
        await leaves_the_loop_free(partial(export_ledger, long_words, DEBATE, form, LedgerWriter(DISCORD)))


async def test_a_verification_leaves_the_event_loop_free(long_words: Sessions) -> None:
    assert not (await verify_debate(long_words, DEBATE)).problems
    await leaves_the_loop_free(partial(verify_debate, long_words, DEBATE))
