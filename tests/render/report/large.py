"""A debate of many entries and people: each claim answered by a few of them."""

from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Degree, Kind, Relation
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
ANSWERS = tuple(Answer)


def large_debate(entries: int, people: int, answers: int = 3) -> list[Event]:
    """The events of two sides of `people` in all, and so many entries with so many answers each."""
    changes: list[tuple[int, Change]] = [
        (0, e.DebateOpened(7, True, "Should the city build more homes?")),
        (1, e.SideNamed(1, "Build")),
        (1, e.SideNamed(2, "Wait")),
    ]
    for person in range(1, people + 1):
        changes.append((person, e.ParticipantMet(person, str(1000 + person), f"person {person}")))
        changes.append((person, e.SideJoined(person, 1 + person % 2)))
    for number in range(1, entries + 1):
        author = 1 + number * 7 % people
        kind = Kind.CRUX if number % 10 == 0 else Kind.CLAIM
        said = f"Claim {number}: rents in district {number % 97} fall when {number % 13} more homes are built there"
        changes.append((author, e.EntryTagged(number, kind, author, author, False, 70, 9000 + number, statement=said)))
        changes.append((author, e.StanceTaken(number, author, 1, Answer.AGREE)))
        if kind is Kind.CRUX:
            changes.append((author, e.CruxMarked(number, author, None, Degree.FULLY)))
        if number % 5 == 0:
            changes.append((author, e.EntriesLinked(number, Relation.SUPPORTS, number - number % 100 or 1)))
        for place in range(1, answers):
            person = 1 + (number * 7 + place * 3) % people
            changes.append((person, e.StanceTaken(number, person, 1, ANSWERS[(number + place) % 3])))
    return [
        Event(70, sequence, START + timedelta(seconds=sequence), actor, change)
        for sequence, (actor, change) in enumerate(changes, start=1)
        if not (isinstance(change, e.EntriesLinked) and change.entry == change.target)
    ]
