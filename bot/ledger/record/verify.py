"""Whether a ledger is still what was written: its events one behind the other, and the tables that follow from them.

Nothing is taken for granted here: what the database holds may be anything.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import GENESIS, SealedEvent, SealedText, event_hash
from bot.ledger.record.erasures import Erasures
from bot.ledger.record.events import Event, MalformedChange, change_from
from bot.ledger.record.findings import (
    ColumnChanged,
    EventsTooFew,
    EventsTooMany,
    Finding,
    Flaw,
    Problem,
    TextChanged,
)
from bot.ledger.record.replay import Replay
from bot.ledger.record.tampering import Suspect, what_was_changed

HASH_BYTES = 32


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


class Unreadable(ValueError):
    """An event that is none."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class Verification:
    """A ledger's events under examination, one after the other."""

    def __init__(self) -> None:
        self.events = 0
        self.texts = 0
        self._replay = Replay()
        self._last: KeptEvent | None = None
        self._before = GENESIS
        self._suspect: Suspect | None = None
        self._problem: Problem | None = None
        self._erasures = Erasures()

    def take_all(self, some: Iterable[KeptEvent]) -> None:
        """Go on with the next events, whatever they are."""
        for stored in some:
            self.take(stored)

    def take(self, stored: KeptEvent) -> None:
        """Go on with the next event, whatever it is."""
        if self._suspect is not None:
            self._judge(self._suspect, self._follows(self._suspect, stored))
        due = self._last.sequence + 1 if self._last else 1
        self.events += 1
        self.texts += len(stored.texts)
        self._last = stored
        if self._problem is not None:
            return
        if stored.sequence != due:
            self._problem = Problem(due, Flaw.MISSING)
            return
        try:
            self._examine(stored, read(stored))
        except (Unreadable, MalformedChange) as wrong:
            self._problem = Problem(stored.sequence, wrong.finding)

    def _examine(self, stored: KeptEvent, sealed: SealedEvent) -> None:
        event = sealed.event
        if stored.entry != event.entry:
            raise Unreadable(ColumnChanged(stored.entry, event.entry))
        for name, text in sealed.texts.items():
            if not text.is_whole:
                raise Unreadable(TextChanged(name))
        computed = event_hash(self._before, event, sealed.commitments)
        if computed != sealed.hash:
            self._suspect = Suspect(self._before, sealed, computed)
            return
        try:
            self._replay.take(event)
            self._erasures.take(event, sealed.texts)
        except (ValueError, KeyError, TypeError):
            raise Unreadable(Flaw.DOES_NOT_FOLLOW) from None
        self._before = computed

    def _follows(self, suspect: Suspect, stored: KeptEvent) -> bool:
        """Whether the event behind a suspect one was sealed behind what that one says."""
        try:
            behind = read(stored)
        except (Unreadable, MalformedChange):
            return False
        return event_hash(suspect.computed, behind.event, behind.commitments) == behind.hash

    def _judge(self, suspect: Suspect, only_its_hash: bool) -> None:
        self._suspect = None
        what = Flaw.HASH_CHANGED if only_its_hash else what_was_changed(suspect)
        self._problem = Problem(suspect.sealed.event.sequence, what)

    def end(self, head: tuple[int, bytes] | None) -> list[Problem]:
        """What is wrong with the events; `head` is the number and hash of the last one as the debate's row has it."""
        if self._suspect is not None:
            self._judge(self._suspect, head is not None and head[1] == self._suspect.computed)
        problems = [self._problem] if self._problem is not None else []
        problems += self._wrong_end(head)
        if not problems:
            problems += self._erasures.problems(self._replay.ledger())
        return problems

    def _wrong_end(self, head: tuple[int, bytes] | None) -> list[Problem]:
        if head is None:
            return [Problem(None, Flaw.NO_DEBATE_ROW)]
        number, last_hash = head
        last = self._last.sequence if self._last else 0
        if number > last:
            return [Problem(last + 1, EventsTooFew(number))]
        if number < last:
            return [Problem(number + 1, EventsTooMany(number))]
        if self._last is None:
            return [Problem(None, Flaw.NO_EVENTS)]
        if self._problem is None and last_hash != self._last.hash:
            return [Problem(last, Flaw.NOT_THE_LAST)]
        return []

    def ledger(self) -> Ledger:
        """What the events give, once `end` has found nothing wrong with them."""
        return self._replay.ledger()

    @property
    def erased(self) -> int:
        """How many texts are erased."""
        return self._erasures.number()

    @property
    def seal(self) -> bytes:
        """The hash of the last intact event: it seals all before it."""
        return self._before


def read(stored: KeptEvent) -> SealedEvent:
    """The event that the database keeps. Raises Unreadable or MalformedChange, with what is wrong."""
    if stored.at is None:
        raise Unreadable(Flaw.IMPOSSIBLE_MOMENT)
    if stored.actor is None or stored.verb is None or stored.data is None:
        raise Unreadable(Flaw.INCOMPLETE)
    if stored.hash is None or len(stored.hash) != HASH_BYTES:
        raise Unreadable(Flaw.NO_HASH)
    try:
        data = json.loads(stored.data)
    except (ValueError, RecursionError):
        raise Unreadable(Flaw.NO_JSON) from None
    if not isinstance(data, dict):
        raise Unreadable(Flaw.NO_OBJECT)
    texts = {text.field: SealedText(text.words, text.salt, text.commitment or b"") for text in stored.texts}
    change = change_from(stored.verb, data, {name: text.words for name, text in texts.items()})
    return SealedEvent(Event(stored.debate, stored.sequence, stored.at, stored.actor, change), texts, stored.hash)
