"""Stances as they are taken and withdrawn, sorted on a disk: of any number, few are in memory."""

import weakref
from collections.abc import Iterator
from datetime import datetime
from itertools import count, groupby, repeat
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import TypeAlias

from bot.exchange.read_answers import ReadAnswers
from bot.exchange.sorted_spool import SortedSpool
from bot.ledger.entries import Answer, Stance
from bot.ledger.record.events import Event, StanceTaken, StanceWithdrawn

IN_MEMORY = 1 << 20
"""Bytes from which on there is a file: most ledgers have none."""

_Record: TypeAlias = tuple[int, int, int, int, str | None, int | None, str, int | None]
"""The entry, the person, the event's number, the wording, the answer (None where it is withdrawn), the credence, the
moment in ISO 8601, and the entry by which the person conceded."""


class StanceSpool:
    """Takes in what changes stances, and gives those that stand: by entry and person, as often as somebody asks."""

    def __init__(self) -> None:
        file = SpooledTemporaryFile[bytes](IN_MEMORY)
        weakref.finalize(self, file.close)
        self._changed = SortedSpool[_Record](file)

    def take(self, event: Event) -> None:
        """Go on with an event that takes or withdraws a stance; others change none."""
        at = event.at.isoformat()
        match event.change:
            case StanceTaken(entry, person, wording, answer, credence, concession):
                self._changed.add((entry, person, event.sequence, wording, answer.value, credence, at, concession))
            case StanceWithdrawn(entry, person):
                self._changed.add((entry, person, event.sequence, 0, None, None, at, None))

    def take_answers(self, answers: ReadAnswers, first: int) -> None:
        """Go on with answers, the first of which is the event of that number."""
        said = answers.wordings, answers.answers, answers.credences, answers.moments
        self._changed.extend(zip(answers.entries, answers.people, count(first), *said, repeat(None)))

    def __iter__(self) -> Iterator[Stance]:
        for _, changes in groupby(self._changed, key=itemgetter(0, 1)):
            stance: Stance | None = None
            for change in changes:
                taken = _taken(*change)
                stance = taken if taken is None or stance is None else taken.following(stance)
            if stance is not None:
                yield stance


def _taken(
    entry: int,
    person: int,
    _: int,
    wording: int,
    answer: str | None,
    credence: int | None,
    at: str,
    concession: int | None,
) -> Stance | None:
    """The stance that is taken, as if it were the person's first; None where it is withdrawn."""
    if answer is None:
        return None
    moment = datetime.fromisoformat(at)
    if concession is None:
        return Stance(person, entry, wording, _ANSWERS[answer], credence, moment)
    return StanceTaken(entry, person, wording, _ANSWERS[answer], credence, concession).stance(moment)


_ANSWERS = {answer.value: answer for answer in Answer}
