"""What readers are told, worked out from a whole ledger: to hold against what is counted by the database."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.ledger.entries import Entry, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import SideName
from bot.ledger.standing.counts import counted
from bot.ledger.standing.outline import Outline, Page
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling.card import Waiting
from bot.ledger.telling.outcome import told
from bot.ledger.telling.status import DebateStatus, SideStatus


def outline_of(ledger: Ledger, sequence: int = 1, sealed: bytes = b"") -> Outline:
    """The outline of a whole ledger."""
    now, known = standing(ledger), counted(ledger)
    alone = [None] if now.is_room else [min(side.people) for side in now.sides if not ledger.sides]
    keys = alone or [side.number for side in now.sides]
    return Outline(
        sequence=sequence,
        hash=sealed,
        declared=bool(ledger.sides),
        camps={key: side.people for key, side in zip(keys, now.sides, strict=True)},
        answered=set(known.answered),
        unsided=set(now.unsided),
        numbers=sorted(line.entry.number for line in now.entries),
        live=Counter(entry.kind for entry in ledger.entries.values() if entry.status is Status.LIVE),
        waiting={entry.number: entry.wording.number for entry in _awaiting(ledger)},
        merged={number: entry.merged_into for number, entry in ledger.entries.items() if entry.merged_into is not None},
        terms=sum(term.can_be_read for term in ledger.definitions.values()),
        uncounted=_uncounted(ledger),
    )


def _uncounted(ledger: Ledger) -> set[int]:
    people = ledger.participants.values()
    return {person.number for person in people if person.uncounted and not person.forgotten}


def _awaiting(ledger: Ledger) -> Sequence[Entry]:
    entries = (entry for _, entry in sorted(ledger.entries.items()))
    return [entry for entry in entries if entry.asks_for_stances and entry.parking is None]


def page_of(ledger: Ledger, number: int = 1, length: int = 10) -> Page:
    """A page of a whole ledger."""
    return outline_of(ledger).page(number, length)


def status_of(ledger: Ledger, named: int = 20) -> DebateStatus:
    """A whole ledger in a few numbers."""
    now = standing(ledger)
    live = [entry for entry in ledger.entries.values() if entry.status is Status.LIVE]
    return DebateStatus(
        debate=ledger.debate,
        live=Counter(entry.kind for entry in live),
        proposed=len(now.proposed),
        sides=tuple(
            SideStatus(name, len(people), tuple(map(ledger.name, sorted(people)[:named])))
            for name, people in _sides(ledger, now)
        ),
        unsided=len(now.sides[0].people if now.is_room else now.unsided),
        uncounted=len(_uncounted(ledger)),
        outcome=told(ledger.debate, ledger),
    )


def _sides(ledger: Ledger, now: Standing) -> Iterator[tuple[SideName, frozenset[int]]]:
    people = {side.number: side.people for side in now.sides}
    for number, side in sorted(ledger.sides.items()):
        yield side.called, people.get(number, frozenset())
    if not ledger.sides and not now.is_room:
        yield from ((side.name, side.people) for side in now.sides)


def unanswered(ledger: Ledger, person: int | None) -> Sequence[Entry]:
    """The entries that wait for a person's stance, by number; None is somebody whom the ledger has not met."""
    answered = {stance.entry: stance for stance in ledger.stances.values() if stance.person == person}
    return [
        entry
        for entry in _awaiting(ledger)
        if entry.number not in answered or not answered[entry.number].counts_for(entry)
    ]


def waiting_for(ledger: Ledger, person: int | None, after: int) -> Waiting:
    """What waits for a person's stance, from the first entry behind the number `after` on."""
    waiting = unanswered(ledger, person)
    first = next((entry for entry in waiting if entry.number > after), None)
    if first is None:
        return Waiting(None, len(waiting), None, reworded=False)
    return Waiting(first, len(waiting), ledger.name(first.author), (first.number, person) in ledger.stances)
