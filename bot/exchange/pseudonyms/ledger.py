"""The events of a ledger written anew under pseudonyms, sealed in a chain of their own.

Three times through the events: who is there, what the whole of it says, and each event with its seal. Nothing else is
kept than the people, the digests and the texts that are erased, so that the longest ledger is written as it is read.

What stands in the result follows from what the result says: the debate's number and the salts from all of its words,
never from the ledger that it was. Two ledgers that differ in nothing but who wrote them give the same bytes, and a
pseudonymous ledger gives itself.

Pseudonyms are those of one ledger: A1 of one is somebody else than A1 of another, so that nobody is followed through
the debates of a server.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.exchange.partial_replay import FEW, PartialReplay
from bot.exchange.pseudonyms.changes import TEXTS, Identity, disguised
from bot.exchange.pseudonyms.names import NameIndex
from bot.exchange.pseudonyms.people import pseudonyms
from bot.exchange.pseudonyms.server import ServerNames
from bot.exchange.pseudonyms.traces import NUMBER, Traces
from bot.ledger.entries import Stance
from bot.ledger.ledger import Ledger
from bot.ledger.people import FormerSide, Participant, Side
from bot.ledger.record import erased_texts
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SALT_BYTES, SealedEvent, SealedText, commitment, data_as_json, event_hash
from bot.ledger.record.erased_texts import Place
from bot.ledger.record.events import Event, texts_of


def pseudonymous(sealed: Iterable[SealedEvent]) -> list[SealedEvent]:
    """The ledger of these events under pseudonyms."""
    events = list(sealed)
    first = FirstReading()
    for line in events:
        first.take(line)
    second = SecondReading(first)
    for line in events:
        second.take(line)
    third = ThirdReading(second)
    return [third.written(line) for line in events]


class FirstReading:
    """Who is in a ledger, and what they were called; which of its texts are erased without an event that says so."""

    def __init__(self) -> None:
        self.people = PartialReplay(Participant, Side, FormerSide)
        self.names: list[tuple[int, str]] = []
        self.debate: int | None = None
        self.guild: int | None = None
        self._gone: set[Place] = set()
        self._silent: int | None = None

    def take(self, sealed: SealedEvent) -> None:
        """Go on with the next event."""
        event, change = sealed.event, sealed.event.change
        self.people.take(event)
        if isinstance(change, e.DebateOpened):
            self.debate, self.guild = event.debate, change.guild
        for field, becomes in TEXTS.get(type(change), {}).items():
            if becomes is Identity.NAME and (name := getattr(change, field)) is not None:
                self.names.append((getattr(change, "person"), name))  # noqa: B009
        self._gone.update((event.sequence, name) for name, text in sealed.texts.items() if text.is_erased)
        if change.form.erased:
            self._take_reason(event)

    def _take_reason(self, event: Event) -> None:
        said: str | None = getattr(event.change, event.change.form.erased)
        if said is None:
            self._silent = event.sequence
        else:
            self._gone.difference_update(erased_texts.read(said, event.sequence))

    @property
    def unsaid(self) -> tuple[int, str] | None:
        """The last event that took texts along without saying which, and what it says now: all that nobody else says.

        Of older ledgers alone. The messages by which it could be told are not in the file any more.
        """
        if self._silent is None:
            return None
        places = [place for place in self._gone if place[0] < self._silent]
        return (self._silent, erased_texts.written(places)) if places else None


class SecondReading:
    """All that the ledger says under pseudonyms, as one number: what its salts and its own number follow from."""

    def __init__(self, first: FirstReading, server: ServerNames | None = None) -> None:
        """`server` has the names of people in other debates, who are spoken of in this one."""
        server = server or ServerNames()
        people = first.people.standing(Participant)
        self._called = pseudonyms(people, first.people.standing(Side))
        here = {number: NUMBER for number in (first.debate, first.guild) if number}
        users = {person.user: self._called[number] for number, person in people.items() if person.user is not None}
        elsewhere = ((name, called) for user, called in users.items() for name in server.of(user))
        index = NameIndex((*((name, self._called[person]) for person, name in first.names), *elsewhere))
        self._traces = Traces(index, here | users, server.index)
        self._unsaid = first.unsaid
        self._days: dict[int, datetime] = {}
        self._said = hashlib.sha256()

    def disguised(self, event: Event) -> Event:
        """The event under pseudonyms, on its day, and of no debate as yet."""
        change = disguised(event.change, self._called, self._traces)
        if self._unsaid is not None and event.sequence == self._unsaid[0]:
            change = replace(change, **{change.form.erased: self._unsaid[1]})
        return Event(0, event.sequence, self._day(event), event.actor, change)

    def _day(self, event: Event) -> datetime:
        """The beginning of its day: by the very moment a message is found. A signature is of its digest's day."""
        day = _day(event.at)
        if isinstance(event.change, e.DigestPosted):
            self._days[event.sequence] = day
        if isinstance(event.change, e.DigestSigned):
            return self._days.get(event.change.digest, day)
        return day

    def disguised_stance(self, stance: Stance) -> Stance:
        """The stance that follows from the events under pseudonyms."""
        moved = stance.moved_from
        return replace(
            stance, at=_day(stance.at), moved_from=replace(moved, at=_day(moved.at)) if moved is not None else None
        )

    def take(self, sealed: SealedEvent) -> None:
        """Go on with the next event."""
        event = self.disguised(sealed.event)
        gone = sorted(name for name, text in sealed.texts.items() if text.is_erased)
        said = (event.sequence, event.at.isoformat(), event.actor, event.change.verb, data_as_json(event.change))
        self._said.update(repr((*said, sorted(texts_of(event.change).items()), gone)).encode())

    def drawn(self, what: str, length: int) -> bytes:
        """So many bytes for a purpose, at most 32, the same for the same ledger."""
        return hashlib.sha256(self._said.digest() + what.encode()).digest()[:length]


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


class ThirdReading:
    """Seals each event in the new chain."""

    def __init__(self, second: SecondReading) -> None:
        self._second = second
        self._before = GENESIS
        self._standing = PartialReplay(*FEW)
        # Fewer digits than the platform's numbers have, and none that JSON's readers cut.
        self.number = int.from_bytes(second.drawn("debate", 6)) % 10**14 + 1

    @property
    def ledger(self) -> Ledger:
        """What stands after the events so far, without its stances."""
        return self._standing.ledger()

    @property
    def hash(self) -> bytes:
        """Of the last event so far."""
        return self._before

    def written(self, sealed: SealedEvent) -> SealedEvent:
        """The next event, sealed behind those before."""
        event = replace(self._second.disguised(sealed.event), debate=self.number)
        self._standing.take(event)
        words = texts_of(event.change)
        texts = {name: self._text(event.sequence, name, words.get(name)) for name in sealed.texts}
        self._before = event_hash(self._before, event, {name: text.commitment for name, text in texts.items()})
        return SealedEvent(event, texts, self._before)

    def _text(self, sequence: int, field: str, words: str | None) -> SealedText:
        salt = self._second.drawn(f"{sequence} {field}", SALT_BYTES)
        if words is None:
            return SealedText(None, None, commitment(salt, ""))
        return SealedText(words, salt, commitment(salt, words))
