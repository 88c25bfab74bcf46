"""The votes of a ledger as Polis keeps them: who cast which vote on which comment, and when.

What people answered to a statement in force is a vote, an earlier answer too; what waits on an earlier wording is none.
Of whoever counts nowhere (they were forgotten, or do not count in their server) there is neither vote nor row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.ledger.entries import Answer, Entry, Kind, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.ledger.record.replay import Replay
from bot.ledger.standing.standing import standing

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


@dataclass(frozen=True, slots=True)
class CastVotes:
    """A ledger as a conversation; participants and comments have the numbers of its people and entries."""

    ledger: Ledger
    comments: Mapping[int, Entry]
    groups: Mapping[int, int]
    """The place of each person's side, counted from 0; absent where they are on none."""
    every: tuple[CastVote, ...]
    """By comment, then by person; of one person on one comment in their order."""

    @property
    def last(self) -> dict[tuple[int, int], CastVote]:
        """The last vote of each person on each comment, by person and comment."""
        return {(vote.person, vote.comment): vote for vote in self.every}


def cast_votes_of(events: Iterable[Event]) -> CastVotes:
    """The conversation that a ledger's events are. Raises ValueError where the first one opens no debate."""
    running, taken = Replay(), _Taken()
    for event in events:
        running.take(event)
        taken.take(event)
    ledger = running.ledger()
    comments = {number: entry for number, entry in sorted(ledger.entries.items()) if _is_comment(entry)}
    now = standing(ledger)
    sides = () if now.is_room else now.sides
    groups = {person: place for place, side in enumerate(sides) for person in sorted(side.people)}
    return CastVotes(ledger, comments, groups, tuple(taken.votes(ledger, comments)))


def _is_comment(entry: Entry) -> bool:
    return entry.kind is not Kind.CONCESSION and entry.statement is not None and entry.status in MODERATED


class _Taken:
    """The answers of people to wordings, as they came and were taken back."""

    def __init__(self) -> None:
        self._answers: dict[tuple[int, int], list[tuple[int, datetime, Answer]]] = {}

    def take(self, event: Event) -> None:
        match event.change:
            case e.StanceTaken(entry=entry, person=person, wording=wording, answer=answer):
                before = self._answers.setdefault((entry, person), [])
                # Clocks go back now and then, and of two votes Polis lets the later moment count.
                at = max(event.at, before[-1][1]) if before else event.at
                before.append((wording, at, answer))
            case e.StanceWithdrawn(entry=entry, person=person):
                self._answers.pop((entry, person), None)

    def votes(self, ledger: Ledger, comments: Mapping[int, Entry]) -> Iterable[CastVote]:
        for (entry, person), answers in sorted(self._answers.items()):
            if entry not in comments or ledger.counts_nowhere(person):
                continue
            in_force = comments[entry].wording.number
            for wording, at, answer in answers:
                if wording == in_force:
                    yield CastVote(at, entry, person, VOTES[answer])
