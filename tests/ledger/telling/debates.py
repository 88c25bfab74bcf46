"""Small debates, made at random or written by hand."""

import random
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Kind
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event
from bot.ledger.record.replay import replay
from bot.ledger.standing.standing import EntryStanding, standing

START = datetime(2026, 1, 1, tzinfo=UTC)


def written(changes: list[Change]) -> Ledger:
    """The ledger of these changes, a minute apart."""
    numbered = enumerate(changes, start=1)
    return replay(Event(1, n, START + timedelta(minutes=n), 1, change) for n, change in numbered)


def opened(people: int, sides: int) -> list[Change]:
    """A debate that has met so many people, with so many sides that nobody is on yet."""
    met = [e.ParticipantMet(n, str(n), f"person {n}") for n in range(1, people + 1)]
    named = [e.SideNamed(n, f"Side {n}") for n in range(1, sides + 1)]
    return [e.DebateOpened(1, True, "Should we build?"), *met, *named]


def claim(number: int, author: int) -> list[Change]:
    """A claim with which its author agrees."""
    tagged = e.EntryTagged(number, Kind.CLAIM, author, author, False, statement=f"Statement {number}")
    return [tagged, e.StanceTaken(number, author, 1, Answer.AGREE)]


def at_random(chance: random.Random, sides: int) -> list[Change]:
    """A debate of up to nine people, each on a side, who have answered half of up to four claims."""
    people, entries = chance.randint(3, 9), chance.randint(1, 4)
    changes = opened(people, sides)
    if sides:
        changes += [e.SideJoined(n, chance.randint(1, sides)) for n in range(1, people + 1)]
    for number in range(1, entries + 1):
        author = chance.randint(1, people)
        changes += claim(number, author)
        for person in range(1, people + 1):
            if person != author and chance.random() < 0.5:
                changes.append(e.StanceTaken(number, person, 1, chance.choice(list(Answer))))
    return changes


def line_of(ledger: Ledger, entry: int) -> EntryStanding:
    """Where an entry stands."""
    return next(line for line in standing(ledger).entries if line.entry.number == entry)
