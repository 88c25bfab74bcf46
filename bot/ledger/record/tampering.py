"""What a changed event was before, where one thing alone was changed and there are few things that it can have been."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import chain

from bot.ledger.record.chain import SealedEvent, event_hash
from bot.ledger.record.events import Change, Event
from bot.ledger.record.findings import ActorChanged, FieldChanged, Finding, Flaw, TextAdded
from bot.ledger.record.verb import TEXT

MOST_GUESSES = 1000
"""Up to which number it is tried what a changed number was before: numbers of people and entries are small."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """An event whose hash does not fit: the event behind it tells whether it is the hash that was changed."""

    before: bytes
    sealed: SealedEvent
    computed: bytes


def what_was_changed(suspect: Suspect) -> Finding:
    """What of the event was changed, as far as it can be found out."""
    sealed = suspect.sealed
    for finding, event, commitments in chain(_other_fields(sealed), _fewer_texts(sealed)):
        if event_hash(suspect.before, event, commitments) == sealed.hash:
            return finding
    return Flaw.CHANGED


_Guess = tuple[Finding, Event, dict[str, bytes]]


def _other_fields(sealed: SealedEvent) -> Iterator[_Guess]:
    event, commitments = sealed.event, sealed.commitments
    numbers = range(min(event.sequence, MOST_GUESSES) + 1)
    for actor in numbers:
        yield ActorChanged(actor), replace(event, actor=actor), commitments
    for f in fields(event.change):
        if TEXT in f.metadata:
            continue
        for value in _values(event.change.form.types[f.name], range(max(len(numbers), 101))):
            earlier: Change = replace(event.change, **{f.name: value})
            yield FieldChanged(f.name, value), replace(event, change=earlier), commitments


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
    commitments = sealed.commitments
    for name in commitments:
        rest = {other: value for other, value in commitments.items() if other != name}
        yield TextAdded(name), sealed.event, rest
