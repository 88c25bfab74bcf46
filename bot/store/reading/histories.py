"""The history of an entry, of a debate, of a whole ledger: events, and what those who acted are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from bot.ledger.entries import Entry
from bot.ledger.ledger import Ledger
from bot.ledger.record import events as e
from bot.ledger.record.events import Event, change_from
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, head_of
from bot.store.reading.values import Rows, by_key, from_rows
from bot.store.rows import DEFINITIONS, ENTRIES, FORMER_SIDES, PARTICIPANTS, SIDES, WORDINGS


@dataclass(frozen=True, slots=True)
class History:
    """The latest events about an entry or a debate, how many came before, and the names of who acted in them.

    A name is None for whoever was forgotten.
    """

    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """Some events in a row of a ledger, up to number `upto` of `length`, with the values that they are about."""

    upto: int
    length: int
    events: tuple[Event, ...]
    ledger: Ledger
    """The debate with its people and sides, and the entries and definitions of these events."""


async def part(execute: Execute, debate: int, upto: int, most: int) -> LedgerPart | None:
    """So many events at most, up to the one of that number, or to the last one; None where there is no debate."""
    rows = await execute(_PART, {"debate_of": debate, "upto": upto, "most_events": most})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    lines, texts, people, sides, former, entries, wordings, definitions = rows[0][HEAD_COLUMNS:]
    ledger = Ledger(
        head.debate,
        sides=by_key(from_rows(SIDES, sides)),
        former_sides=by_key(from_rows(FORMER_SIDES, former)),
        participants=by_key(from_rows(PARTICIPANTS, people)),
        entries=by_key(from_rows(ENTRIES, entries, wordings)),
        definitions=by_key(from_rows(DEFINITIONS, definitions)),
    )
    return LedgerPart(min(upto, head.sequence), head.sequence, _events(debate, lines, texts), ledger)


async def history(execute: Execute, debate: int, entry: int, most: int) -> tuple[Entry, History] | None:
    """An entry and the latest events about it, so many at most, in their order; None where there is no such entry."""
    ((*told, rows, wordings),) = await execute(_OF_ENTRY, {"debate_of": debate, "entry_of": entry, "most_events": most})
    found = from_rows(ENTRIES, rows, wordings)
    return (found[0], _history(debate, *told)) if found else None


async def of_debate(execute: Execute, debate: int, most: int) -> History:
    """The latest events about the debate itself and its sides, so many at most, in their order."""
    (told,) = await execute(_OF_DEBATE, {"debate_of": debate, "most_events": most})
    return _history(debate, *told)


def _history(debate: int, in_all: int, lines: Rows, texts: Rows, people: Rows) -> History:
    events = _events(debate, lines, texts)
    return History(
        events, in_all - len(events), {person.number: person.called for person in from_rows(PARTICIPANTS, people)}
    )


def _events(debate: int, lines: Rows, texts: Rows) -> tuple[Event, ...]:
    words: dict[int, dict[str, str | None]] = {}
    for sequence, field, text in texts:
        words.setdefault(sequence, {})[field] = text
    return tuple(
        Event(debate, sequence, at, actor, change_from(verb, orjson.loads(data), words.get(sequence, {})))
        for sequence, at, actor, verb, data in lines
    )


OF_THE_DEBATE = (
    e.DebateOpened,
    e.QuestionAsked,
    e.SideNamed,
    e.SideRenamed,
    e.SidesMerged,
    e.SideRemoved,
    e.DebateClosed,
    e.DebateReopened,
    e.LookAgainSet,
    e.LedgerLocked,
    e.LedgerUnlocked,
    e.EstimatesCounted,
    e.EstimatesShown,
)
"""Changes of the debate itself and of its sides, beside who takes which."""

_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_ENTRY = sa.bindparam("entry_of", type_=sa.Integer)
_E, _T, _P = t.events.c, t.event_texts.c, t.participants.c


def _rows(
    columns: Sequence[sa.ColumnElement[Any]],
    source: sa.FromClause,
    *where: sa.ColumnElement[bool],
    order: Sequence[sa.ColumnElement[Any]] = (),
) -> sa.ColumnElement[Any]:
    """These columns as a list of rows."""
    rows = sa.select(sa.func.row(*columns)).select_from(source).where(*where).order_by(*order)
    return sa.func.array(rows.scalar_subquery())


def _one_of(column: sa.ColumnElement[Any], wanted: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """Looked up in an index, as an array is: for a query within the query, all of the debate may be read."""
    return column == sa.any_(sa.func.array(wanted.scalar_subquery()))


_EVENTS = sa.select(_E.sequence, _E.at, _E.actor, _E.verb, sa.cast(_E.data, sa.Text).label("data"))


def _told(shown: sa.CTE) -> tuple[sa.ColumnElement[Any], ...]:
    """The events that are shown, and their texts."""
    told = (_T.sequence, _T.field, _T.words)
    texts = _rows(told, t.event_texts, _T.debate == _HERE, _one_of(_T.sequence, sa.select(shown.c.sequence)))
    return _rows(tuple(shown.c)[:5], shown, order=[shown.c.sequence]), texts


def _statement(which: sa.ColumnElement[bool], *more: sa.ColumnElement[Any]) -> Prepared:
    about = sa.select(_E.sequence).where(_E.debate == _HERE, which).cte("about")
    latest = sa.select(about.c.sequence).order_by(about.c.sequence.desc())
    latest = latest.limit(sa.bindparam("most_events", type_=sa.Integer))
    shown = _EVENTS.where(_E.debate == _HERE, _one_of(_E.sequence, latest)).cte("shown")
    return Prepared(
        sa.select(
            sa.select(sa.func.count()).select_from(about).scalar_subquery(),
            *_told(shown),
            _rows(
                PARTICIPANTS.selected,
                t.participants,
                _P.debate == _HERE,
                _one_of(_P.number, sa.select(shown.c.actor).distinct()),
            ),
            *more,
        )
    )


_OF_ENTRY = _statement(
    _E.entry == _ENTRY,
    _rows(ENTRIES.selected, t.entries, ENTRIES.of(_HERE), t.entries.c.number == _ENTRY),
    _rows(
        WORDINGS.selected_with_owner,
        t.wordings,
        WORDINGS.of(_HERE),
        t.wordings.c.entry == _ENTRY,
        order=WORDINGS.ordered,
    ),
)
_OF_DEBATE = _statement(_E.verb.in_([sa.literal_column(f"'{change.verb}'") for change in OF_THE_DEBATE]))


def _part() -> Prepared:
    """Events in a row, found by their numbers: none of those before or after them is read."""
    upto, most = sa.bindparam("upto", type_=sa.Integer), sa.bindparam("most_events", type_=sa.Integer)
    last = sa.func.least(upto, t.debates.c.head_sequence)
    ends = sa.select(last).where(t.debates.c.id == _HERE).scalar_subquery()
    in_a_row = _E.sequence.between(ends - most + 1, ends)
    shown = _EVENTS.add_columns(_E.entry, _E.data.label("fields")).where(_E.debate == _HERE, in_a_row).cte("shown")
    named = _numbers_in(shown, "definition")
    return Prepared(
        sa.select(
            *HEAD,
            *_told(shown),
            _rows(PARTICIPANTS.selected, t.participants, PARTICIPANTS.of(_HERE), _one_of(_P.number, _people_in(shown))),
            _rows(SIDES.selected, t.sides, SIDES.of(_HERE)),
            _rows(FORMER_SIDES.selected, t.former_sides, FORMER_SIDES.of(_HERE)),
            _rows(
                ENTRIES.selected,
                t.entries,
                ENTRIES.of(_HERE),
                _one_of(t.entries.c.number, sa.select(shown.c.entry).distinct()),
            ),
            _rows(
                WORDINGS.selected_with_owner,
                t.wordings,
                WORDINGS.of(_HERE),
                _one_of(t.wordings.c.entry, sa.select(shown.c.entry).distinct()),
                order=WORDINGS.ordered,
            ),
            _rows(DEFINITIONS.selected, t.definitions, DEFINITIONS.of(_HERE), _one_of(t.definitions.c.number, named)),
        ).where(t.debates.c.id == _HERE)
    )


def _people_in(shown: sa.CTE) -> sa.Select[Any]:
    """Those who acted, and whom the events name."""
    people = sa.union(sa.select(shown.c.actor.label("number")), *(_numbers_in(shown, f) for f in ("person", "owner")))
    return sa.select(people.subquery().c.number)


def _numbers_in(shown: sa.CTE, field: str) -> sa.Select[Any]:
    """The numbers that a field of these events holds; null for an event without it."""
    return sa.select(sa.cast(shown.c.fields[field].astext, sa.Integer).label("number"))


_PART = _part()
