"""Answers among the events of a file: nearly all of a large ledger, so those that follow one another go together."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import NamedTuple, TypeAlias

from bot.exchange.read_events import ReadEvent
from bot.ledger.file_problems import FileError
from bot.ledger.record.events import Event, StanceTaken, change_of

AT_ONCE = 200
"""The most answers that are taken at once, so that few of them wait for each other."""

_HASH = 64
"""Characters of a hash in hexadecimal."""


class ReadAnswers(NamedTuple):
    """Answers that follow one another, none of which came with a concession: each field of them all in a column."""

    moments: Sequence[str]
    """In ISO 8601."""
    actors: Sequence[int]
    entries: Sequence[int]
    people: Sequence[int]
    wordings: Sequence[int]
    answers: Sequence[str]
    credences: Sequence[int | None]
    hashes: str
    """In hexadecimal, one behind the other."""

    @classmethod
    def of(cls, run: Sequence[ReadEvent]) -> "ReadAnswers":
        """A run of answers, of which there is at least one."""
        moments, actors, _, values, _, _, hashes = zip(*run, strict=True)
        entries, people, wordings, answers, credences, _ = zip(*values, strict=True)
        return cls(moments, actors, entries, people, wordings, answers, credences, "".join(hashes))

    def hash(self, place: int) -> str:
        """The hash of the answer at that place; the first one is at 0."""
        return self.hashes[_HASH * place : _HASH * (place + 1)]

    def events(self, debate: int, first: int) -> Iterator[Event]:
        """The answers as events; `first` is the number of the first one."""
        for number, (at, actor, *values) in enumerate(zip(*self[:-1], strict=True), first):
            change = change_of(StanceTaken.verb, (*values, None))
            yield Event(debate, number, datetime.fromisoformat(at), actor, change)


ReadPart: TypeAlias = ReadEvent | ReadAnswers


class UntilWrong:
    """What is read of a file up to what is wrong with it, which is kept: what stands before it comes first."""

    def __init__(self, events: Iterable[ReadEvent]) -> None:
        self._events = events
        self.wrong: FileError | None = None

    def __iter__(self) -> Iterator[ReadEvent]:
        try:
            yield from self._events
        except FileError as wrong:
            self.wrong = wrong


def in_runs(events: Iterable[ReadEvent]) -> Iterator[list[ReadEvent]]:
    """The same events: answers that follow one another together, any other event by itself."""
    for together, run in groupby(events, key=_is_plain):
        while some := list(islice(run, AT_ONCE if together else 1)):
            yield some


def part_of(run: Sequence[ReadEvent]) -> ReadPart:
    """What a run of `in_runs` is taken as."""
    return ReadAnswers.of(run) if _is_plain(run[0]) else run[0]


def _is_plain(event: ReadEvent) -> bool:
    """Whether it is an answer that came with no concession."""
    return event[2] == StanceTaken.verb and event[3][-1] is None
