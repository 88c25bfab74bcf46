"""Where many debates stand, in counts: what one statement reads of some of them, without a word of anybody's.

The database joins nothing here: of debates that it has no statistics of yet, it would compare every row with every
other. Large debates are read by `looks`, where it counts.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import Answer, CruxMark, Degree, Entry, Kind, Parking, Stance, Status, Wording
from bot.ledger.ledger import Ledger
from bot.ledger.people import Side
from bot.ledger.standing.counts import Count, Counted, EntryCount, as_sides, camps, is_room, places_of
from bot.ledger.telling.in_counts import Counts
from bot.store import tables as t
from bot.store.arrays import DEBATES_OF
from bot.store.prepared import Execute, Prepared, Row
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, head_of

MOST_EVENTS = 10_000
"""How many events a debate that is read here has at most, and all together that are read with one statement."""

ANSWERS = tuple(Answer)

READABLE = ""
"""What stands for a sentence that can be read: which one it is tells nothing of where its entry stands."""


async def rows_of(execute: Execute, debates: Sequence[int]) -> Sequence[Row]:
    """What these debates are counted from, as `counts_of` takes it: each as it stands at its head."""
    return await execute(_READ, {"debates_of": list(debates)})


def counts_of(row: Row) -> Counts | None:
    """What a debate is counted from; None where it was never opened."""
    head = head_of(row[:HEAD_COLUMNS])
    if head is None:
        return None
    read = _Read(*(column or () for column in row[HEAD_COLUMNS:]))
    entries = read.standing_entries(head.debate.opened_at)
    sides = {number: Side(number, None) for number in read.sides}
    ledger = read.with_answers(Ledger(head.debate, sides, entries=entries))
    return from_ledger(ledger, head.sequence, head.hash)


def from_ledger(ledger: Ledger, sequence: int, sealed: bytes) -> Counts:
    """What a debate is counted from whose ledger was read, up to that event."""
    live = [entry for entry in ledger.entries.values() if entry.status is Status.LIVE]
    asking = [entry.number for entry in live if entry.asks_for_stances and entry.parking is None]
    proposed = sum(entry.status is Status.PROPOSED for entry in ledger.entries.values())
    return Counts(ledger, sequence, sealed, asking, len(live), proposed)


@dataclass(frozen=True, slots=True)
class _Read:
    """The columns of a debate's rows: those of one table have one order."""

    sides: Sequence[int]
    people: Sequence[int]
    chosen: Sequence[int | None]
    entries: Sequence[int]
    kinds: Sequence[str]
    statuses: Sequence[str]
    authors: Sequence[int]
    parked: Sequence[int | None]
    into: Sequence[int | None]
    worded: Sequence[int]
    wordings: Sequence[int]
    readable: Sequence[bool]
    answered: Sequence[int]
    answering: Sequence[int]
    answered_wordings: Sequence[int]
    answers: Sequence[int]
    marked: Sequence[int]
    markers: Sequence[int]
    targets: Sequence[int | None]

    def standing_entries(self, at: datetime) -> dict[int, Entry]:
        """The entries, without a word, as if they were all of that moment."""
        said = zip(self.worded, self.wordings, self.readable, strict=True)
        # In the order of the wordings: the one in force comes last.
        in_force = {entry: Wording(number, READABLE if readable else None) for entry, number, readable in said}
        columns = (self.entries, self.kinds, self.statuses, self.authors, self.parked, self.into)
        return {
            number: Entry(
                number=number,
                kind=Kind(kind),
                author=author,
                tagger=author,
                status=Status(status),
                wordings=(in_force[number],),
                tagged_at=at,
                parking=Parking(parked) if parked is not None else None,
                merged_into=into,
            )
            for number, kind, status, author, parked, into in zip(*columns, strict=True)
        }

    def with_answers(self, ledger: Ledger) -> Ledger:
        """The ledger with all answers counted, and with those one by one that cruxes are told by."""
        known = frozenset(self.people)
        marks = [mark for mark in self._marks() if mark.person in known]
        stances = list(self._stances_on({mark.entry for mark in marks} | {mark.target for mark in marks}, ledger))
        return replace(
            ledger,
            marks={(mark.entry, mark.person, mark.target): mark for mark in marks},
            stances={(stance.entry, stance.person): stance for stance in stances},
            counted=self._counted(ledger, known),
        )

    def _marks(self) -> Iterable[CruxMark]:
        for entry, person, target in zip(self.marked, self.markers, self.targets, strict=True):
            yield CruxMark(person, entry, target, Degree.FULLY)

    def _given(self) -> Iterable[tuple[int, int, int, int]]:
        return zip(self.answered, self.answering, self.answered_wordings, self.answers, strict=True)

    def _stances_on(self, entries: Collection[int | None], ledger: Ledger) -> Iterable[Stance]:
        """The stances on these entries, and on those that they go on as."""
        wanted = {ledger.survivor(entry) for entry in entries if entry is not None}
        for entry, person, wording, answer in self._given() if wanted else ():
            if entry in wanted:
                yield Stance(person, entry, wording, ANSWERS[answer], None, ledger.debate.opened_at)

    def _counted(self, ledger: Ledger, known: Collection[int]) -> Counted:
        asking = {entry.number: entry.wording.number for entry in ledger.entries.values() if entry.asks_for_stances}
        live = {entry.number for entry in ledger.entries.values() if entry.status is Status.LIVE}
        answered = {person for entry, person, _, _ in self._given() if entry in asking and person in known}
        present = {person for entry, person, _, _ in self._given() if entry in live and person in known}
        on_sides = camps(ledger.sides, zip(self.people, self.chosen, strict=True), lambda: self._here(present, known))
        sides = as_sides(ledger, on_sides)
        places = places_of(sides)
        in_force = (
            (entry, places.get(person, len(sides)), answer)
            for entry, person, wording, answer in self._given()
            if asking.get(entry) == wording and person in known
        )
        counts = _entry_counts(in_force, len(sides) + 1)
        return Counted(sides, frozenset(answered), frozenset(present), counts, is_room=is_room(ledger, sides))

    def _here(self, present: Collection[int], known: Collection[int]) -> frozenset[int]:
        """Who takes part where no side is declared."""
        live = (author for author, status in zip(self.authors, self.statuses, strict=True) if status == Status.LIVE)
        return frozenset(live).union(present) & frozenset(known)


def _entry_counts(given: Iterable[tuple[int, int, int]], places: int) -> dict[int, EntryCount]:
    """The answers to each entry: given are the entry, the place of who answers, and which answer it is."""
    counts: dict[int, list[list[int]]] = {}
    for entry, place, answer in given:
        if entry not in counts:
            counts[entry] = [[0, 0, 0] for _ in range(places)]
        counts[entry][place][answer] += 1
    return {
        entry: EntryCount(tuple(Count(agree, disagree, unsure) for agree, disagree, unsure in of_places))
        for entry, of_places in counts.items()
    }


_D, _E, _P, _S, _W, _M = (
    table.c for table in (t.debates, t.entries, t.participants, t.stances, t.wordings, t.crux_marks)
)
_ANSWER = sa.case({answer.value: place for place, answer in enumerate(ANSWERS)}, value=_S.answer)


def _lists(rows: sa.Select[Any], *order: sa.ColumnElement[Any]) -> sa.FromClause:
    """Each of these columns of a debate's rows as a list, all in one order."""
    found = rows.order_by(*order).correlate(t.debates).subquery()
    return sa.select(*(sa.func.array_agg(column) for column in found.c)).lateral()


_PARTS = (
    _lists(sa.select(t.sides.c.number).where(t.sides.c.debate == _D.id)),
    _lists(sa.select(_P.number, _P.side).where(_P.debate == _D.id, ~_P.forgotten, ~_P.uncounted)),
    _lists(sa.select(_E.number, _E.kind, _E.status, _E.author, _E.parked_by, _E.merged_into).where(_E.debate == _D.id)),
    _lists(
        sa.select(_W.entry, _W.number, _W.statement.is_not(None).label("readable")).where(_W.debate == _D.id),
        _W.entry,
        _W.number,
    ),
    _lists(sa.select(_S.entry, _S.person, _S.wording, _ANSWER.label("place")).where(_S.debate == _D.id)),
    _lists(sa.select(_M.entry, _M.person, _M.target).where(_M.debate == _D.id)),
)


def _joined() -> sa.FromClause:
    source: sa.FromClause = t.debates
    for part in _PARTS:
        source = source.join(part, sa.true())
    return source


_READ = Prepared(
    sa.select(*HEAD, *(column for part in _PARTS for column in part.c))
    .select_from(_joined())
    .where(_D.id == sa.any_(DEBATES_OF))
)
