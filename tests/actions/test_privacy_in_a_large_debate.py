"""Forgetting a person in a debate of 100,000 events: everybody else goes on."""

import asyncio
import time
from collections.abc import Awaitable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, cycle
from secrets import token_bytes

import pytest

from bot.actions import privacy, stances
from bot.actions.privacy import Forgotten
from bot.actions.request import Request
from bot.ledger.entries import Answer
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.replay import replay
from bot.store.sessions import Sessions
from bot.store.writing import copying, debate_rows
from tests.render.report.large import large_debate

DEBATE, GUILD, ENTRIES, PEOPLE, ANSWERS = 70, 7, 2_000, 200, 49
CLICKING, FORGOTTEN = 1_001, 1_006
"""People by their numbers on the platform: the debate knows them as 1 and 6."""

BOUND = 0.2
"""How much longer a click may take while somebody is forgotten than while they are only read of, in seconds."""


def sealed() -> Iterator[SealedEvent]:
    before = GENESIS
    for sequence, event in enumerate(large_debate(ENTRIES, PEOPLE, ANSWERS), start=1):
        line = seal(before, replace(event, sequence=sequence), token_bytes)
        before = line.hash
        yield line


@pytest.fixture
async def sessions(committed_sessions: Sessions) -> Sessions:
    """A database with that debate."""
    lines = list(sealed())
    assert len(lines) > 100_000
    async with committed_sessions.begin() as session:
        await debate_rows.create(session, DEBATE, GUILD, lines[0].event.at)
        await copying.copy_in(session, lines, lambda: replay(line.event for line in lines))
    return committed_sessions


async def longest_click(sessions: Sessions, meanwhile: Awaitable[object]) -> float:
    """The longest that one person's clicks take while something else is done, in seconds."""
    until, waits, answers = asyncio.ensure_future(meanwhile), [0.0], cycle(Answer)
    for number in count():
        request = Request(GUILD, DEBATE, "housing", CLICKING, "person 1", False, datetime.now(UTC))
        begun = time.perf_counter()
        await stances.take_stance(sessions, request, 1 + number % ENTRIES, next(answers), None)
        waits.append(time.perf_counter() - begun)
        if until.done():
            break
    await until
    return max(waits)


async def test_a_click_hardly_waits_while_somebody_is_forgotten(sessions: Sessions) -> None:
    # The same reading, without the lock.
    reading = await longest_click(sessions, privacy.words_of(sessions, FORGOTTEN, GUILD))
    forgetting = asyncio.ensure_future(privacy.forget_person(sessions, FORGOTTEN, datetime.now(UTC)))
    waited = await longest_click(sessions, forgetting)
    assert forgetting.result() == Forgotten(debates=1, texts=12)
    assert waited < BOUND + 4 * reading
