"""An excerpt of a ledger: some of its entries, with all that tells where they stand, counted by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from bot.ledger.entries import Answer, CruxMark, Entry, Kind, Link, Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.people import Participant, Side
from bot.ledger.standing.counts import Count, Counted, EntryCount, as_sides, is_room
from bot.ledger.standing.outline import Outline
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.values import Rows, by_key, from_rows
from bot.store.rows import CRUX_MARKS, ENTRIES, LINKS, PARTICIPANTS, SIDES, STANCES, WORDINGS


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some entries of a debate, those that they are cruxes for, and who is named there, as it stands at its head."""

    head: Head
    sides: dict[int, Side]
    people: dict[int, Participant]
    entries: dict[int, Entry]
    answers: dict[int, dict[int | None, Count]]
    """How each entry was answered in the wording in force, by side; with `by_person`, by person."""
    marks: tuple[CruxMark, ...]
    stances: tuple[Stance, ...]
    """Those of whoever marked an entry as a crux, on it and on what it is for."""
    links: frozenset[Link]


async def quoting(execute: Execute, debate: int, message: int) -> list[int]:
    """The live and proposed entries of a debate that quote a message, in their order."""
    return [number for (number,) in await execute(_QUOTING, {"debate_of": debate, "message_of": message})]


async def answered_by(execute: Execute, debate: int, user: int) -> dict[int, int]:
    """The entries of a debate that a person of the platform has answered, each with the wording they answered."""
    rows = await execute(_ANSWERED_BY, {"debate_of": debate, "user_of": user})
    return {entry: wording for entry, wording in rows}


async def excerpt(
    execute: Execute,
    debate: int,
    entries: Sequence[int],
    people: Sequence[int] = (),
    *,
    by_person: bool = False,
    merged: Mapping[int, int] | None = None,
) -> Excerpt | None:
    """These entries of a debate, and these people besides those whom the entries name; None where there is no debate.

    Answers are counted by side, or `by_person`, where the people are the sides. What is said of entries that are
    `merged` into these belongs to them.
    """
    values = {
        "debate_of": debate,
        "entries_of": _with_merged(entries, merged or {}),
        "people_of": list(people),
        "by_person": by_person,
    }
    rows = await execute(_EXCERPT, values)
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    return _excerpt(head, *rows[0][HEAD_COLUMNS:]) if head is not None else None


def _with_merged(entries: Sequence[int], merged: Mapping[int, int]) -> list[int]:
    """The entries, and those that go on as one of them, through all merges."""
    found, before = set(entries), -1
    while before != len(found):
        before = len(found)
        found.update(number for number, into in merged.items() if into in found)
    return [*entries, *sorted(found.difference(entries))]


def ledger_of(excerpt: Excerpt, outline: Outline) -> Ledger:
    """The excerpt as a ledger with its answers counted: apart from its entries it is like the full ledger."""
    ledger = Ledger(
        debate=excerpt.head.debate,
        sides=excerpt.sides,
        participants=excerpt.people,
        entries=excerpt.entries,
        stances={(stance.entry, stance.person): stance for stance in excerpt.stances},
        marks={(mark.entry, mark.person, mark.target): mark for mark in excerpt.marks},
        links=excerpt.links,
        merged=outline.merged,
    )
    sides = as_sides(ledger, outline.camps)
    counted = Counted(
        sides=sides,
        answered=frozenset(outline.answered),
        present=frozenset(outline.unsided),
        entries={number: _count(answers, outline) for number, answers in excerpt.answers.items()},
        is_room=is_room(ledger, sides),
    )
    return replace(ledger, counted=counted)


def _count(answers: Mapping[int | None, Count], outline: Outline) -> EntryCount:
    on_sides = tuple(answers.get(number, Count()) for number in outline.camps)
    others = [count for number, count in answers.items() if number not in outline.camps]
    unsided = Count(
        sum(count.agree for count in others),
        sum(count.disagree for count in others),
        sum(count.unsure for count in others),
    )
    return EntryCount((*on_sides, unsided))


def _excerpt(
    head: Head,
    sides: Rows,
    people: Rows,
    entries: Rows,
    wordings: Rows,
    answers: Rows,
    marks: Rows,
    stances: Rows,
    links: Rows,
) -> Excerpt:
    return Excerpt(
        head=head,
        sides=by_key(from_rows(SIDES, sides)),
        people=by_key(from_rows(PARTICIPANTS, people)),
        entries=by_key(from_rows(ENTRIES, entries, wordings)),
        answers=_answers(answers),
        marks=tuple(from_rows(CRUX_MARKS, marks)),
        stances=tuple(from_rows(STANCES, stances)),
        links=frozenset(from_rows(LINKS, links)),
    )


def _answers(counted: Rows) -> dict[int, dict[int | None, Count]]:
    answers: dict[int, dict[int | None, Count]] = {}
    for entry, camp, agree, disagree, unsure in counted:
        answers.setdefault(entry, {})[camp] = Count(agree, disagree, unsure)
    return answers


def _list(name: str) -> sa.ColumnElement[Sequence[int]]:
    return sa.bindparam(name, type_=ARRAY(sa.Integer))


_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_E, _P, _S, _W, _M, _L = (
    table.c for table in (t.entries, t.participants, t.stances, t.wordings, t.crux_marks, t.links)
)
_WANTED_ENTRIES = _list("entries_of")
_MARKED = (_M.debate == _HERE) & (_M.entry == sa.any_(_WANTED_ENTRIES))
_WANTED = (
    sa.select(sa.func.unnest(_WANTED_ENTRIES).label("number"))
    .union(sa.select(_M.target).where(_MARKED, _M.target.is_not(None)))
    .cte("wanted")
)
_SHOWN = t.entries.join(_WANTED, (_E.debate == _HERE) & (_E.number == _WANTED.c.number))

_NAMED = (
    sa.select(sa.func.unnest(_list("people_of")).label("number"))
    .union(sa.select(_E.author).select_from(_SHOWN), sa.select(_M.person).where(_MARKED))
    .subquery()
)
_IN_FORCE = (
    sa.select(_W.entry, _W.number, _W.statement)
    .ext(distinct_on(_W.entry))
    .join(_WANTED, (_W.debate == _HERE) & (_W.entry == _WANTED.c.number))
    .order_by(_W.entry, _W.number.desc())
    .cte("in_force")
)
_CAMP = sa.case((sa.bindparam("by_person", type_=sa.Boolean), _S.person), else_=_P.side)
_TALLIES = (
    sa.select(
        _S.entry,
        _CAMP.label("camp"),
        *(sa.func.count().filter(_S.answer == answer).label(answer.name) for answer in Answer),
    )
    .select_from(
        _SHOWN.join(_IN_FORCE, _IN_FORCE.c.entry == _E.number)
        .join(
            t.stances,
            (_S.debate == _HERE) & (_S.entry == _IN_FORCE.c.entry) & (_S.wording == _IN_FORCE.c.number),
        )
        .join(t.participants, (_P.debate == _HERE) & (_P.number == _S.person))
    )
    .where(_E.status == Status.LIVE, _E.kind != Kind.CONCESSION, _IN_FORCE.c.statement.is_not(None))
    .where(~_P.forgotten, ~_P.uncounted)
    .group_by(_S.entry, sa.text("camp"))
    .subquery()
)
_OF_MARKERS = (
    sa.select(*STANCES.selected)
    .distinct()
    .join(
        t.crux_marks,
        _MARKED & (_S.person == _M.person) & _S.entry.in_(sa.select(_WANTED.c.number)),
    )
    .where(_S.debate == _HERE)
    .subquery()
)


def _all(
    columns: Sequence[sa.ColumnElement[Any]], source: sa.FromClause, *conditions: sa.ColumnElement[bool]
) -> sa.ColumnElement[Any]:
    """These columns as a list of rows."""
    return sa.func.array(sa.select(sa.func.row(*columns)).select_from(source).where(*conditions).scalar_subquery())


_EXCERPT = Prepared(
    sa.select(
        *HEAD,
        _all(SIDES.selected, t.sides, t.sides.c.debate == _HERE),
        _all(
            PARTICIPANTS.selected,
            t.participants.join(_NAMED, (_P.debate == _HERE) & (_P.number == _NAMED.c.number)),
        ),
        _all(ENTRIES.selected, _SHOWN),
        _all(
            WORDINGS.selected_with_owner,
            t.wordings.join(_WANTED, (_W.debate == _HERE) & (_W.entry == _WANTED.c.number)),
        ),
        _all(tuple(_TALLIES.c), _TALLIES),
        _all(CRUX_MARKS.selected, t.crux_marks, _MARKED),
        _all(tuple(_OF_MARKERS.c), _OF_MARKERS),
        _all(
            LINKS.selected,
            t.links,
            _L.debate == _HERE,
            sa.or_(_L.entry == sa.any_(_WANTED_ENTRIES), _L.target == sa.any_(_WANTED_ENTRIES)),
        ),
    ).where(t.debates.c.id == _HERE)
)

_QUOTING = Prepared(
    sa.select(_E.number)
    .where(_E.debate == _HERE, _E.message == sa.bindparam("message_of", type_=sa.BigInteger))
    .where(sa.or_(_E.status == Status.LIVE, _E.status == Status.PROPOSED))
    .order_by(_E.number)
)
_ANSWERED_BY = Prepared(
    sa.select(_S.entry, _S.wording)
    .join(t.participants, (_P.debate == _HERE) & (_P.number == _S.person))
    .where(_S.debate == _HERE, _P.user == sa.bindparam("user_of", type_=sa.BigInteger))
)
