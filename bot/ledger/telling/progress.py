"""How agreement grew: where a debate stood at each step of its days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Scope, Status
from bot.ledger.ledger import Ledger, former
from bot.ledger.record.events import Event
from bot.ledger.record.replay import Replay
from bot.ledger.standing.cruxes import SETTLED
from bot.ledger.standing.standing import standing
from bot.ledger.standing.verdicts import StandingClass

MOST_STEPS = 60
"""At how many moments the standing is worked out: a picture could not show more apart."""

MOST_STANCES = 3_000_000
"""How many stances all these moments may read together; a debate with very many gets fewer moments."""


@dataclass(frozen=True, slots=True)
class Step:
    """How many entries stood where at a moment. What is parked stands nowhere."""

    at: datetime
    agreed: int = 0
    apart: int = 0
    one_sided: int = 0
    unsettled: int = 0

    @property
    def entries(self) -> int:
        return self.agreed + self.apart + self.one_sided + self.unsettled


@dataclass(frozen=True, slots=True)
class Conceded:
    """A concession, by its number, and the entry it concedes, or which that one goes on as."""

    at: datetime
    concession: int
    entry: int
    was: int | None = None
    """The number of the entry that it named, where that was merged since."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A debate from its first event to its last. The question is None once it was erased.

    Its entries stand among so many `sides` at its end; 0 where there is only the room.
    """

    question: str | None
    sides: int
    steps: tuple[Step, ...]
    concessions: tuple[Conceded, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no claim or crux ever stood in it."""
        return not any(step.entries for step in self.steps)


def progress(events: Sequence[Event]) -> Progress:
    """Where the debate stood after its events; those of a digest alone change nothing. Raises ValueError for none."""
    changes = [event for event in events if event.change.traits.on_card]
    running = Replay()
    steps = []
    chosen = _chosen(changes)
    for place, event in enumerate(changes):
        running.take(event)
        if place in chosen:
            steps.append(_step(running.ledger(), event.at))
    ledger = running.ledger()
    now = standing(ledger)
    sides = 0 if now.is_room else len(now.sides)
    return Progress(ledger.debate.question or None, sides, tuple(steps), tuple(_conceded(ledger)))


def _conceded(ledger: Ledger) -> Iterator[Conceded]:
    """The concessions that moved somebody and were not taken back, in their order."""
    for number, entry in sorted(ledger.entries.items()):
        conceded = entry.concession
        if conceded is None or conceded.scope is Scope.ARGUMENT:
            continue
        if entry.status is Status.LIVE and not ledger.is_forgotten(entry.author):
            now = ledger.survivor(conceded.entry)
            yield Conceded(entry.tagged_at, number, now, former(now, conceded.entry))


def _chosen(events: Sequence[Event]) -> set[int]:
    """The places of the events after which to look: the last one of each equal slice of time that has any."""
    if not events:
        return set()
    most = max(8, min(MOST_STEPS, MOST_STANCES // len(events)))
    first, span = events[0].at, (events[-1].at - events[0].at).total_seconds()
    slices = {_slice((event.at - first).total_seconds(), span, most): place for place, event in enumerate(events)}
    return set(slices.values())


def _slice(since: float, span: float, slices: int) -> int:
    return round(since / span * slices) if span else 0


def _step(ledger: Ledger, at: datetime) -> Step:
    classes = Counter(line.cls for line in standing(ledger).entries if not line.parked)
    return Step(
        at,
        agreed=_of(classes, SETTLED),
        apart=_of(classes, (StandingClass.DIVERGING, StandingClass.CONTESTED)),
        one_sided=_of(classes, (StandingClass.ONE_SIDED,)),
        unsettled=_of(classes, (StandingClass.UNTESTED, StandingClass.OPEN)),
    )


def _of(counts: Counter[StandingClass | None], classes: Iterable[StandingClass]) -> int:
    return sum(counts[cls] for cls in classes)
