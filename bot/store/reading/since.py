"""What happened in a debate since a look at it, in one statement."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import Stance
from bot.ledger.record.events import Event, StanceTaken, StanceWithdrawn, change_from
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.rows import STANCES

Key = tuple[int, int]
"""An entry and a person."""

MOST_EVENTS = 2_000
"""How many events are read one by one; where there are more of them, counting anew is as fast."""


@dataclass(frozen=True, slots=True)
class Later:
    """A stance that changed after some moment: as it stands, and as it was then; None where there is, or was, none."""

    now: Stance | None
    then: Stance | None


@dataclass(frozen=True, slots=True)
class Since:
    """The head of a debate, the events since an earlier one, and the stances that were taken in them."""

    head: Head
    events: tuple[Event, ...]
    stances: dict[Key, Later]


async def since(execute: Execute, debate: int, after: int, hash_then: bytes) -> Since | None:
    """What happened since the event `after`, which has that hash.

    None where there is no such event, so it is another debate by now, or where there were more than MOST_EVENTS.
    """
    rows = await execute(_SINCE, {"debate_of": debate, "after": after})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    sealed, events, texts, stances = rows[0][HEAD_COLUMNS:]
    if sealed != hash_then or len(events) != head.sequence - after:
        return None
    return Since(head, _events(debate, events, texts), _later(stances))


Lines = Sequence[Sequence[Any]]


def _events(debate: int, events: Lines, texts: Lines) -> tuple[Event, ...]:
    words: dict[int, dict[str, str | None]] = {}
    for sequence, field, text in texts:
        words.setdefault(sequence, {})[field] = text
    return tuple(
        Event(debate, sequence, at, actor, change_from(verb, json.loads(data), words.get(sequence, {})))
        for sequence, at, actor, verb, data in events
    )


def _later(stances: Lines) -> dict[Key, Later]:
    changed = (Later(STANCES.value(*now), stance_of(data and json.loads(data), at)) for data, at, *now in stances)
    return {(later.now.entry, later.now.person): later for later in changed if later.now is not None}


def stance_of(data: dict[str, Any] | None, at: datetime) -> Stance | None:
    """The stance that was taken at a moment by the event with that data; None where there was no such event.

    It does not say what the person moved from: that is asked of the latest look only.
    """
    if data is None:
        return None
    change = change_from(StanceTaken.verb, data, {})
    return change.stance(at) if isinstance(change, StanceTaken) else None


_HERE, _AFTER = sa.bindparam("debate_of", type_=sa.BigInteger), sa.bindparam("after", type_=sa.Integer)
_E, _T, _S = t.events.c, t.event_texts.c, t.stances.c
# Both ends are named: by one end alone, PostgreSQL's planner expects a third of all events, and reads them all.
_LAST = sa.select(t.debates.c.head_sequence).where(t.debates.c.id == _HERE).scalar_subquery()
_NEW = (_AFTER + 1, sa.func.least(_LAST, _AFTER + MOST_EVENTS))

_PERSON = _E.data["person"].astext.cast(sa.Integer)
# Not as a list: its length would be filled in when it is executed, and the driver is given the text as it is.
TAKEN_OR_WITHDRAWN = sa.or_(_E.verb == StanceTaken.verb, _E.verb == StanceWithdrawn.verb)
THEN_TAKEN = sa.case((_E.verb == StanceTaken.verb, _E.data)).label("data")
"""The data of a stance; null where the event takes one back."""

_TAKEN = (
    sa.select(_E.entry, _PERSON.label("person"))
    .distinct()
    .where(_E.debate == _HERE, _E.verb == StanceTaken.verb, _E.sequence.between(*_NEW))
    .cte("taken")
)
_THEN = (
    sa.select(THEN_TAKEN, _E.at)
    .where(_E.debate == _HERE, TAKEN_OR_WITHDRAWN, _E.sequence <= _AFTER)
    .where(_E.entry == _TAKEN.c.entry, _TAKEN.c.person == _PERSON)
    .order_by(_E.sequence.desc())
    .limit(1)
    .lateral("before")
)
# Each alone, so that it is looked up: PostgreSQL's planner expects more of them than there are, and would rather read
# the stances of the whole debate.
_STANDS = (
    sa.select(*STANCES.selected)
    .where(_S.debate == _HERE, _S.entry == _TAKEN.c.entry, _S.person == _TAKEN.c.person)
    .limit(1)
    .lateral("stands")
)


def _rows(columns: Sequence[sa.ColumnElement[Any]], source: sa.FromClause, *where: sa.ColumnElement[bool]) -> Any:
    return sa.select(sa.func.row(*columns)).select_from(source).where(*where)


_SINCE = Prepared(
    sa.select(
        *HEAD,
        sa.select(_E.hash).where(_E.debate == _HERE, _E.sequence == _AFTER).scalar_subquery(),
        sa.func.array(
            _rows(
                (_E.sequence, _E.at, _E.actor, _E.verb, sa.cast(_E.data, sa.Text)),
                t.events,
                _E.debate == _HERE,
                _E.sequence.between(*_NEW),
            )
            .order_by(_E.sequence)
            .scalar_subquery()
        ),
        sa.func.array(
            _rows(
                (_T.sequence, _T.field, _T.words), t.event_texts, _T.debate == _HERE, _T.sequence.between(*_NEW)
            ).scalar_subquery()
        ),
        sa.func.array(
            _rows(
                (sa.cast(_THEN.c.data, sa.Text), _THEN.c.at, *_STANDS.c),
                _TAKEN.join(_STANDS, sa.true()).outerjoin(_THEN, sa.true()),
            ).scalar_subquery()
        ),
    ).where(t.debates.c.id == _HERE)
)
