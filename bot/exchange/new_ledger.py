"""How a file of another tool becomes a ledger: its events, each sealed behind the one before.

Another tool's file has no events of Crux, so none of them is known to have been seen by it: the ledger is marked as
imported, as one from a file of ours is. Nothing is invented for it: nobody agrees with what they wrote unless the file
says so.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Answer, Kind, Relation
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record import events as e
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Change, Event
from bot.ledger.record.taken_in import LeftOut, Taken
from bot.ledger.rules.debates import QUESTION_LIMIT
from bot.ledger.statements import suggested_statement
from bot.ledger.text import one_line, shortened

Salts = Callable[[int], bytes]
"""Gives so many random bytes."""

PASSAGE_LIMIT = 4000
"""The longest passage, in characters: as long as the longest message that anybody can write."""

_FIRST_DEBATE, _LAST_DEBATE = 10**14, 10**15
"""Fifteen digits: ids of the platform have more, since its first ones were given months after it began to count."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Which debate a file becomes, and in which server; `NO_SERVER` where in none."""

    debate: int
    guild: int


@dataclass(frozen=True, slots=True)
class ForeignLedger:
    """What a file of another tool says, ready to be sealed: `debate` is a number for it that follows from the file."""

    debate: int
    sealed: Callable[[Destination, Salts, Taken], Iterator[SealedEvent]]
    """Its events; what they take of the file is counted while they are read."""


def debate_number(pieces: Iterable[bytes]) -> int:
    """The number of a debate that follows from what a file says, and that no channel of the platform has."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return _FIRST_DEBATE + int.from_bytes(digest.digest()[:8]) % (_LAST_DEBATE - _FIRST_DEBATE)


class NewLedger:
    """The events of a new ledger, made one by one; people, sides and entries are numbered from 1 in their order."""

    def __init__(self, to: Destination, salts: Salts, taken: Taken) -> None:
        self._to, self._salts, self._taken = to, salts, taken
        self._before = GENESIS
        self._sequence = 0

    def opened(self, question: str, at: datetime) -> SealedEvent:
        """The first event: a question asked by nobody of the ledger."""
        asked = shortened(one_line(question), QUESTION_LIMIT) or "?"
        return self._sealed(CRUX_ITSELF, e.DebateOpened(self._to.guild, True, asked), at)

    def met(self, name: str | None, at: datetime) -> SealedEvent:
        """Somebody of the file, who is nobody on the platform."""
        self._taken.people += 1
        number = self._taken.people
        return self._sealed(number, e.ParticipantMet(number, None, name), at)

    def side_named(self, name: str, at: datetime) -> SealedEvent:
        """A group of the file, which nobody of it has named."""
        self._taken.sides += 1
        return self._sealed(CRUX_ITSELF, e.SideNamed(self._taken.sides, name), at)

    def side_joined(self, person: int, side: int, at: datetime) -> SealedEvent:
        """Somebody is in a group, without having chosen it."""
        return self._sealed(CRUX_ITSELF, e.SideJoined(person, side), at)

    def claimed(self, author: int, words: str, at: datetime) -> SealedEvent:
        """A claim of somebody, who is not taken to agree with it.

        Of words that are longer than a statement the first sentence is the statement, and all of them its passage.
        """
        statement = suggested_statement(words) or "…"
        is_whole = statement == one_line(words)
        self._taken.claims += 1
        self._taken.leave_out(LeftOut.SHORTENED, 0 if is_whole else 1)
        number = self._taken.claims
        passage = None if is_whole else shortened(words.replace("\0", "").strip(), PASSAGE_LIMIT)
        tagged = e.EntryTagged(number, Kind.CLAIM, author, author, False, statement=statement, passage=passage)
        return self._sealed(author, tagged, at)

    def answered(self, person: int, entry: int, answer: Answer, at: datetime) -> SealedEvent:
        """Somebody's answer to a claim."""
        self._taken.stances += 1
        return self._sealed(person, e.StanceTaken(entry, person, 1, answer), at)

    def linked(self, actor: int, entry: int, relation: Relation, target: int, at: datetime) -> SealedEvent:
        """What one claim is to another."""
        return self._sealed(actor, e.EntriesLinked(entry, relation, target), at)

    def _sealed(self, actor: int, change: Change, at: datetime) -> SealedEvent:
        self._sequence += 1
        sealed = seal(self._before, Event(self._to.debate, self._sequence, at, actor, change), self._salts)
        self._before = sealed.hash
        return sealed
