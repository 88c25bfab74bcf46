"""Where every entry of a debate stands now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ledger.entries import Answer, Entry, Ledger, Stance, Status
from bot.ledger.verdicts import StandingClass, Tally, Verdict, order_key, standing_class, verdict


@dataclass(frozen=True, slots=True)
class SidePeople:
    """A side as it counts: its name and everybody on it."""

    name: str
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class EntryStanding:
    """An entry with its sides' answers, in the order of the sides, and the stances they count.

    `cls` is None for a concession and for a proposal. `waiting` are those whose stance is on an earlier wording.
    """

    entry: Entry
    tallies: tuple[Tally, ...]
    verdicts: tuple[Verdict, ...]
    cls: StandingClass | None
    waiting: tuple[int, ...] = ()
    counting: tuple[Stance, ...] = ()

    @property
    def parked(self) -> bool:
        return self.entry.parking is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """A debate's sides, how many are on none, and its live and proposed entries in the digest's order."""

    sides: tuple[SidePeople, ...]
    unsided: tuple[int, ...]
    entries: tuple[EntryStanding, ...]

    def of(self, cls: StandingClass) -> tuple[EntryStanding, ...]:
        """The entries of a class that are not parked."""
        return tuple(line for line in self.entries if line.cls is cls and not line.parked)

    def side_of(self, person: int) -> int | None:
        """The place of a person's side among the sides; None where they are on none."""
        return next((place for place, side in enumerate(self.sides) if person in side.people), None)


def participants(ledger: Ledger) -> frozenset[int]:
    """Those with a side, a stance on a live entry or a live entry of their own."""
    live = {number for number, entry in ledger.entries.items() if entry.status is Status.LIVE}
    sided = {number for number, person in ledger.participants.items() if person.side is not None}
    answered = {stance.person for stance in ledger.stances.values() if stance.entry in live}
    return frozenset(sided | answered | {ledger.entries[number].author for number in live})


def sides_of(ledger: Ledger) -> tuple[SidePeople, ...]:
    """The declared sides; where none is declared and exactly two people take part, each of them is a side."""
    if ledger.sides:
        people: dict[int, set[int]] = {number: set() for number in sorted(ledger.sides)}
        for number, person in ledger.participants.items():
            if person.side is not None:
                people[person.side].add(number)
        return tuple(SidePeople(ledger.sides[n].shown, frozenset(on)) for n, on in people.items())
    present = sorted(participants(ledger))
    if len(present) != 2:
        return ()
    return tuple(SidePeople(ledger.name(person), frozenset({person})) for person in present)


def standing(ledger: Ledger) -> Standing:
    """Where every live and proposed entry stands; withdrawn and declined ones stand nowhere."""
    sides = sides_of(ledger)
    answered = {s.person for s in ledger.stances.values() if ledger.entries[s.entry].asks_for_stances}
    members = [len(side.people & answered) for side in sides]
    by_entry: dict[int, list[Stance]] = {}
    for stance in ledger.stances.values():
        by_entry.setdefault(stance.entry, []).append(stance)
    lines = [
        _entry_standing(entry, by_entry.get(entry.number, ()), sides, members)
        for entry in ledger.entries.values()
        if entry.status in (Status.LIVE, Status.PROPOSED)
    ]
    on_a_side = frozenset[int]().union(*(side.people for side in sides))
    return Standing(sides, tuple(sorted(participants(ledger) - on_a_side)), tuple(sorted(lines, key=_place)))


def _entry_standing(
    entry: Entry, stances: Sequence[Stance], sides: Sequence[SidePeople], members: Sequence[int]
) -> EntryStanding:
    counting = tuple(s for s in stances if entry.asks_for_stances and s.counts_for(entry))
    answers = {stance.person: stance.answer for stance in counting}
    waiting = tuple(sorted(s.person for s in stances if entry.asks_for_stances and not s.counts_for(entry)))
    tallies = tuple(_tally(side, answers, n) for side, n in zip(sides, members, strict=True))
    verdicts = tuple(verdict(tally) for tally in tallies)
    cls = standing_class(verdicts) if entry.asks_for_stances else None
    return EntryStanding(entry, tallies, verdicts, cls, waiting, counting)


def _tally(side: SidePeople, answers: Mapping[int, Answer], members: int) -> Tally:
    if len(answers) < len(side.people):
        found = Counter(answer for person, answer in answers.items() if person in side.people)
    else:
        found = Counter(answers[person] for person in side.people if person in answers)
    return Tally(found[Answer.AGREE], found[Answer.DISAGREE], found[Answer.UNSURE], members)


def _place(line: EntryStanding) -> tuple[int, float, int]:
    if line.cls is None:
        return len(StandingClass), 0.0, line.entry.number
    return (*order_key(line.cls, line.tallies), line.entry.number)
