"""Debates whose schedule is changed while a digest is on its way: that one is recorded, or taken back."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.chaos.calendar import Wanted
from tests.chaos.faults import Chaos
from tests.chaos.judge import Verdict, is_digest
from tests.chaos.people import Crowd
from tests.chaos.postgres import RestartablePostgres
from tests.loopback.faults import Slow
from tests.loopback.world import Channel

FIRST_RESCHEDULED = 6_000
POSTS = r"/channels/60\d\d/messages"
PATIENCE = 10.0
"""Seconds in which one of their digests must be on its way, once it is due."""


@dataclass
class Rescheduled:
    """The debates, and what becomes of their schedules."""

    crowd: Crowd
    postgres: RestartablePostgres
    chaos: Chaos
    times: Sequence[Wanted]
    channels: dict[int, Channel] = field(default_factory=dict)

    async def open(self, how_many: int) -> None:
        """Have so many debates, each with a digest a day."""
        for number in range(FIRST_RESCHEDULED, FIRST_RESCHEDULED + how_many):
            self.channels[number] = self.crowd.discord.world.add_channel(Channel(number, f"rescheduled {number}"))
            await self.crowd.moderate("/debate open", number, question=f"Is {number} right?")
            await self._schedule(number)

    async def argue(self) -> None:
        """Somebody says something in each."""
        await asyncio.gather(*(self.crowd.state(number) for number in self.channels))

    async def change_amid(self) -> None:
        """While Discord has one of their digests, before it is there or after, somebody sets its schedule anew."""
        discord, chance = self.chaos.discord, self.chaos.chance
        asked_before = len(discord.requests)
        held = discord.faults.plan(Slow(after=chance.random() < 0.5), "POST", POSTS)
        try:
            async with asyncio.timeout(PATIENCE):
                await held.reached.wait()
            (number, *_) = [
                int(found[1])
                for sent in discord.requests[asked_before:]
                if sent.method == "POST" and (found := re.fullmatch(r"/channels/(60\d\d)/messages", sent.path))
            ]
            if chance.random() < 0.5:
                await self.crowd.moderate("/digest pause", number)
            await self._schedule(number)
            self.chaos.injected["schedule changed in the midst of posting"] += 1
        except TimeoutError:
            return
        finally:
            held.release()

    async def _schedule(self, number: int) -> None:
        wanted = self.chaos.chance.choice(self.times)
        await self.crowd.moderate("/digest schedule", number, **wanted.options())

    async def judge(self, verdict: Verdict) -> None:
        """Hold the digests that stand against those that the ledgers have."""
        rows = await self.postgres.fetch("SELECT debate, message FROM digests WHERE debate = ANY($1)", [*self.channels])
        recorded = {(int(str(row["debate"])), int(str(row["message"]))) for row in rows}
        judge_rescheduled(verdict, self.channels, recorded)


def judge_rescheduled(verdict: Verdict, channels: Mapping[int, Channel], recorded: set[tuple[int, int]]) -> None:
    """Each digest that stands is recorded, and each that is recorded stands."""
    standing = {
        (debate, number)
        for debate, channel in channels.items()
        for number, message in channel.messages.items()
        if is_digest(message)
    }
    verdict.lost += len(recorded - standing)
    verdict.doubled += len(standing - recorded)
    verdict.wrong += [f"debate {debate}: its digest {number} is not there" for debate, number in recorded - standing]
    verdict.wrong += [f"debate {debate}: nobody knows of digest {number}" for debate, number in standing - recorded]
