"""Debates that are closed for a day or two: each comes back on its day, by exactly one reminder."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ledger.outcomes import latest_day
from bot.ledger.record.verbs.debates import DebateClosed, DebateReopened
from tests.chaos.people import Crowd
from tests.chaos.postgres import RestartablePostgres
from tests.loopback.interactions import Asked
from tests.loopback.world import Channel

FIRST_CLOSING = 7_000


@dataclass(frozen=True)
class WrittenClosing:
    """A closing as a ledger has it: its debate, and what it says was settled.

    Its reminder is due unless the debate was opened again before its day: by somebody who was told of a failure, while
    the closing was written late.
    """

    debate: int
    outcome: str
    due: bool


@dataclass
class Closings:
    """The debates that are closed again and again; what each closing says is said by no other, so it can be found."""

    crowd: Crowd
    postgres: RestartablePostgres
    channels: dict[int, Channel] = field(default_factory=dict)
    closed: list[tuple[int, str, Asked]] = field(default_factory=list)
    """The debate, the outcome that somebody wrote, and the request with all that was answered to it."""

    async def open(self, how_many: int) -> None:
        """Have so many debates."""
        for number in range(FIRST_CLOSING, FIRST_CLOSING + how_many):
            self.channels[number] = self.crowd.discord.world.add_channel(Channel(number, f"closed {number}"))
            await self.crowd.moderate("/debate open", number, question=f"Is {number} right?")

    async def close(self, number: int, day: datetime) -> None:
        """Close one until that day; one that has come back is opened again before.

        One that waits by now stays as it is: an earlier request to close it was carried out late.
        """
        if number in await self._waiting():
            return
        if not await self._is_open(number):
            await self.crowd.moderate("/debate open", number)
        await self.crowd.state(number)
        outcome = f"Outcome number {len(self.closed) + 1} stands"
        asked = await self.crowd.close(number, outcome, day)
        if asked is not None:
            self.closed.append((number, outcome, asked))

    async def close_all(self, today: datetime) -> bool:
        """Try to close each that does not wait for its day; True once all of them wait."""
        waiting = await self._waiting()
        still = [number for number in self.channels if number not in waiting]
        days = [today + timedelta(days=1 + number % 2) for number in still]
        await asyncio.gather(*(self.close(number, day) for number, day in zip(still, days, strict=True)))
        return not still

    async def due(self, at: datetime) -> set[int]:
        """The debates whose day has come and which have not come back, nor are left for a later try."""
        rows = await self.postgres.fetch(
            "SELECT d.id FROM debates d LEFT JOIN reminders r ON r.debate = d.id AND r.day = d.look_again"
            " WHERE d.look_again <= $1 AND (r.debate IS NULL OR r.due_at <= $2)",
            latest_day(at),
            at,
        )
        return _numbers(rows)

    async def written(self) -> list[WrittenClosing]:
        """Every closing that a ledger has."""
        opened = (
            "SELECT 1 FROM events o WHERE o.debate = c.debate AND o.verb = $2 AND o.sequence > c.sequence"
            " AND o.at < (c.data->>'look_again' || ' 12:00+00')::timestamptz"
        )
        rows = await self.postgres.fetch(
            f"SELECT debate, words, NOT EXISTS ({opened}) AS due"
            " FROM events c JOIN event_texts USING (debate, sequence)"
            " WHERE verb = $1 AND field = 'settled' ORDER BY debate, sequence",
            DebateClosed.verb,
            DebateReopened.verb,
        )
        return [WrittenClosing(int(str(row["debate"])), str(row["words"]), bool(row["due"])) for row in rows]

    def promised(self) -> set[tuple[int, str]]:
        """The closings of which somebody was told that they stand."""
        return {
            (number, outcome)
            for number, outcome, asked in self.closed
            if any(outcome in str(message) for message in (asked.original, *asked.messages.values()))
        }

    async def _waiting(self) -> set[int]:
        return _numbers(await self.postgres.fetch("SELECT id FROM debates WHERE look_again IS NOT NULL"))

    async def _is_open(self, number: int) -> bool:
        return bool(await self.postgres.fetch("SELECT id FROM debates WHERE id = $1 AND closed_at IS NULL", number))


def _numbers(rows: Iterable[dict[str, object]]) -> set[int]:
    return {int(str(row["id"])) for row in rows}
