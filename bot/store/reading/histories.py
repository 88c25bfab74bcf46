"""The history of an entry, and of a debate: its latest events, and what those who acted are called."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.record import events as e
from bot.ledger.record.events import Event, change_from
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared, Row
from bot.store.reading.values import from_rows
from bot.store.rows import PARTICIPANTS


@dataclass(frozen=True, slots=True)
class History:
    """The latest events about an entry or a debate, how many came before, and the names of who acted in them.

    A name is None for whoever was forgotten.
    """

    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]


async def history(execute: Execute, debate: int, entry: int, most: int) -> History:
    """The latest events about an entry, so many at most, in their order."""
    return _history(debate, await execute(_OF_ENTRY, {"debate_of": debate, "entry_of": entry, "most_events": most}))


async def of_debate(execute: Execute, debate: int, most: int) -> History:
    """The latest events about the debate itself and its sides, so many at most, in their order."""
    return _history(debate, await execute(_OF_DEBATE, {"debate_of": debate, "most_events": most}))


def _history(debate: int, rows: Sequence[Row]) -> History:
    ((in_all, lines, texts, people),) = rows
    words: dict[int, dict[str, str | None]] = {}
    for sequence, field, text in texts:
        words.setdefault(sequence, {})[field] = text
    events = tuple(
        Event(debate, sequence, at, actor, change_from(verb, json.loads(data), words.get(sequence, {})))
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
)
"""Changes of the debate itself and of its sides, beside who takes which."""

_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_E, _T, _P = t.events.c, t.event_texts.c, t.participants.c


def _rows(columns: Sequence[sa.ColumnElement[Any]], source: sa.FromClause) -> sa.Select[Any]:
    return sa.select(sa.func.row(*columns)).select_from(source)


def _statement(which: sa.ColumnElement[bool]) -> Prepared:
    about = sa.select(_E.sequence).where(_E.debate == _HERE, which).cte("about")
    latest = (
        sa.select(about.c.sequence)
        .order_by(about.c.sequence.desc())
        .limit(sa.bindparam("most_events", type_=sa.Integer))
        .cte("latest")
    )
    shown = t.events.join(latest, (_E.debate == _HERE) & (_E.sequence == latest.c.sequence))
    return Prepared(
        sa.select(
            sa.select(sa.func.count()).select_from(about).scalar_subquery(),
            sa.func.array(
                _rows((_E.sequence, _E.at, _E.actor, _E.verb, sa.cast(_E.data, sa.Text)), shown)
                .order_by(_E.sequence)
                .scalar_subquery()
            ),
            sa.func.array(
                _rows(
                    (_T.sequence, _T.field, _T.words),
                    t.event_texts.join(latest, (_T.debate == _HERE) & (_T.sequence == latest.c.sequence)),
                ).scalar_subquery()
            ),
            sa.func.array(
                _rows(PARTICIPANTS.selected, t.participants)
                .where(_P.debate == _HERE, _P.number.in_(sa.select(_E.actor).select_from(shown)))
                .scalar_subquery()
            ),
        )
    )


_OF_ENTRY = _statement(_E.entry == sa.bindparam("entry_of", type_=sa.Integer))
_OF_DEBATE = _statement(_E.verb.in_([sa.literal_column(f"'{change.verb}'") for change in OF_THE_DEBATE]))
