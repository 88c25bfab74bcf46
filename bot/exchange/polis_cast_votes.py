"""The votes of a ledger as Polis keeps them: who cast which vote on which comment, and when.

What people answered to a statement in force is a vote, an earlier answer too; what waits on an earlier wording is none.
Of whoever counts nowhere (they were forgotten, or do not count in their server) there is neither vote nor row.

Votes are kept on a disk, in their order: only what one person has ever answered to one comment is in memory at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile

from bot.exchange.ledger_source import LedgerSource
from bot.exchange.sorted_spool import SortedSpool
from bot.ledger.entries import Answer, Entry, Kind, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.standing.counts import is_room, sides_of

VOTES = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.UNSURE: 0}

MODERATED = {Status.LIVE: 1, Status.PROPOSED: 0, Status.WITHDRAWN: -1, Status.MERGED: -1}
"""Accepted, not looked at, rejected. What somebody declined to have said is no comment of theirs."""


@dataclass(frozen=True, slots=True)
class CastVote:
    """One vote of one person, on the comment that has the entry's number; a later one takes its place."""

    at: datetime
    comment: int
    person: int
    value: int


_Taken = tuple[int, int, int, int, int, int]
"""An answer as it was given: entry, person, number of the event, microseconds since 1970, wording, vote.

The wording is 0 where it was taken back.
"""


@dataclass(frozen=True, slots=True)
class CastVotes:
    """A ledger as a conversation; participants and comments have the numbers of its people and entries."""

    ledger: Ledger
    comments: Mapping[int, Entry]
    groups: Mapping[int, int]
    """The place of each person's side, counted from 0; absent where they are on none."""
    _taken: Iterable[_Taken]

    def each(self) -> Iterator[list[CastVote]]:
        """The votes of one person on one comment in their order, of which the last one counts; by comment and person.

        They are read anew each time.
        """
        for (comment, person), taken in groupby(self._taken, key=itemgetter(0, 1)):
            in_force = self.comments[comment].wording.number
            counting = ((at, vote) for at, wording, vote in _kept(taken) if wording == in_force)
            if votes := [CastVote(at, comment, person, vote) for at, vote in counting]:
                yield votes


@contextmanager
def cast_votes_of(source: LedgerSource) -> Iterator[CastVotes]:
    """The conversation that a ledger is; its votes can be read until this is left."""
    ledger = source.ledger
    comments = {number: entry for number, entry in sorted(ledger.entries.items()) if _is_comment(entry)}
    with TemporaryFile() as file:
        spool = SortedSpool[_Taken](file)
        for line in source.events():
            taken = _taken(line.event)
            if taken is not None and taken[0] in comments and not ledger.counts_nowhere(taken[1]):
                spool.add(taken)
        yield CastVotes(ledger, comments, _groups(source), spool)


def _is_comment(entry: Entry) -> bool:
    return entry.kind is not Kind.CONCESSION and entry.statement is not None and entry.status in MODERATED


def _groups(source: LedgerSource) -> dict[int, int]:
    """The sides as a standing has them; everybody together is none."""
    ledger = source.ledger
    sides = sides_of(ledger, None if ledger.sides else _present(source))
    if is_room(ledger, sides):
        return {}
    return {person: place for place, side in enumerate(sides) for person in sorted(side.people)}


def _present(source: LedgerSource) -> frozenset[int]:
    """Who has a stance on a live entry."""
    live = [number for number, entry in sorted(source.ledger.entries.items()) if entry.status is Status.LIVE]
    people = {stance.person for stance in (source.stances(live) if live else ())}
    return frozenset(person for person in people if not source.ledger.counts_nowhere(person))


_FIRST, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def _taken(event: Event) -> _Taken | None:
    """What an event answers, or takes back."""
    at = (event.at - _FIRST) // _MICROSECOND
    match event.change:
        case e.StanceTaken(entry=entry, person=person, wording=wording, answer=answer):
            return entry, person, event.sequence, at, wording, VOTES[answer]
        case e.StanceWithdrawn(entry=entry, person=person):
            return entry, person, event.sequence, at, 0, 0
    return None


def _kept(taken: Iterable[_Taken]) -> list[tuple[datetime, int, int]]:
    """The moments, wordings and votes of one person on one comment that were not taken back since."""
    kept: list[tuple[datetime, int, int]] = []
    for _, _, _, microseconds, wording, vote in taken:
        if not wording:
            kept.clear()
            continue
        at = _FIRST + timedelta(microseconds=microseconds)
        # Clocks go back now and then, and of two votes Polis lets the later moment count.
        kept.append((max(at, kept[-1][0]) if kept else at, wording, vote))
    return kept
