"""Whole debates to send through every format: the seed debate, and three larger ones of different shapes.

`two-sides` is long: hundreds of entries, thousands of stances. `room` has no sides, and everything that waits, is
proposed or was taken back. `hostile` has three sides, every verb, and words in which formats have markup or that are
written from right to left.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from importlib.resources import files
from itertools import chain

from bot.exchange import ledger_json
from bot.ledger.entries import Answer, Degree, Kind, Relation, Scope
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.text import one_line
from tests.exchange.hostile_words import HOSTILE
from tests.exchange.ledgers import GUILD, MERGED, START

NAMES = ("seed", "two-sides", "room", "hostile")

ANSWERS = (Answer.AGREE, Answer.AGREE, Answer.DISAGREE, Answer.UNSURE)

BETWEEN = timedelta(milliseconds=137)
"""Several events fall into one second, as they do where many people answer."""

Doing = tuple[int, Change]
"""Who does it, and what."""


@cache
def debate(name: str) -> tuple[SealedEvent, ...]:
    """The events of the debate of that name."""
    if name == "seed":
        written = (files("bot.demo") / "open-ended-rl.ledger.json").read_text(encoding="utf-8")
        return tuple(ledger_json.loads(written))
    doings = {"two-sides": _two_sides, "room": _room, "hostile": _hostile}[name]()
    return tuple(_sealed(2**60 + 1 + NAMES.index(name), doings))


def _sealed(number: int, doings: Iterable[Doing]) -> Iterator[SealedEvent]:
    before = GENESIS
    for sequence, (actor, change) in enumerate(doings, start=1):
        event = Event(number, sequence, START + sequence * BETWEEN, actor, change)
        line = seal(before, event, sequence.to_bytes)
        yield line
        before = line.hash


def _people(names: Iterable[str], *, sides: int, first: int = 1) -> Iterator[Doing]:
    for person, name in enumerate(names, start=first):
        yield person, e.ParticipantMet(person, str(10**17 + person), name)
        if sides:
            yield person, e.SideJoined(person, 1 + person % sides)


def _answers(entry: int, people: Iterable[int], wording: int = 1) -> Iterator[Doing]:
    for place, person in enumerate(people):
        credence = None if place % 3 else (entry * 7 + person * 11) % 101
        answer = ANSWERS[(entry + 3 * person + place) % len(ANSWERS)]
        yield person, e.StanceTaken(entry, person, wording, answer, credence)


def _two_sides(entries: int = 300, people: int = 42, answers: int = 7) -> Iterator[Doing]:
    yield 0, e.DebateOpened(GUILD, True, "Should the city build more homes?")
    yield 0, e.SideNamed(1, "Build")
    yield 0, e.SideNamed(2, "Wait")
    yield from _people((f"person {number}" for number in range(1, people + 1)), sides=2)
    for number in range(1, entries + 1):
        author = 1 + number * 7 % people
        kind = Kind.CRUX if number % 10 == 0 else Kind.CLAIM
        said = f"Rents in district {number % 97} fall when {number % 13} more homes are built there ({number})"
        yield author, e.EntryTagged(number, kind, author, author, False, 2**59, 2**58 + number, statement=said)
        if kind is Kind.CRUX:
            yield author, e.CruxMarked(number, author, None, Degree.FULLY)
        yield from _answers(number, (1 + (author - 1 + 5 * place) % people for place in range(answers)))
        if number > 1 and number % 4:
            relation = Relation.SUPPORTS if number % 3 else Relation.ATTACKS
            yield author, e.EntriesLinked(number, relation, number // 2)
    yield 0, e.DigestPosted(400, 2**58, told="1 2")


def _room(entries: int = 30, people: int = 40, answers: int = 16) -> Iterator[Doing]:
    yield 0, e.DebateOpened(GUILD, True, "What do we want to read together?")
    yield from _people((f"reader {number}" for number in range(1, people + 1)), sides=0)
    for number in range(1, entries + 1):
        author = 1 + number * 11 % people
        answering = [1 + (author - 1 + 2 * place) % people for place in range(answers)]
        kind = Kind.CRUX if number % 5 == 0 else Kind.CLAIM
        yield author, e.EntryTagged(number, kind, author, author, False, statement=f"Book {number} is worth a month")
        yield from _answers(number, answering)
        if number % 6 == 0:
            yield author, e.EntryReworded(number, 2, f"Book {number} is worth a month of evenings")
            yield from _answers(number, answering[::2], wording=2)
        if number % 7 == 0:
            yield answering[1], e.StanceWithdrawn(number, answering[1])
        if number % 15 == 0:
            yield author, e.CruxMarked(number, author, number - 1, Degree.PARTLY)
    yield from _what_does_not_count(entries)


def _what_does_not_count(entries: int) -> Iterator[Doing]:
    """Entries that were proposed, declined, withdrawn, merged or parked, and people who count nowhere."""
    first = entries + 1
    yield (
        1,
        e.EntryTagged(first, Kind.CLAIM, 2, 1, True, statement="Nobody has said this yet", tagger_answer=ANSWERS[0]),
    )
    yield 1, e.EntryTagged(first + 1, Kind.CLAIM, 3, 1, True, statement="Nobody wants to have said this")
    yield 3, e.EntryDeclined(first + 1)
    yield 4, e.EntryTagged(first + 2, Kind.CLAIM, 4, 4, False, statement="This was a mistake")
    yield from _answers(first + 2, (4, 5))
    yield 4, e.EntryWithdrawn(first + 2)
    yield 5, e.EntryTagged(first + 3, Kind.CLAIM, 5, 5, False, statement="A month goes by with book 2")
    yield from _answers(first + 3, (5, 6, 7))
    yield 5, e.EntriesLinked(first + 3, Relation.RESTATES, 2)
    yield 5, e.EntryMerged(first + 3, 2)
    yield 6, e.EntryParked(3, 6)
    yield 7, e.ParkingAgreed(3, 7)
    yield (
        8,
        e.EntryTagged(
            first + 4,
            Kind.CONCESSION,
            8,
            8,
            False,
            concedes=4,
            scope=Scope.WHOLE,
            conceded_answer=ANSWERS[0],
            statement="So",
        ),
    )
    yield 0, e.ParticipantCounted(9, False)


def _hostile() -> Iterator[Doing]:
    yield from ((1, change) for change in MERGED)
    yield 0, e.SideNamed(5, "三番目の立場 [x](y)")
    yield 0, e.SideRenamed(1, '=SUM(1) "الجانب الأول"')
    names = ("田中さくら", "فاطمة", "-- {x: 1} --", "=cmd|' /C calc'!A0", "<b>bo</b>", 'a, "b"; c', "#4 [y]", "İpek ß")
    yield from _people(names, sides=0, first=4)
    people = range(4, 4 + len(names))
    for person in people:
        yield person, e.SideJoined(person, (1, 2, 5)[person % 3])
    yield 2, e.StanceTaken(4, 2, 1, Answer.AGREE)
    for number, words in enumerate(dict.fromkeys(map(one_line, HOSTILE)), start=12):
        author = people[number % len(people)]
        kind = Kind.CRUX if number % 4 == 0 else Kind.CLAIM
        yield author, e.EntryTagged(number, kind, author, author, False, statement=words, passage=words)
        yield from _answers(number, chain((author,), (person for person in people if person != author)))
        if number > 12:
            yield author, e.EntriesLinked(number, (Relation.SUPPORTS, Relation.ATTACKS)[number % 2], number - 1)
    yield 4, e.QuestionAsked('Should "we" build? 家を, أم لا؟ =1+1 <i>#1</i>')
