"""Many people who tag and vote in one debate at the same time."""

import asyncio
import random
import time
from dataclasses import dataclass, field

import sqlalchemy as sa

from bot.ledger.entries import Answer as Stance
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import GENESIS, broken_seal
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.load.figures import ALLOWED, Delays, Figure
from tests.loopback.interactions import Answer, Asked, buttons, click, message_command, modal_submit, slash
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, MODERATOR, Json

FIRST_PERSON = 10_000
MODAL = 9
PAUSE = (0.5, 1.5)
"""Seconds that a person takes to read an answer or to fill in a form, before they do the next thing."""

WAIT = 3 * ALLOWED
"""Seconds after which no answer is waited for any more: from the third one on, Discord takes none."""


@dataclass
class People:
    """What they did, and what they were told.

    An unanswered request may have been done or not, so what it was about is held against the ledger no more.
    """

    discord: LoopbackDiscord
    count: int
    votes: int
    seed: int
    delays: Delays = field(default_factory=Delays)
    failures: list[str] = field(default_factory=list)
    unanswered: int = 0
    voted: int = 0
    stated: set[str] = field(default_factory=set)
    stances: dict[tuple[str, int], Stance | None] = field(default_factory=dict)
    took: float = 0.0

    async def argue(self) -> None:
        """Open the debate; everybody tags in the same moment, then everybody votes and tags at once."""
        world = self.discord.world
        everybody = [world.add_person(FIRST_PERSON + n, f"person{n}") for n in range(self.count)]
        question = slash(world, "/debate open", world.people[1], permissions=MODERATOR, question="Should we build?")
        await self._ask(question)
        started = time.monotonic()
        await asyncio.gather(*(self._tag(who, "Claim", self._chance_of(who)) for who in everybody))
        posted = slash(world, "/digest now", world.people[1], permissions=MODERATOR)
        await self._ask(posted)
        digest = await self.discord.posted(CHANNEL, WAIT)
        await asyncio.gather(*(self._take_part(who, digest) for who in everybody))
        self.took = time.monotonic() - started

    async def _take_part(self, who: Json, digest: Json) -> None:
        """One thing after the other: votes, and somewhere among them another tag."""
        chance = self._chance_of(who)
        tags = chance.randrange(self.votes)
        for turn in range(self.votes):
            if turn == tags:
                await self._tag(who, "Second claim", chance)
            await self._vote(who, digest, chance)
            await asyncio.sleep(chance.uniform(*PAUSE))

    def _chance_of(self, who: Json) -> random.Random:
        return random.Random(f"{self.seed} {who['id']}")

    async def _tag(self, who: Json, what: str, chance: random.Random) -> None:
        statement = f"{what} of {who['username']}"
        message = await self.discord.say(CHANNEL, who, statement)
        opened = message_command(self.discord.world, "Tag as claim", message, who)
        form = await self._ask(opened)
        if form is None:
            return
        if form.type != MODAL:
            self.failures.append(form.text)
            return
        await asyncio.sleep(chance.uniform(*PAUSE))
        answer = await self._ask(modal_submit(self.discord.world, form, opened, who, statement=statement))
        if answer is None:
            return
        if "**Claim** by" not in answer.text:
            self.failures.append(answer.text)
            return
        self.stated.add(statement)
        self.stances[statement, int(who["id"])] = Stance.AGREE

    async def _vote(self, who: Json, digest: Json, chance: random.Random) -> None:
        """An answer to some entry, by command or by one of the digest's buttons."""
        world, shown = self.discord.world, buttons(digest)
        pressable = [label for label in shown if label.startswith("#")]
        stance = chance.choice(list(Stance))
        if pressable and chance.random() < 0.5:
            label = chance.choice([label for label in pressable if label.endswith(stance.value.capitalize())])
            asked, number = click(world, digest, shown[label], who), int(label[1:].split()[0])
        else:
            number = chance.randint(1, self.count)
            asked = slash(world, "/stance", who, entry=number, answer=stance.value)
        answer = await self._ask(asked)
        key = f"#{number}", int(who["id"])
        if answer is None:
            self.stances[key] = None
        elif f"**#{number}**" in answer.text and answer.text.startswith("You"):
            self.voted += 1
            self.stances[key] = stance
        else:
            self.failures.append(answer.text)

    async def _ask(self, asked: Asked) -> Answer | None:
        begun = time.monotonic()
        try:
            answer = await self.discord.ask(asked, WAIT)
        except TimeoutError:
            self.unanswered += 1
            return None
        self.delays.seconds.append(time.monotonic() - begun)
        return answer


async def figures(people: People, database: str) -> list[Figure]:
    """What became of it all, held against the ledger."""
    engine = make_engine(database)
    async with Sessions(engine)() as session:
        ledger = await ledgers.load(session, CHANNEL)
        assert ledger is not None
        whole = await ledgers.replayed(session, CHANNEL) == ledger
        before = GENESIS
        async for line in events.stream(session, CHANNEL):
            whole = whole and broken_seal(before, line) is None
            before = line.hash
        stuck = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        deadlocks = await session.scalar(sa.text(stuck))
    await engine.dispose()
    asked = len(people.delays.seconds)
    lost = _lost(people, ledger)
    tags, votes = 2 * people.count, people.votes * people.count
    rate = asked / people.took
    in_time = not people.unanswered and people.delays.longest < ALLOWED
    return [
        Figure("people, each tagging twice and voting", f"{people.count} × {people.votes}"),
        Figure("interactions answered", f"{asked} in {people.took:.1f} s, {rate:.0f} a second"),
        Figure("delay of the answers that came", people.delays.told(), in_time),
        Figure(f"not answered within {ALLOWED:g} s", str(people.unanswered), not people.unanswered),
        Figure("other answers than expected", _told(people.failures), not people.failures),
        Figure("tags made, acknowledged", f"{tags}, {len(people.stated)}", len(people.stated) == tags),
        Figure("votes cast, acknowledged", f"{votes}, {people.voted}", people.voted == votes),
        Figure("acknowledged and not as acknowledged in the ledger", str(lost), lost == 0),
        Figure("deadlocks", str(deadlocks), deadlocks == 0),
        Figure("the ledger replays and its chain holds", "yes" if whole else "no", whole),
    ]


def _told(failures: list[str]) -> str:
    return f"{len(failures)}, first: {failures[0][:80]}" if failures else "0"


def _lost(people: People, ledger: Ledger) -> int:
    """How many acknowledged tags and stances the ledger does not have as they were acknowledged."""
    number_of = {entry.statement: entry.number for entry in ledger.entries.values()}
    person_of = {person.user: person.number for person in ledger.participants.values()}
    lost = len(people.stated - number_of.keys()) + len(ledger.entries) - len(number_of)
    last: dict[tuple[int, int], Stance | None] = {}
    for (named, user), stance in people.stances.items():
        number = int(named[1:]) if named.startswith("#") else number_of.get(named, 0)
        last[number, user] = stance
    for (number, user), stance in last.items():
        if stance is None:
            continue
        stands = ledger.stances.get((number, person_of.get(user, 0)))
        lost += stands is None or stands.answer is not stance
    return lost
