"""Reading in a debate of 100,000 events, held against a click in it; and how long the event loop is held meanwhile."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from statistics import median

from benchmarks import debates, measure
from benchmarks.database import fill, opened
from benchmarks.measure import Result
from bot.actions import entries, next_entries, stances
from bot.actions.clock import cards as due_cards
from bot.actions.request import Request
from bot.ledger.entries import Answer
from bot.ledger.telling.next_entries import MOST
from bot.render.front_ends import DISCORD
from bot.store.prepared import opened_pool
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.words.answers import debates as debate_answers
from bot.words.answers import details
from bot.words.answers import history as histories
from bot.words.answers import ledger as ledger_answers
from bot.words.answers import next_entries as next_answers
from bot.words.answers import sides as side_answers
from tests.loopback.world import CHANNEL, GUILD

SIZES = ((10_000, 1_000, 9), (1_000, 2_000, 94))
"""Entries, people, and answers to each entry."""

WORDS = ("rents", "district 4", "homes built", "fall when 9", "12", "#73", "nothing has this", "more homes are")
TIMES = 20
"""How often a round does what it measures."""

MOST_CLICKS = 5
"""How many clicks a reader may cost."""

LONGEST_HOLD = 50
"""For how many milliseconds the event loop may be held."""

_REQUESTS = count(1)

Job = Callable[[], Awaitable[object]]


class Reader:
    """Somebody else each time, who reads or clicks somewhere else in one debate."""

    def __init__(self, sessions: Sessions, size: int, people: int) -> None:
        self.sessions, self.size, self.people = sessions, size, people
        self.chance = random.Random(1)

    def request(self) -> Request:
        place = self.chance.randrange(self.people)
        user, name = debates.FIRST_USER + place, f"person {place + 1}"
        return Request(GUILD, CHANNEL, "debate", user, name, False, datetime.now(UTC), next(_REQUESTS))

    def entry(self) -> int:
        return 1 + self.chance.randrange(self.size)

    async def click(self) -> None:
        await stances.take_stance(self.sessions, self.request(), self.entry(), self.chance.choice(list(Answer)))

    async def show_entry(self) -> str:
        found = await entries.entry_here(self.sessions, self.request(), self.entry())
        return details.in_full(DISCORD, found.ledger, found.entries)

    async def show_message(self) -> str:
        message = debates.FIRST_MESSAGE + self.entry()
        found = await entries.entries_of_message(self.sessions, self.request(), message)
        return details.in_full(DISCORD, found.ledger, found.entries)

    async def show_page(self) -> ledger_answers.SaidPage:
        number = 1 + self.chance.randrange(self.size // ledger_answers.PAGE_LINES)
        found = await entries.page_here(self.sessions, self.request(), number, ledger_answers.PAGE_LINES)
        return ledger_answers.page(DISCORD, found.ledger, found.page)

    async def search(self) -> str:
        words = self.chance.choice(WORDS)
        return ledger_answers.found(
            DISCORD, await entries.find_entries(self.sessions, self.request(), words, 25), words
        )

    async def complete(self) -> list[str]:
        words = self.chance.choice(WORDS)
        begun = words[: self.chance.randint(0, len(words))]
        return [entry.statement or "" for entry in await entries.find_entries(self.sessions, self.request(), begun, 25)]

    async def status(self) -> str:
        return debate_answers.status(DISCORD, await entries.status_here(self.sessions, self.request()))

    async def sides(self) -> str:
        status = await entries.status_here(self.sessions, self.request(), side_answers.NAMED_PER_SIDE)
        return side_answers.listed(DISCORD, status)

    async def waiting(self) -> object:
        return await entries.waiting_here(self.sessions, self.request(), self.entry())

    async def following(self) -> str:
        found = await next_entries.next_here(self.sessions, self.request(), (), MOST)
        return next_answers.first_of(DISCORD, found)

    async def history(self) -> str:
        told = await entries.history(self.sessions, self.request(), self.entry(), histories.MOST_EVENTS)
        return histories.history(DISCORD, told.entry, told.events, told.names, told.earlier)

    async def card(self) -> object:
        stored = await cards.get(self.sessions.execute, CHANNEL)
        if stored is None:
            raise LookupError("the debate keeps no card")
        return await due_cards.ready(self.sessions, stored, datetime.now(UTC))

    def jobs(self) -> Mapping[str, Job]:
        """What people read, by the command."""
        return {
            "/ledger entry": self.show_entry,
            "Show in ledger": self.show_message,
            "/ledger show": self.show_page,
            "/ledger search": self.search,
            "autocomplete": self.complete,
            "/ledger history": self.history,
            "/debate status": self.status,
            "/side list": self.sides,
            "what waits": self.waiting,
            "/next": self.following,
            "the card": self.card,
        }


class Watcher:
    """How late the event loop comes back to somebody who waits for a millisecond."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def watch(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self._longest = max(self._longest, time.perf_counter() - begun - 0.001)

    async def hold_of(self, work: Job) -> float:
        """For how many milliseconds the loop was held at most while the work was done."""
        await asyncio.sleep(0.01)
        self._longest = 0.0
        await work()
        await asyncio.sleep(0.002)
        return 1000 * self._longest


@asynccontextmanager
async def watching() -> AsyncIterator[Watcher]:
    """A watcher at work."""
    watcher = Watcher()
    task = asyncio.create_task(watcher.watch())
    try:
        yield watcher
    finally:
        task.cancel()


async def reading(server: str) -> list[Result]:
    """Each reader, at two shapes of a debate: warm as a ratio to a click, and the longest hold, cold ones included."""
    found = []
    for size, people, answers in SIZES:
        async with opened(server) as (database, sessions):
            await fill(sessions, debates.argued(CHANNEL, GUILD, entries=size, people=people, answers=answers))
            async with opened_pool(database, 4) as pool, watching() as watcher:
                shape = f"{size:,} entries × {people:,} people"
                for name in Reader(sessions, size, people).jobs():
                    reader = Reader(Sessions(sessions.bind, pool), size, people)
                    found += await _measured(f"{name}, {shape}", reader, reader.jobs()[name], watcher)
    return found


async def _measured(name: str, reader: Reader, job: Job, watcher: Watcher) -> list[Result]:
    async with reader.sessions.begin() as session:
        await cards.put(session, CHANNEL, datetime.now(UTC))
    blocked = [await watcher.hold_of(job)]
    await reader.click()

    async def milliseconds(work: Job) -> float:
        return 1000 * await measure.seconds(work)

    async def round_of(work: Job, other: Job) -> float:
        """The median of some times; between them, the ledger goes on as it would."""
        times = []
        for _ in range(TIMES):
            await other()
            times.append(await milliseconds(work))
        return median(times)

    async def nothing() -> None:
        """A click follows a click."""

    click, ours = await measure.side_by_side(
        lambda: round_of(reader.click, nothing), lambda: round_of(job, reader.click)
    )
    blocked += [await watcher.hold_of(job) for _ in range(measure.ROUNDS)]
    return [
        measure.at_most(f"{name}: to a click, ms", click, ours, MOST_CLICKS),
        measure.no_more(f"{name}: the event loop held, ms", max(blocked), LONGEST_HOLD, "ms"),
    ]
