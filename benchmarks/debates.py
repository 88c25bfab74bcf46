"""Debates of any size, as their events: two sides, entries in turn, and answers spread over them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Degree, Kind
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
FIRST_USER = 1000
"""The platform's number of the first person; the next ones follow."""

FIRST_MESSAGE = 90_000_000
"""The platform's number of the message before the first entry's."""

ANSWERS = (Answer.AGREE, Answer.AGREE, Answer.DISAGREE, Answer.UNSURE)


def argued(
    debate: int, guild: int, *, entries: int, people: int, answers: int, first_user: int = FIRST_USER
) -> list[Event]:
    """A debate where each entry has so many answers, its author's included."""
    # As people's clocks have it, to the microsecond.
    at = (START + timedelta(seconds=number, microseconds=number * 7919 % 1_000_000) for number in range(1 << 40))
    return [
        Event(debate, sequence, next(at), actor, change)
        for sequence, (actor, change) in enumerate(_changes(debate, guild, entries, people, answers, first_user), 1)
    ]


def _changes(
    debate: int, guild: int, entries: int, people: int, answers: int, first_user: int
) -> Iterator[tuple[int, Change]]:
    yield 1, e.DebateOpened(guild, True, "Should the city build more homes?")
    yield 1, e.ParticipantMet(1, str(first_user), "person 1")
    yield 1, e.SideNamed(1, "Build")
    yield 1, e.SideNamed(2, "Wait")
    for person in range(1, people + 1):
        if person > 1:
            yield person, e.ParticipantMet(person, str(first_user + person - 1), f"person {person}")
        yield person, e.SideJoined(person, 1 + person % 2)
    for number in range(1, entries + 1):
        author = 1 + number * 7 % people
        kind = Kind.CRUX if number % 10 == 0 else Kind.CLAIM
        said = f"Rents in district {number % 97} fall when {number % 13} more homes are built there ({number})"
        message = FIRST_MESSAGE + number
        yield author, e.EntryTagged(number, kind, author, author, False, debate, message, statement=said)
        if kind is Kind.CRUX:
            yield author, e.CruxMarked(number, author, None, Degree.FULLY)
        step = max(1, people // answers)
        for place in range(min(answers, people)):
            person = 1 + (author - 1 + place * step) % people
            answer = Answer.AGREE if place == 0 else ANSWERS[(number + person * 3 + place) % len(ANSWERS)]
            yield person, e.StanceTaken(number, person, 1, answer)
