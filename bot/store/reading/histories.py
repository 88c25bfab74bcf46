"""The history of an entry, and of a debate: its latest events, and what those who acted are called."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from bot.ledger.entries import Entry
from bot.ledger.record import events as e
from bot.ledger.record.events import Event, change_from
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.values import Rows, from_rows
from bot.store.rows import ENTRIES, PARTICIPANTS, WORDINGS


@dataclass(frozen=True, slots=True)
class History:
    """The latest events about an entry or a debate, how many came before, and the names of who acted in them.

    A name is None for whoever was forgotten.
    """

    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]


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
    words: dict[int, dict[str, str | None]] = {}
    for sequence, field, text in texts:
        words.setdefault(sequence, {})[field] = text
    events = tuple(
        Event(debate, sequence, at, actor, change_from(verb, orjson.loads(data), words.get(sequence, {})))
        for sequence, at, actor, verb, data in lines
    )
    return History(
        events, in_all - len(events), {person.number: person.called for person in from_rows(PARTICIPANTS, people)}
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


def _statement(which: sa.ColumnElement[bool], *more: sa.ColumnElement[Any]) -> Prepared:
    about = sa.select(_E.sequence).where(_E.debate == _HERE, which).cte("about")
    latest = sa.select(about.c.sequence).order_by(about.c.sequence.desc())
    latest = latest.limit(sa.bindparam("most_events", type_=sa.Integer))
    data = sa.cast(_E.data, sa.Text).label("data")
    events = sa.select(_E.sequence, _E.at, _E.actor, _E.verb, data)
    shown = events.where(_E.debate == _HERE, _one_of(_E.sequence, latest)).cte("shown")
    return Prepared(
        sa.select(
            sa.select(sa.func.count()).select_from(about).scalar_subquery(),
            _rows(tuple(shown.c), shown, order=[shown.c.sequence]),
            _rows(
                (_T.sequence, _T.field, _T.words),
                t.event_texts,
                _T.debate == _HERE,
                _one_of(_T.sequence, sa.select(shown.c.sequence)),
            ),
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
