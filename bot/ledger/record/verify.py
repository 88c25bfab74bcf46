"""Whether a ledger is still what was written: its events one behind the other, and the tables that follow from them.

Nothing is taken for granted here: what the database holds may be anything.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from bot.ledger.entries import Ledger, Participant
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText, event_hash
from bot.ledger.record.erasure import has_reason
from bot.ledger.record.events import Change, Event, change_from
from bot.ledger.record.replay import Replay
from bot.ledger.record.verb import TEXT

HASH_BYTES = 32
MOST_GUESSES = 1000
"""Up to which number it is tried what a changed number was before: numbers of people and entries are small."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text of an event as the database keeps it."""

    field: str
    words: str | None
    salt: bytes | None
    commitment: bytes | None


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as the database keeps it: its data as JSON text, its moment None where it is none that can be."""

    debate: int
    sequence: int
    at: datetime | None
    actor: int | None
    verb: str | None
    entry: int | None
    data: str | None
    hash: bytes | None
    texts: tuple[KeptText, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in words; `event` is the number of the event that it is wrong with, if it is one."""

    event: int | None
    words: str

    def __str__(self) -> str:
        return self.words if self.event is None else f"event {self.event}: {self.words}"


class Unreadable(ValueError):
    """An event that is none; the message says why."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """An event whose hash does not fit: the event behind it tells whether it is the hash that was changed."""

    before: bytes
    sealed: SealedEvent
    computed: bytes


class Verification:
    """A ledger's events under examination, one after the other."""

    def __init__(self) -> None:
        self.events = 0
        self.erased = 0
        self._replay = Replay()
        self._last: KeptEvent | None = None
        self._before = GENESIS
        self._suspect: _Suspect | None = None
        self._problem: Problem | None = None
        self._words_gone: list[tuple[Event, str]] = []
        self._forgotten: dict[int, int] = {}
        self._deleted: dict[int, int] = {}

    def take(self, kept: KeptEvent) -> None:
        """Go on with the next event, whatever it is."""
        if self._suspect is not None:
            self._judge(self._suspect, self._follows(self._suspect, kept))
        due = self._last.sequence + 1 if self._last else 1
        self.events += 1
        self._last = kept
        if self._problem is not None:
            return
        if kept.sequence != due:
            self._problem = Problem(due, "it is missing")
            return
        try:
            self._examine(kept, read(kept))
        except ValueError as wrong:
            self._problem = Problem(kept.sequence, str(wrong))

    def _examine(self, kept: KeptEvent, sealed: SealedEvent) -> None:
        event = sealed.event
        if kept.entry != event.entry:
            raise Unreadable(f"its column “entry” was changed: it says {kept.entry}, the event {event.entry}")
        for name, text in sealed.texts.items():
            if not text.is_whole:
                raise Unreadable(f"its text “{name}” or the salt or commitment of that was changed")
        computed = event_hash(self._before, event, _commitments(sealed))
        if computed != sealed.hash:
            self._suspect = _Suspect(self._before, sealed, computed)
            return
        try:
            self._replay.take(event)
        except (ValueError, KeyError, TypeError):
            raise Unreadable("it does not follow from the events before it") from None
        self._before = computed
        self._remember(sealed)

    def _remember(self, sealed: SealedEvent) -> None:
        event = sealed.event
        gone = [name for name, text in sealed.texts.items() if text.is_erased]
        self.erased += len(gone)
        self._words_gone += [(event, name) for name in gone]
        if (erases := event.change.traits.erases) is not None:
            of_person = event.change.form.names[erases].kind is Participant
            self._reasons_of(of_person)[getattr(event.change, erases)] = event.sequence

    def _reasons_of(self, of_person: bool) -> dict[int, int]:
        return self._forgotten if of_person else self._deleted

    def _follows(self, suspect: _Suspect, kept: KeptEvent) -> bool:
        """Whether the event behind a suspect one was sealed behind what that one says."""
        try:
            behind = read(kept)
        except ValueError:
            return False
        return event_hash(suspect.computed, behind.event, _commitments(behind)) == behind.hash

    def _judge(self, suspect: _Suspect, only_its_hash: bool) -> None:
        self._suspect = None
        what = "its hash was changed" if only_its_hash else _what_was_changed(suspect)
        self._problem = Problem(suspect.sealed.event.sequence, what)

    def end(self, head: tuple[int, bytes] | None) -> list[Problem]:
        """What is wrong with the events; `head` is the number and hash of the last one as the debate's row has it."""
        if self._suspect is not None:
            self._judge(self._suspect, head is not None and head[1] == self._suspect.computed)
        found = [self._problem] if self._problem is not None else []
        found += self._wrong_end(head)
        if not found:
            found += self._without_reason()
        return found

    def _wrong_end(self, head: tuple[int, bytes] | None) -> list[Problem]:
        if head is None:
            return [Problem(None, "the debate's row is missing")]
        number, last_hash = head
        last = self._last.sequence if self._last else 0
        if number > last:
            return [Problem(last + 1, f"it is missing: the debate's row (head_sequence) counts {number} events")]
        if number < last:
            return [Problem(number + 1, f"it is one too many: the debate's row (head_sequence) counts {number} events")]
        if self._last is None:
            return [Problem(None, "the debate has no events")]
        if self._problem is None and last_hash != self._last.hash:
            return [Problem(last, "it is not the one that the debate's row (head_hash) ends with")]
        return []

    def _without_reason(self) -> list[Problem]:
        ledger = self._replay.ledger()
        for event, name in self._words_gone:
            if not has_reason(event, ledger, self._forgotten, self._deleted):
                reason = "nobody was forgotten and no message deleted that would say why"
                return [Problem(event.sequence, f"its text “{name}” was erased, and {reason}")]
        return []

    def ledger(self) -> Ledger:
        """What the events give, once `end` has found nothing wrong with them."""
        return self._replay.ledger()

    @property
    def seal(self) -> bytes:
        """The hash of the last event that is whole: it seals all before it."""
        return self._before


def read(kept: KeptEvent) -> SealedEvent:
    """The event that the database keeps. Raises ValueError, naming what cannot be read."""
    if kept.at is None:
        raise Unreadable("its moment was changed to one that cannot be")
    if kept.actor is None or kept.verb is None or kept.data is None:
        raise Unreadable("its actor, verb or data is gone")
    if kept.hash is None or len(kept.hash) != HASH_BYTES:
        raise Unreadable("its hash was changed: it is none any more")
    try:
        data = json.loads(kept.data)
    except (ValueError, RecursionError):
        raise Unreadable("its data cannot be read") from None
    if not isinstance(data, dict):
        raise Unreadable("its data is no object")
    texts = {text.field: SealedText(text.words, text.salt, text.commitment or b"") for text in kept.texts}
    change = change_from(kept.verb, data, {name: text.words for name, text in texts.items()})
    return SealedEvent(Event(kept.debate, kept.sequence, kept.at, kept.actor, change), texts, kept.hash)


def _commitments(sealed: SealedEvent) -> dict[str, bytes]:
    return {name: text.commitment for name, text in sealed.texts.items()}


# What a changed event was before, where one thing alone was changed and there are few things that it can have been


def _what_was_changed(suspect: _Suspect) -> str:
    sealed = suspect.sealed
    for what, event, commitments in chain(_other_fields(sealed), _fewer_texts(sealed)):
        if event_hash(suspect.before, event, commitments) == sealed.hash:
            return what
    return "it was changed: its moment, its verb, its data or which texts it has"


_Guess = tuple[str, Event, dict[str, bytes]]


def _other_fields(sealed: SealedEvent) -> Iterator[_Guess]:
    event, commitments = sealed.event, _commitments(sealed)
    numbers = range(min(event.sequence, MOST_GUESSES) + 1)
    for actor in numbers:
        yield f"its actor was changed: it was {actor}", replace(event, actor=actor), commitments
    for f in fields(event.change):
        if TEXT in f.metadata:
            continue
        for value in _values(event.change.form.types[f.name], range(max(len(numbers), 101))):
            earlier: Change = replace(event.change, **{f.name: value})
            yield f"its “{f.name}” was changed: it was {value}", replace(event, change=earlier), commitments


def _values(kinds: tuple[type, ...], numbers: range) -> Iterator[object]:
    for kind in kinds:
        if kind is bool:
            yield from (True, False)
        elif kind is int:
            yield from numbers
        elif kind is type(None):
            yield None
        elif issubclass(kind, StrEnum):
            yield from kind


def _fewer_texts(sealed: SealedEvent) -> Iterator[_Guess]:
    commitments = _commitments(sealed)
    for name in commitments:
        rest = {other: value for other, value in commitments.items() if other != name}
        yield f"its text “{name}” was added", sealed.event, rest


# The tables


def differences(replayed: Ledger, standing: Ledger) -> list[Problem]:
    """Where the tables say something else than the events replayed: table, row, and what of it."""
    found = list(_unlike("debate", replayed.debate, standing.debate))
    for table, rows, kept in (
        ("side", replayed.sides, standing.sides),
        ("participant", replayed.participants, standing.participants),
        ("entry", replayed.entries, standing.entries),
        ("stance", replayed.stances, standing.stances),
        ("crux mark", replayed.marks, standing.marks),
        ("definition", replayed.definitions, standing.definitions),
        ("link", {link: link for link in replayed.links}, {link: link for link in standing.links}),
        ("digest", dict(enumerate(replayed.digests, 1)), dict(enumerate(standing.digests, 1))),
    ):
        found += _unlike_rows(table, rows, kept)
    return found


def _unlike_rows(table: str, rows: Mapping[Any, object], kept: Mapping[Any, object]) -> Iterator[Problem]:
    for key, row in rows.items():
        if key not in kept:
            yield Problem(None, f"the tables lack {_row(table, key)}")
        else:
            yield from _unlike(_row(table, key), row, kept[key])
    for key in kept:
        if key not in rows:
            yield Problem(None, f"the tables have {_row(table, key)}, and the events do not")


def _row(table: str, key: object) -> str:
    if isinstance(key, int):
        return f"{table} #{key}"
    if isinstance(key, tuple):
        entry, person, *target = key
        return f"{table} on #{entry} by person {person}" + "".join(f" for #{n}" for n in target if n is not None)
    return f"{table} {key}"


def _unlike(row: str, right: object, kept: object) -> Iterator[Problem]:
    if right == kept:
        return
    names = [f.name for f in fields(right)]  # type: ignore[arg-type]
    wrong = [name for name in names if getattr(right, name) != getattr(kept, name)]
    yield Problem(None, f"the tables differ from the events in {row}: {', '.join(_column(name) for name in wrong)}")


def _column(name: str) -> str:
    return "statement" if name == "wordings" else name
