"""The tick of what is due: everything that is due, so many at a time, whatever one of them does."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.actions.clock import cards, one_message
from bot.actions.clock.cards import DueCard
from bot.actions.clock.one_message import OneMessage
from bot.clock import SetClock
from bot.discord.ticks.due import CLAIMED_TOGETHER, DueTick
from bot.store.sessions import Sessions
from bot.store.waiting import cards as stored
from bot.store.waiting.cards import StoredCard
from tests.store.reading.test_events import begin

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DEBATES = range(100, 100 + CLAIMED_TOGETHER + 5)


@dataclass
class Board:
    """A platform in memory, on which each post waits until the test lets it go."""

    ready: bool = True
    posted: list[int] = field(default_factory=list)
    on_their_way: int = 0
    most_on_their_way: int = 0
    three_on_their_way: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    broken: frozenset[int] = frozenset()

    def is_ready(self) -> bool:
        return self.ready

    async def find(self, ready: DueCard, since: datetime) -> int | None:
        return None

    async def prepare(self, ready: DueCard) -> Callable[[], Awaitable[int]]:
        async def post() -> int:
            if ready.debate.id in self.broken:
                raise ArithmeticError
            self.on_their_way += 1
            self.most_on_their_way = max(self.most_on_their_way, self.on_their_way)
            if self.on_their_way == 3:
                self.three_on_their_way.set()
            await self.let_go.wait()
            self.on_their_way -= 1
            self.posted.append(ready.debate.id)
            return ready.debate.id

        return post

    async def require_open(self, ready: DueCard) -> None:
        """Nothing is archived here."""

    async def edit(self, ready: DueCard, message: int) -> None:
        raise AssertionError("there is nothing to edit yet")

    async def take_back(self, ready: DueCard, message: int) -> None:
        raise AssertionError("there is nothing to take back")


@pytest.fixture
async def due(committed_sessions: Sessions) -> Sessions:
    """More debates than are claimed with one look, each with a card that is due."""
    async with committed_sessions.begin() as session:
        for debate in DEBATES:
            await begin(session, debate)
            await stored.put(session, debate, NOON)
    return committed_sessions


def tick_on(board: Board, sessions: Sessions, together: int) -> DueTick[StoredCard, DueCard]:
    messages = OneMessage(sessions, SetClock(NOON), cards, board)
    return DueTick(messages, together=together, seconds=3600)


async def test_everything_that_is_due_is_seen_to_so_many_at_a_time(due: Sessions) -> None:
    board = Board()
    ticking = asyncio.create_task(tick_on(board, due, together=3).tick())
    await asyncio.wait_for(board.three_on_their_way.wait(), 30)
    board.let_go.set()
    await ticking

    assert sorted(board.posted) == list(DEBATES)
    assert board.most_on_their_way == 3


async def test_one_that_fails_costs_the_others_nothing(due: Sessions) -> None:
    board = Board(broken=frozenset(DEBATES[:2]))
    board.let_go.set()

    await tick_on(board, due, together=2).tick()

    assert sorted(board.posted) == list(DEBATES[2:])


async def test_nothing_is_claimed_while_the_platform_is_away(due: Sessions) -> None:
    board = Board(ready=False)
    await tick_on(board, due, together=2).tick()
    board.ready = True
    board.let_go.set()

    await tick_on(board, due, together=2).tick()

    assert sorted(board.posted) == list(DEBATES)


async def test_where_the_database_is_away_the_next_tick_looks_again(
    due: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, real = Board(), cards.claim
    board.let_go.set()

    async def away(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredCard]:
        raise ConnectionError

    monkeypatch.setattr(cards, "claim", away)
    await tick_on(board, due, together=2).tick()
    assert board.posted == []

    monkeypatch.setattr(cards, "claim", real)
    await tick_on(board, due, together=2).tick()
    assert sorted(board.posted) == list(DEBATES)


def test_each_claim_has_an_owner_of_its_own() -> None:
    assert one_message.owner() != one_message.owner()
