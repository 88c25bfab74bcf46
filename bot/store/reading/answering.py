"""What answers ask of a debate: who somebody is there, an entry, and what was answered to it so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bot.ledger.entries import Answer, Entry, Participant, Stance
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.entries import entry_of


@dataclass(frozen=True, slots=True)
class Answerable:
    """A debate's head, who answers, the entry, and their stance on it so far; None for what there is not.

    `next_person` is the number of the next person whom the debate meets.
    """

    head: Head
    person: Participant | None
    next_person: int
    entry: Entry | None
    before: Stance | None


async def answerable(execute: Execute, debate: int, number: int, user: int) -> Answerable | None:
    """What a person of the platform answers in a debate, all in one look; None where there is no debate."""
    rows = await execute(_ANSWERABLE, {"debate_of": debate, "entry_of": number, "user_of": user})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    person, name, side, next_person, answered, wording, credence, at = rows[0][HEAD_COLUMNS:_PERSONAL]
    known = Participant(person, user, name, side) if person is not None else None
    before = Stance(person, number, wording, Answer(answered), credence, at) if answered is not None else None
    return Answerable(head, known, next_person, _entry(rows[0][_PERSONAL:]), before)


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry with everybody's stance on it, by person, and the head of its debate when it stood so."""

    head: Head
    entry: Entry | None
    stances: dict[int, Stance]


async def answered(execute: Execute, debate: int, number: int) -> Answered | None:
    """An entry and what all have answered to it, in one look; None where there is no debate."""
    rows = await execute(_ANSWERED, {"debate_of": debate, "entry_of": number})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    lists = (found or () for found in rows[0][HEAD_COLUMNS:_COLLECTIVE])
    each = (_stance(number, *one) for one in zip(*lists, strict=True))
    return Answered(head, _entry(rows[0][_COLLECTIVE:]), {stance.person: stance for stance in each})


def _stance(number: int, person: int, wording: int, answer: str, credence: int | None, at: datetime) -> Stance:
    return Stance(person, number, wording, Answer(answer), credence, at)


async def everybody_met(execute: Execute, debate: int) -> tuple[Head, dict[int, int]] | None:
    """The head of a debate, and the number of each person of the platform whom it has met; None where there is none."""
    rows = await execute(_MET, {"debate_of": debate})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    users, numbers = (found or () for found in rows[0][HEAD_COLUMNS:])
    return head, dict(zip(users, numbers, strict=True))


def _entry(columns: Sequence[Any]) -> Entry | None:
    if columns[0] is None:
        return None
    *own, numbers, statements = columns
    return entry_of(own, zip(numbers or (), statements or (), strict=True))


_PERSONAL, _COLLECTIVE = HEAD_COLUMNS + 8, HEAD_COLUMNS + 5
"""Where the columns of the entry begin, behind what there is of one person and behind what there is of all."""

_DEBATE, _ENTRY = t.debates.c.id, t.entries.c
_HERE = sa.bindparam("debate_of") == _DEBATE
_THAT = (_ENTRY.debate == _DEBATE) & (_ENTRY.number == sa.bindparam("entry_of"))
_PERSON, _STANCE, _CROWD = t.participants.c, t.stances.c, t.participants.alias("crowd").c


def _collected(
    columns: Sequence[sa.Column[Any]], condition: sa.ColumnElement[bool], order: sa.Column[int]
) -> sa.FromClause:
    """Columns as lists, all in one order."""
    own = columns[0].table
    lists = sa.select(*(sa.func.array_agg(aggregate_order_by(column, order)) for column in columns))
    return lists.select_from(own).where(condition).correlate_except(own).lateral()


_OF_ENTRY = (t.wordings.c.debate == _DEBATE) & (t.wordings.c.entry == _ENTRY.number)
_WORDED = _collected((t.wordings.c.number, t.wordings.c.statement), _OF_ENTRY, t.wordings.c.number)
_WITH_ENTRY = t.debates.outerjoin(t.entries, _THAT).join(_WORDED, sa.true())

_NEXT = sa.select(sa.func.coalesce(sa.func.max(_CROWD.number), 0) + 1).where(_CROWD.debate == _DEBATE)
_ANSWERABLE = Prepared(
    sa.select(
        *HEAD,
        *(_PERSON.number, _PERSON.name, _PERSON.side, _NEXT.scalar_subquery()),
        *(_STANCE.answer, _STANCE.wording, _STANCE.credence, _STANCE.at),
        t.entries,
        *_WORDED.c,
    )
    .select_from(
        _WITH_ENTRY.outerjoin(
            t.participants, (_PERSON.debate == _DEBATE) & (_PERSON.user == sa.bindparam("user_of"))
        ).outerjoin(
            t.stances,
            (_STANCE.debate == _DEBATE) & (_STANCE.entry == _ENTRY.number) & (_STANCE.person == _PERSON.number),
        )
    )
    .where(_HERE)
)

_BY_ALL = (_STANCE.debate == _DEBATE) & (_STANCE.entry == sa.bindparam("entry_of"))
_STANCES = _collected(
    (_STANCE.person, _STANCE.wording, _STANCE.answer, _STANCE.credence, _STANCE.at), _BY_ALL, _STANCE.person
)
_ANSWERED = Prepared(
    sa.select(*HEAD, *_STANCES.c, t.entries, *_WORDED.c).select_from(_WITH_ENTRY.join(_STANCES, sa.true())).where(_HERE)
)

_PEOPLE = _collected(
    (_PERSON.user, _PERSON.number), (_PERSON.debate == _DEBATE) & _PERSON.user.is_not(None), _PERSON.number
)
_MET = Prepared(sa.select(*HEAD, *_PEOPLE.c).select_from(t.debates.join(_PEOPLE, sa.true())).where(_HERE))
