"""Forgetting a person in a debate of 100,000 events: everybody else goes on."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, cycle
from secrets import token_bytes

import pytest

from bot.actions import privacy, stances
from bot.actions.privacy import Forgotten
from bot.actions.request import Request
from bot.garbage import in_bulk
from bot.ledger.entries import Answer, Kind, Relation, Scope
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Event
from bot.ledger.record.replay import replay
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from bot.store.writing import copying, debate_rows
from tests.databases import cloned
from tests.garbage import as_in_the_bot
from tests.render.report.large import large_debate

DEBATE, GUILD, ENTRIES, PEOPLE, ANSWERS = 70, 7, 2_000, 200, 46
CLICKING, USUAL, TALKATIVE = 1_001, 1_006, 1_007
"""People by their numbers on the platform: the debate knows them as 1, 6 and 7."""


def said_by(person: int, entries: range) -> Iterator[e.Change]:
    """So many entries of one person, in every form in which words are kept of them."""
    for number in entries:
        said = f"Claim {number}: rents in district {number % 97} fall when {number % 13} more homes are built there"
        passage = f"As I told all of you in this channel: {said}, and not only there."
        source, conceded = (DEBATE, 9_000 + number), number - 1 if number % 10 == 0 else None
        if conceded is None:
            yield e.EntryTagged(number, Kind.CLAIM, person, person, False, *source, statement=said, passage=passage)
        else:
            how = (conceded, Scope.POINT, Answer.AGREE)
            yield e.EntryTagged(
                number, Kind.CONCESSION, person, person, False, *source, *how, statement=said, passage=passage
            )
        yield e.StanceTaken(number, person, 1, Answer.AGREE)
        if number % 2 == 0:
            yield e.EntryReworded(number, 2, f"{said} within ten years")
        if number % 4 == 0:
            yield e.TermDefined(number // 4, person, person, *source, f"term {number}", "What I mean by it, at length")
        if number % 5 == 0:
            yield e.EntriesLinked(number, Relation.SUPPORTS, number - 1)


def sealed() -> Iterator[SealedEvent]:
    told = large_debate(ENTRIES, PEOPLE, ANSWERS)
    person, at = TALKATIVE - 1_000, told[-1].at
    told += [Event(DEBATE, 0, at, person, change) for change in said_by(person, range(ENTRIES + 1, 2 * ENTRIES + 1))]
    before = GENESIS
    for sequence, event in enumerate(told, start=1):
        line = seal(before, replace(event, sequence=sequence), token_bytes)
        before = line.hash
        yield line


@pytest.fixture(scope="module")
async def sessions(server: str, template: str) -> AsyncIterator[Sessions]:
    """A database with that debate, and garbage collected as the bot's process has it: it holds up clicks too."""
    async with cloned(server, template) as address:
        engine = make_engine(address)
        await write_into(sessions := Sessions(engine))
        with as_in_the_bot():
            yield sessions
        await engine.dispose()


async def write_into(sessions: Sessions) -> None:
    with in_bulk():
        lines = list(sealed())
        ledger = replay(line.event for line in lines)
    assert len(lines) > 100_000
    async with sessions.begin() as session:
        await debate_rows.create(session, DEBATE, GUILD, lines[0].event.at)
        await copying.copy_in(session, lines, lambda: ledger)


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


@pytest.mark.parametrize(
    ("forgotten", "texts", "bound"),
    [
        pytest.param(USUAL, 12, 0.1, id="somebody usual"),
        pytest.param(TALKATIVE, 6_012, 0.2, id="somebody with 2,000 entries"),
    ],
)
async def test_a_click_hardly_waits_while_somebody_is_forgotten(
    sessions: Sessions, forgotten: int, texts: int, bound: float
) -> None:
    """`bound` is how much longer a click may take than while they are only read of, in seconds."""
    # The same reading, without the lock.
    reading = await longest_click(sessions, privacy.words_of(sessions, forgotten, GUILD))
    forgetting = asyncio.ensure_future(privacy.forget_person(sessions, forgotten, datetime.now(UTC)))
    waited = await longest_click(sessions, forgetting)
    assert forgetting.result() == Forgotten(debates=1, texts=texts)
    assert waited < bound + 4 * reading
