"""The rig: time goes on in steps, people argue, digests come due, things break, and in the end the judge counts."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from bot.actions.clock.digests import LEASE
from bot.ledger.pauses import kept
from bot.ledger.record.events import EntryTagged
from bot.render.front_ends import DISCORD
from bot.store.setup.migrate import upgrade
from bot.words.pauses import pause_reason
from tests.chaos.calendar import Wanted
from tests.chaos.closings import Closings
from tests.chaos.faults import Chaos
from tests.chaos.fleet import Fleet
from tests.chaos.judge import Judge, KeptCard, Verdict, judge_cards, judge_ledgers, judge_reminders
from tests.chaos.people import Crowd
from tests.chaos.plan import Plan
from tests.chaos.pooler import pooler_before
from tests.chaos.postgres import RestartablePostgres
from tests.chaos.rescheduled import Rescheduled
from tests.chaos.steered import SteeredClock, steered_by
from tests.chaos.troubles import Trouble, judge_trouble, make_trouble
from tests.loopback.bodies import Sent
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import MEMBER, PUBLIC_THREAD, VIEW, Channel
from tests.process.bot_process import TOKEN

FIRST_DEBATE, FIRST_OPENED_AMID = 5_000, 8_000
PATIENCE = 240.0
"""Seconds of the machine's time in which the fleet must come back, or a step settle; where a machine is busy, processes
take a minute to start."""

IN_HAND, ABANDONED = 15.0, 1.0
"""Seconds of the machine's time after which an unchanged claim of a living or a dead process counts as failed."""

AT_A_TIME = 10
"""How many people repeat at once what was not written down."""

POSTED_CARDS = (
    "SELECT debate, 'card' AS what, owner, attempts FROM cards WHERE owner IS NOT NULL AND posting_since IS NOT NULL"
)

TAKEN_OVER = LEASE + timedelta(seconds=5)
AN_HOUR = timedelta(hours=1)
BEYOND_THE_NONCE = timedelta(minutes=30)

TRICKY: dict[str, time] = {
    "Europe/Berlin": time(2, 30),
    "America/New_York": time(1, 45),
    "Australia/Lord_Howe": time(1, 45),
    "Africa/Cairo": time(0, 30),
    "America/Santiago": time(23, 30),
    "Europe/Dublin": time(1, 30),
    "Asia/Beirut": time(0, 30),
    "America/Havana": time(0, 30),
    "Africa/Casablanca": time(2, 15),
    "Asia/Kathmandu": time(0, 0),
}
"""Zones whose clocks change in the spring or autumn of 2026, at midnight, by half an hour, backwards, each with a local
time that falls into its gap or its fold; and one whose clocks never change."""

THREADS = 4
"""Of six debates, the one that is a thread."""

PARENTS = (10, 11, 12)
"""The channels that threads are moved to; Crux cannot see the last one."""

OTHER_TIMES = (time(0, 0), time(3, 0), time(12, 0), time(23, 45))


@dataclass
class Rig:
    """One run."""

    plan: Plan
    postgres: RestartablePostgres
    folder: Path
    discord: LoopbackDiscord
    clock: SteeredClock
    told: Callable[[str], None] = print
    verdict: Verdict = field(default_factory=Verdict)
    wanted: dict[int, Wanted] = field(default_factory=dict)
    opened: dict[int, Channel] = field(default_factory=dict)
    """The debates that were opened while things broke, as far as they came to be."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.plan.seed)
        self.pooler = pooler_before(self.postgres.url, self.folder) if self.plan.pooled else None
        database = self.postgres.url if self.pooler is None else self.pooler.address
        through = {} if self.pooler is None else {"CRUX_PGBOUNCER": "true"}
        self.fleet = Fleet(self.discord, database, self.folder, self.plan.processes, through)
        self.chaos = Chaos(self.discord, self.fleet, self.postgres, self.chance, self.pooler, channels=PARENTS)
        self.crowd = Crowd(self.discord, self.chance)
        self.closings = Closings(self.crowd, self.postgres)
        times = [Wanted("UTC", at) for at in OTHER_TIMES]
        self.rescheduled = Rescheduled(self.crowd, self.postgres, self.chaos, times)
        self.judge = Judge({})
        self.reached = self.plan.starts[0]
        """Up to here every slot is finished."""

    # Time

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def skip(self, span: timedelta) -> None:
        """Let time pass, for the bots and for Discord alike."""
        self.discord.world.clock.skip(span.total_seconds())
        self.clock.set_offset(self.clock.offset + span.total_seconds())

    # A run

    async def run(self) -> Verdict:
        """All of it."""
        await self._begin()
        loop = asyncio.get_running_loop()
        started = loop.time()
        per_start = -(-self.plan.slots // len(self.plan.starts))
        for place, start in enumerate(self.plan.starts):
            if place:
                await self._sleep_until(start)
            while self._due_so_far() < per_start * (place + 1) and loop.time() - started < self.plan.longest:
                await self._step(self.plan.step)
        await self._end()
        return self.verdict

    async def _begin(self) -> None:
        self.skip(self.plan.starts[0] - self.now)
        self.reached = self.now
        numbers = range(FIRST_DEBATE, FIRST_DEBATE + self.plan.debates)
        for parent in PARENTS:
            self.discord.world.add_channel(Channel(parent, f"channel of threads {parent}"))
        self.discord.world.channels[PARENTS[-1]].permissions = MEMBER & ~VIEW
        for place, number in enumerate(numbers):
            there = Channel(number, f"debate {number}")
            if place % 6 == THREADS:
                there = Channel(number, f"debate {number}", kind=PUBLIC_THREAD, parent=PARENTS[0])
            self.judge.channels[number] = self.discord.world.add_channel(there)
            days = tuple(sorted(self.chance.sample(range(1, 8), 5))) if place % 4 == 3 else ()
            zone, tricky = list(TRICKY.items())[place % len(TRICKY)]
            at = tricky if place < len(TRICKY) else self.chance.choice(OTHER_TIMES)
            self.wanted[number] = Wanted(zone, at, days, by_cron=place % 3 == 1)
        if self.pooler is not None:
            self.pooler.start()
        await self.fleet.start()
        await self._listening()
        for number in self.wanted:
            await self._until(partial(self._is_scheduled, number), f"{number} has a schedule")
        await self.closings.open(self.plan.closings)
        await self.rescheduled.open(self.plan.rescheduled)
        self.chaos.threads = [number for number, there in self.judge.channels.items() if there.is_thread]

    async def _is_scheduled(self, number: int) -> bool:
        """Open a debate with its schedule; False where somebody waited in vain for the answer."""
        await self.crowd.moderate("/debate open", number, question=f"Is {number} right?")
        told = await self.crowd.moderate("/digest schedule", number, **self.wanted[number].options())
        return told is not None and "A digest comes" in told.text

    async def _step(self, span: timedelta, *, down: bool = False) -> None:
        """Everybody argues, time goes on, what is due comes, and all the while things break."""
        began = self.reached
        faults = list(self.chance.sample(sorted(self.chaos.kinds()), k=self.chance.randint(2, 4)))
        early, late = faults[: len(faults) // 2], faults[len(faults) // 2 :]
        await asyncio.gather(self._argue(), self.chaos.strike(early, 0.5))
        if self.chance.random() < self.plan.crowded:
            await self._killed_amid_a_crowd()
        await self._everybody_has_moved()
        await self._until(self._all_are_closed, "debates are closed until their day")
        await self._none_is_being_posted()
        if down:
            await self.fleet.kill(self.chance, everyone=True)
        self.skip(span)
        fast = self.chance.random() < self.plan.fast_clock
        if fast:
            self._set_clock(AN_HOUR)
        due = [number for number, wanted in self.wanted.items() if wanted.slots(began, self.now)]
        if down:
            await self.fleet.start()
        back = await self.closings.due(self.now)
        if (due or back) and self.chance.random() < self.plan.accepted_and_killed:
            sets_back = fast and not self._due_in_the_hour_ahead()
            killed = await self.chaos.kill_between_acceptance_and_record(
                self._set_back if sets_back else self._crash_of_any_length
            )
            fast = fast and not (killed and sets_back)
        elif self.rescheduled.channels and self.chance.random() < self.plan.changed_amid:
            await self.rescheduled.change_amid()
        await asyncio.gather(self._settled(), self.chaos.strike(late, 1.0))
        self.discord.faults.clear()
        await self._settled()
        if fast:
            await self._set_back()
        self._expect(began)
        self.told(f"  {began:%Y-%m-%d %H:%M}  due {len(due):3}  back {len(back):3}  {', '.join(faults)}")

    def _due_in_the_hour_ahead(self) -> bool:
        """Whether a slot is due by the clocks that are an hour ahead alone: of those that die, some have seen to it."""
        return any(wanted.slots(self.now - AN_HOUR, self.now) for wanted in self.wanted.values())

    async def _crash_of_any_length(self) -> None:
        self.skip(self.chance.choice((TAKEN_OVER, BEYOND_THE_NONCE)))

    async def _set_back(self) -> None:
        """The bots' clocks, which went ahead of Discord's, are set right."""
        self._set_clock(-AN_HOUR)
        self.chaos.injected["clock an hour ahead, and set back"] += 1

    def _set_clock(self, by: timedelta) -> None:
        """Set the bots' clocks, and not Discord's."""
        self.clock.set_offset(self.clock.offset + by.total_seconds())

    async def _sleep_until(self, start: datetime) -> None:
        """Weeks in which no process runs: the slots that are missed give one digest."""
        await self._step(start - self.now, down=True)

    def _expect(self, began: datetime, but: frozenset[int] = frozenset()) -> None:
        """Of each debate with a slot since then one digest is due: something moved once, before."""
        for number, wanted in self.wanted.items():
            slots = wanted.slots(began, self.reached)
            if slots and number not in but:
                self.judge.expect(number, slots)

    def _due_so_far(self) -> int:
        return sum(len(steps) for steps in self.judge.expected.values())

    # People

    async def _argue(self) -> None:
        said = [self.crowd.state(number) for number in self.wanted]
        contended = [self.crowd.contend(n) for n in self.chance.sample(sorted(self.wanted), k=3)]
        without = self.chance.choice(list(self.wanted))
        await asyncio.gather(
            self._open_another(),
            self.rescheduled.argue(),
            self.crowd.close_without_leave(without, "It is settled", self.now + timedelta(days=1)),
            self.crowd.tag_where_crux_may_do_nothing(without),
            *said,
            *contended,
        )

    async def _open_another(self) -> None:
        """A debate is opened while things break: its card is posted once."""
        number = FIRST_OPENED_AMID + len(self.opened)
        self.opened[number] = self.discord.world.add_channel(Channel(number, f"opened amid {number}"))
        await self.crowd.moderate("/debate open", number, question=f"Is {number} right?")

    async def _killed_amid_a_crowd(self) -> None:
        """Many people say something at once; once some have been answered, every process dies."""
        await self._listening()
        enough = self.crowd.outcomes["answered"] + self.plan.crowd // 2
        channels = self.chance.choices(list(self.wanted), k=self.plan.crowd)
        saying = [asyncio.create_task(self.crowd.state(channel)) for channel in channels]

        async def half_are_answered() -> bool:
            return self.crowd.outcomes["answered"] >= enough or all(one.done() for one in saying)

        await self._until(half_are_answered, "half of a crowd is answered")
        await self.fleet.kill(self.chance, everyone=True)
        await self.fleet.start()
        await asyncio.gather(*saying)
        self.chaos.injected["killed amid many requests"] += 1

    async def _everybody_has_moved(self) -> None:
        """Each debate has an entry that its last digest has not seen, so that its next one has something to tell."""
        self.discord.faults.clear()

        async def moved() -> bool:
            await self._listening()
            still = self.wanted.keys() - await self._with_news()
            # Some at a time: a machine that is slow would never be done with what all repeat at once, again and again.
            await asyncio.gather(*(self.crowd.state(number) for number in sorted(still)[:AT_A_TIME]))
            return not still

        await self._until(moved, "everybody has said something")

    async def _all_are_closed(self) -> bool:
        await self._listening()
        return await self.closings.close_all(self.now)

    async def _with_news(self) -> set[int]:
        """The debates with an entry behind what their last digest told: one that was written late had been told."""
        rows = await self._fetch(
            "SELECT DISTINCT debate FROM events WHERE verb = $1 AND sequence > "
            "(SELECT coalesce(max(seen), 0) FROM digests WHERE digests.debate = events.debate)",
            EntryTagged.verb,
        )
        return {int(str(row["debate"])) for row in rows}

    # Waiting

    async def _settled(self) -> None:
        """Until every due slot is finished. Time passes a lease at a go, so that claims of the dead are taken over."""
        claims: list[dict[str, object]] = []
        since = asyncio.get_running_loop().time()

        async def settled() -> bool:
            nonlocal claims, since
            at = self.now
            waiting = "SELECT count(*) AS due FROM schedules WHERE pause_reason IS NULL AND next_slot <= $1"
            (due,), back, claimed = await self._fetch(waiting, at), await self.closings.due(at), await self._claimed()
            now = asyncio.get_running_loop().time()
            if claimed != claims:
                claims, since = claimed, now
            # A lease may not pass while its living owner is still at it: that takes seconds of the machine's time.
            patience = IN_HAND if any(self.fleet.is_alive(str(claim["owner"])) for claim in claimed) else ABANDONED
            if claimed and now - since > patience:
                since = now
                self.skip(TAKEN_OVER * min(16, 2 ** (max(int(str(claim["attempts"])) for claim in claimed) - 1)))
            self.reached = max(self.reached, at)
            if claimed or due["due"] or back:
                return False
            if await self._obstructed():
                self.skip(AN_HOUR)
                return False
            return True

        await self._until(settled, "every slot and every reminder is finished")

    async def _claimed(self) -> list[dict[str, object]]:
        """The slots and reminders that a process is at, or was when it died, and the cards that it is posting."""
        slots = "SELECT debate, slot::text AS what, owner, attempts FROM slots WHERE state = 'claimed'"
        reminders = "SELECT debate, day::text AS what, owner, attempts FROM reminders WHERE owner IS NOT NULL"
        return await self._fetch(f"{slots} UNION ALL {reminders} UNION ALL {POSTED_CARDS} ORDER BY debate, what")

    async def _obstructed(self) -> bool:
        """Whether a digest waits for an hour in which it is tried again, since its thread was out of sight."""
        waiting = "SELECT 1 FROM schedules WHERE obstacle IS NOT NULL AND debate = ANY($1)"
        return bool(await self._fetch(waiting, [number for number in self.chaos.threads if number in self.wanted]))

    async def _none_is_being_posted(self) -> None:
        """Until no living process is posting a card: the moment in which it repeats a request is not to last hours.

        One that could not record its card is at it until its lease is over, which nobody waits for.
        """
        until = asyncio.get_running_loop().time() + IN_HAND
        while asyncio.get_running_loop().time() < until:
            if not any(self.fleet.is_alive(str(card["owner"])) for card in await self._fetch(POSTED_CARDS)):
                return
            await asyncio.sleep(0.1)

    async def _cards_settled(self, but: frozenset[int]) -> None:
        """Until every card is up to date, but those of channels in which it is tried again and again in vain.

        Time passes a lease at a go, which is as long as changes gather.
        """
        due = "SELECT debate FROM cards WHERE due_at IS NOT NULL AND debate <> ALL($1)"

        async def settled() -> bool:
            if not await self._fetch(due, [*but]):
                return True
            self.skip(TAKEN_OVER)
            await asyncio.sleep(1.0)
            return False

        await self._until(settled, "every card is up to date")

    async def _listening(self) -> None:
        async def listening() -> bool:
            return self.fleet.is_listening()

        await self._until(listening, "the fleet listens")

    async def _until(self, look: Callable[[], Awaitable[bool]], what: str) -> None:
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not await look():
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"after {PATIENCE:.0f} seconds it is not so that {what}")
            await asyncio.sleep(0.1)

    async def _fetch(self, query: str, *arguments: object) -> list[dict[str, object]]:
        return await self.postgres.fetch(query, *arguments)

    # The end

    async def _end(self) -> None:
        troubled = await self._in_trouble()
        await self._cards_settled(troubled)
        await self.fleet.stop()
        self.judge.judge_digests(self.verdict, self.discord.created)
        channels, promised = self.closings.channels, self.closings.promised()
        judge_reminders(self.verdict, channels, await self.closings.written(), promised)
        await self.rescheduled.judge(self.verdict)
        await self._judge_rights()
        judge_cards(self.verdict, self._channels, await self._kept_cards(troubled))
        await judge_ledgers(self.verdict, self.postgres.url, self.crowd)
        self.verdict.wrong += self.fleet.died

    @property
    def _channels(self) -> dict[int, Channel]:
        """Those of all debates."""
        return self.judge.channels | self.closings.channels | self.rescheduled.channels | self.opened

    async def _judge_rights(self) -> None:
        """The debates that only somebody has tried to close who was no moderator any more are open."""
        closed = await self._fetch(
            "SELECT id FROM debates WHERE closed_at IS NOT NULL AND id = ANY($1)", [*self.wanted]
        )
        self.verdict.wrong += [f"debate {row['id']} was closed by somebody without the right to" for row in closed]

    async def _in_trouble(self) -> frozenset[int]:
        """Some channels in which nobody can post any more: gives them, once a week has passed."""
        await self._everybody_has_moved()
        troubles = await make_trouble(self.discord, list(self.wanted)[:4])
        began, asked_before = self.reached, len(self.discord.requests)
        self.skip(timedelta(days=7))
        await self._settled()
        troubled = frozenset(trouble.channel for trouble in troubles)
        self._expect(began, troubled)
        for trouble in troubles:
            await self._judge_trouble(trouble, self.discord.requests[asked_before:])
        self.chaos.injected["channels gone, locked or forbidden"] += len(troubles)
        return troubled

    async def _judge_trouble(self, trouble: Trouble, requests: list[Sent]) -> None:
        (row,) = await self._fetch("SELECT pause_reason FROM schedules WHERE debate = $1", trouble.channel)
        told = await self.crowd.moderate("/digest status", trouble.channel) if trouble.is_readable else None
        paused_with = pause_reason(DISCORD, kept(str(row["pause_reason"])))
        judge_trouble(self.verdict, trouble, paused_with, told, requests, self.plan.processes)

    async def _kept_cards(self, but: frozenset[int]) -> list[KeptCard]:
        """The card of each debate that can be posted in."""
        last = "SELECT coalesce(max(sequence), 0) FROM events WHERE debate = d.id AND verb = $1"
        cards = "debates d LEFT JOIN cards c ON c.debate = d.id"
        query = f"SELECT d.id, coalesce(c.message, 0) AS message, ({last}) AS last FROM {cards} ORDER BY d.id"
        rows = await self._fetch(query, EntryTagged.verb)
        kept = [KeptCard(*(int(str(value)) for value in row.values())) for row in rows]
        return [card for card in kept if card.debate not in but]


async def run(plan: Plan, postgres: RestartablePostgres, folder: Path, told: Callable[[str], None]) -> Rig:
    """A run of the plan; gives the rig with its verdict."""
    await asyncio.to_thread(upgrade, postgres.url)
    async with LoopbackDiscord(TOKEN) as discord:
        rig = Rig(plan, postgres, folder, discord, steered_by(folder / "clock"), told)
        try:
            await rig.run()
        finally:
            await rig.fleet.kill(rig.chance, everyone=True)
            if rig.pooler is not None:
                rig.pooler.end()
    return rig
