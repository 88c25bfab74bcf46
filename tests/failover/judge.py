"""What was promised, held against what is there: stances in the ledgers, digests in the channels."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.ledger.record.chain import GENESIS, broken_seal
from bot.ledger.record.verbs.stances import StanceTaken
from bot.store.reading import events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import make_engine
from tests.failover.clicks import Click, Clicks
from tests.load.figures import Figure
from tests.loopback.world import Json

GOAL = 30.0
"""Seconds in which people are to be answered again."""


@dataclass(frozen=True)
class Outage:
    """What was killed, and for how many seconds nobody's click was acknowledged."""

    killed: str
    seconds: float


@dataclass
class Written:
    """The stances by click in the ledgers, and what is wrong with the ledgers themselves."""

    stances: Counter[Click] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


async def written(database: str, debates: Iterable[int]) -> Written:
    """Read every debate: its events must give its tables, and its chain must hold."""
    engine, found = make_engine(database), Written()
    async with Sessions(engine)() as session:
        for debate in debates:
            ledger = await ledgers.load(session, debate)
            assert ledger is not None
            if await ledgers.replayed(session, debate) != ledger:
                found.broken.append(f"debate {debate}: its events do not give its tables")
            before = GENESIS
            async for line in events.stream(session, debate):
                if (broken := broken_seal(before, line)) is not None:
                    found.broken.append(f"debate {debate}: {broken}")
                before = line.hash
                change = line.event.change
                if isinstance(change, StanceTaken):
                    user = ledger.participants[change.person].user or 0
                    found.stances[debate, change.entry, user] += 1
    await engine.dispose()
    return found


def figures(
    clicks: Clicks, outages: list[Outage], there: Written, digests: Counter[int], due: Iterable[int]
) -> list[Figure]:
    """The lines of the table."""
    lost = clicks.acknowledged - there.stances.keys()
    doubled = sum(times > 1 for times in there.stances.values())
    belied = clicks.refused & there.stances.keys()
    awaited = list(due)
    missing, again = sum(digests[one] == 0 for one in awaited), sum(max(0, digests[one] - 1) for one in awaited)
    return [
        *(Figure(f"answered again after {o.killed}", f"{o.seconds:.1f} s", o.seconds <= GOAL) for o in outages),
        Figure("clicks acknowledged", str(len(clicks.acknowledged)), bool(clicks.acknowledged)),
        Figure("of them lost", str(len(lost)), not lost),
        Figure("clicks written twice", str(doubled), doubled == 0),
        Figure("clicks refused: nothing was written", str(len(clicks.refused))),
        Figure("of them written all the same", str(len(belied)), not belied),
        Figure("clicks said to be uncertain, or not answered", f"{clicks.uncertain}, {clicks.unanswered}"),
        Figure("other answers", _first(clicks.unexpected), not clicks.unexpected),
        Figure("digests due", str(len(awaited)), bool(awaited)),
        Figure("of them lost, doubled", f"{missing}, {again}", (missing, again) == (0, 0)),
        Figure("ledgers whose chain or replay is broken", _first(there.broken), not there.broken),
    ]


def _first(told: list[str]) -> str:
    return f"{len(told)}, first: {told[0][:100]}" if told else "0"


def standing_digests(created: Iterable[Json], due: Iterable[int]) -> Counter[int]:
    """How many messages Crux ever posted in each channel in which one digest was due, and nothing else."""
    awaited = set(due)
    return Counter(channel for message in created if (channel := int(message["channel_id"])) in awaited)
