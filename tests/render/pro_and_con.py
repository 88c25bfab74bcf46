"""A debate like those of public pro-and-con sites: a tree of statements, each for or against the one above it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.ledger.entries import Answer, Degree, Kind, Relation
from bot.ledger.record import events as e
from bot.ledger.record.events import Change, Event

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
PEOPLE = 9
BRANCHES = (4, 3, 3, 2, 1)
"""How many statements answer each one of the level above: five levels of pro and con."""

WORDS = (
    "{n}: a tax on sugar lowers how much of it people drink, above all where the poorest live and little else is sold",
    "There is no evidence of that.",
    "Shops near the border would lose their customers to the other side within a month of its coming into force",
    "Those who drink most of it change their habits least, as studies from {n} cities show again and again",
    "What is raised goes into school meals, so that children gain twice",
    "{n}: people should decide for themselves",
)


def pro_and_con(statements: int) -> list[Event]:
    """The events of two sides and so many statements in five levels. Who answers what follows a fixed pattern."""
    changes = [*_opening(), *_tree(statements)]
    return [Event(70, n, START + timedelta(minutes=n), actor, change) for n, (actor, change) in enumerate(changes, 1)]


def _opening() -> Iterator[tuple[int, Change]]:
    yield 0, e.DebateOpened(7, True, "Should drinks with added sugar be taxed by how much sugar is in them?")
    yield 1, e.SideNamed(1, "Yes, by the gram, and what it brings goes to schools")
    yield 1, e.SideNamed(2, "No, people know best what they want to drink")
    for person in range(1, PEOPLE + 1):
        yield person, e.ParticipantMet(person, str(100 + person), f"person {person}")
        yield person, e.SideJoined(person, 1 + person % 2)


def _tree(statements: int) -> Iterator[tuple[int, Change]]:
    for number, above, depth in _shape(statements):
        author = 1 + number % PEOPLE
        words = WORDS[number % len(WORDS)].format(n=number)
        kind = Kind.CRUX if number % 17 == 3 else Kind.CLAIM
        yield author, e.EntryTagged(number, kind, author, author, False, 70, 9000 + number, statement=words)
        yield author, e.StanceTaken(number, author, 1, Answer.AGREE)
        if kind is Kind.CRUX:
            yield author, e.CruxMarked(number, author, None, Degree.FULLY)
        if above:
            relation = Relation.SUPPORTS if (number + depth) % 2 else Relation.ATTACKS
            yield author, e.EntriesLinked(number, relation, above)
        yield from _answers(number, author)


def _answers(number: int, author: int) -> Iterator[tuple[int, Change]]:
    for person in range(1, PEOPLE + 1):
        if person != author and (number * person) % 4 != 1:
            against = number % 3 == 1 or (number % 3 == 2 and person % 2)
            yield person, e.StanceTaken(number, person, 1, Answer.DISAGREE if against else Answer.AGREE)
            if number % 17 == 3 and person % 2 != author % 2:
                yield person, e.CruxMarked(number, person, None, Degree.PARTLY)


def _shape(statements: int) -> Iterator[tuple[int, int, int]]:
    """Number, the number of the statement above (0: none) and level, level by level until there are enough."""
    above, number = [0], 0
    for depth, branches in enumerate((*BRANCHES, statements)):
        level = []
        for parent in above:
            for _ in range(branches):
                if number == statements:
                    return
                number += 1
                level.append(number)
                yield number, parent, depth
        above = level
