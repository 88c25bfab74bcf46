"""The outline of a debate: counted from the tables, or brought up to date from the events since it was known."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from bot.ledger.entries import Kind, Status
from bot.ledger.record.events import change_from
from bot.ledger.standing.counts import camps
from bot.ledger.standing.outline import Outline
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of

MOST_EVENTS = 1_000
"""By how many events an outline is updated; with more of them, counting anew is as fast."""


async def counted(execute: Execute, debate: int) -> tuple[Head, Outline] | None:
    """A debate's head and outline, counted from the tables; None where there is no debate."""
    rows = await execute(_COUNTED, {"debate_of": debate})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    *lists, claims, cruxes, concessions, merged, into, terms, uncounted = rows[0][HEAD_COLUMNS:]
    live = Counter({Kind.CLAIM: claims, Kind.CRUX: cruxes, Kind.CONCESSION: concessions})
    return head, _outline(head, live, terms, *(listed or () for listed in (*lists, merged, into, uncounted)))


async def brought_up_to_date(execute: Execute, outline: Outline, debate: int) -> Head | None:
    """Update an outline by the events since, and give the head that it is of then.

    None where that is impossible: the debate was opened anew, or an event changes more than an outline can follow.
    """
    while True:
        after = outline.sequence
        rows = await execute(_SINCE, {"debate_of": debate, "after": after})
        head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
        if head is None:
            return None
        if (outline.sequence, outline.hash) == (head.sequence, head.hash):
            return head
        # Another reader may have brought it further meanwhile.
        if outline.sequence == after:
            return head if _goes_on(outline, head, *rows[0][HEAD_COLUMNS:]) else None


def _goes_on(
    outline: Outline, head: Head, sealed: bytes | None, verbs: Sequence[str] | None, data: Sequence[str] | None
) -> bool:
    if sealed != outline.hash or len(verbs or ()) != head.sequence - outline.sequence:
        return False
    changes = [change_from(verb, json.loads(text), {}) for verb, text in zip(verbs or (), data or (), strict=True)]
    return outline.goes_on(changes, head.sequence, head.hash)


def _outline(
    head: Head,
    live: Counter[Kind],
    terms: int,
    sides: Sequence[int],
    people: Sequence[int],
    chosen: Sequence[int | None],
    answered: Sequence[bool],
    taking_part: Sequence[bool],
    numbers: Sequence[int],
    waiting: Sequence[int],
    wordings: Sequence[int],
    merged: Sequence[int],
    into: Sequence[int],
    uncounted: Sequence[int],
) -> Outline:
    here = {person for person, takes_part in zip(people, taking_part, strict=True) if takes_part}
    on_sides = camps(sides, zip(people, chosen, strict=True), lambda: here)
    return Outline(
        sequence=head.sequence,
        hash=head.hash,
        declared=bool(sides),
        camps=on_sides,
        answered={person for person, answer in zip(people, answered, strict=True) if answer},
        unsided=here.difference(*on_sides.values()),
        numbers=list(numbers),
        live=live,
        waiting=dict(zip(waiting, wordings, strict=True)),
        merged=dict(zip(merged, into, strict=True)),
        terms=terms,
        uncounted=set(uncounted),
    )


_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_EVENT, _ENTRY, _PERSON, _STANCE, _WORDING = t.events.c, t.entries.c, t.participants.c, t.stances.c, t.wordings.c

_AFTER = sa.bindparam("after", type_=sa.Integer)
_NEW = _EVENT.sequence.between(_AFTER + 1, sa.func.least(t.debates.c.head_sequence, _AFTER + MOST_EVENTS))
_EVENTS_SINCE = (
    sa.select(
        sa.func.array_agg(aggregate_order_by(_EVENT.verb, _EVENT.sequence)).label("verbs"),
        sa.func.array_agg(aggregate_order_by(sa.cast(_EVENT.data, sa.Text), _EVENT.sequence)).label("data"),
    )
    .where(_EVENT.debate == _HERE, _NEW)
    .correlate(t.debates)
    .lateral()
)
_HASH_THEN = sa.select(_EVENT.hash).where(_EVENT.debate == _HERE, _EVENT.sequence == _AFTER).scalar_subquery()
_SINCE = Prepared(
    sa.select(*HEAD, _HASH_THEN, *_EVENTS_SINCE.c)
    .select_from(t.debates.join(_EVENTS_SINCE, sa.true()))
    .where(t.debates.c.id == _HERE)
)


def _numbers(condition: sa.ColumnElement[bool]) -> sa.Select[tuple[int]]:
    """The entries for which it holds. They name the debate by its parameter, so that they are looked up only once."""
    return sa.select(_ENTRY.number).where(_ENTRY.debate == _HERE, condition)


def _answers(beyond: sa.Select[tuple[int]]) -> sa.ColumnElement[bool]:
    """Whether a person has a stance on another entry than these."""
    theirs = (_STANCE.debate == _HERE) & (_STANCE.person == _PERSON.number) & _STANCE.entry.not_in(beyond)
    return sa.exists().where(theirs).correlate(t.participants)


_LIVE = _ENTRY.status == Status.LIVE
_LATER = t.wordings.alias("later")
_REWORDED = sa.exists().where(
    _LATER.c.debate == _WORDING.debate, _LATER.c.entry == _WORDING.entry, _LATER.c.number > _WORDING.number
)
_ERASED = sa.select(_WORDING.entry).where(_WORDING.debate == _HERE, _WORDING.statement.is_(None), ~_REWORDED)
"""The entries whose words in force were erased: `Entry.asks_for_stances` leaves them out."""
_ASKS = _LIVE & (_ENTRY.kind != Kind.CONCESSION) & _ENTRY.number.not_in(_ERASED)
_AUTHORS = sa.select(_ENTRY.author).where(_ENTRY.debate == _HERE, _LIVE)
_PEOPLE = (
    sa.select(
        _PERSON.number,
        _PERSON.side,
        _answers(_numbers(~_ASKS)).label("answered"),
        sa.case(
            (_PERSON.side.is_not(None), sa.true()),
            else_=_PERSON.number.in_(_AUTHORS) | _answers(_numbers(~_LIVE)),
        ).label("takes_part"),
    )
    .where(_PERSON.debate == _HERE, ~_PERSON.forgotten, ~_PERSON.uncounted)
    .subquery()
)
_CROWD = sa.select(*(sa.func.array_agg(column).label(column.name) for column in _PEOPLE.c)).lateral()

_WORDED = (
    sa.select(_WORDING.entry, _WORDING.number, _WORDING.statement)
    .ext(distinct_on(_WORDING.entry))
    .where(_WORDING.debate == _HERE)
    .order_by(_WORDING.entry.desc(), _WORDING.number.desc())
    .subquery()
)
_WAITS = _ASKS & _ENTRY.parked_by.is_(None)


def _in_order(column: sa.ColumnElement[int]) -> sa.ColumnElement[Any]:
    return sa.func.array_agg(aggregate_order_by(column, _ENTRY.number))


_STANDING = (
    sa.select(
        _in_order(_ENTRY.number).label("numbers"),
        _in_order(_ENTRY.number).filter(_WAITS).label("waiting"),
        _in_order(_WORDED.c.number).filter(_WAITS).label("wordings"),
        *(sa.func.count().filter(_LIVE & (_ENTRY.kind == kind)).label(kind.name) for kind in Kind),
    )
    .select_from(t.entries.outerjoin(_WORDED, _WORDED.c.entry == _ENTRY.number))
    .where(_ENTRY.debate == _HERE, _LIVE | (_ENTRY.status == Status.PROPOSED))
    .lateral()
)
_MERGED = (
    sa.select(
        _in_order(_ENTRY.number).label("merged"),
        _in_order(_ENTRY.merged_into).label("into_one"),
    )
    .where(_ENTRY.debate == _HERE, _ENTRY.merged_into.is_not(None))
    .lateral()
)
_SIDES = sa.select(t.sides.c.number).where(t.sides.c.debate == _HERE).order_by(t.sides.c.number).scalar_subquery()
_TERM = t.definitions.c
_TERMS = (
    sa.select(sa.func.count())
    .where(_TERM.debate == _HERE, _TERM.term.is_not(None), _TERM.meaning.is_not(None))
    .scalar_subquery()
)
"""How many can be read: `Definition.can_be_read`."""
_UNCOUNTED = (
    sa.select(_PERSON.number).where(_PERSON.debate == _HERE, _PERSON.uncounted, ~_PERSON.forgotten).scalar_subquery()
)
_COUNTED = Prepared(
    sa.select(*HEAD, sa.func.array(_SIDES), *_CROWD.c, *_STANDING.c, *_MERGED.c, _TERMS, sa.func.array(_UNCOUNTED))
    .select_from(t.debates.join(_CROWD, sa.true()).join(_STANDING, sa.true()).join(_MERGED, sa.true()))
    .where(t.debates.c.id == _HERE)
)
