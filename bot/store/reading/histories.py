"""The history of an entry: its latest events, and what those who acted are called."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.record.events import Event, change_from
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.values import from_rows
from bot.store.rows import PARTICIPANTS


@dataclass(frozen=True, slots=True)
class History:
    """The latest events about an entry, how many there were before them, and the names of who acted in them.

    A name is None for whoever was forgotten.
    """

    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]


async def history(execute: Execute, debate: int, entry: int, most: int) -> History:
    """The latest events about an entry, so many at most, in their order."""
    ((in_all, lines, texts, people),) = await execute(
        _HISTORY, {"debate_of": debate, "entry_of": entry, "most_events": most}
    )
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


_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_E, _T, _P = t.events.c, t.event_texts.c, t.participants.c
_ABOUT = (
    sa.select(_E.sequence)
    .where(_E.debate == _HERE, _E.entry == sa.bindparam("entry_of", type_=sa.Integer))
    .cte("about")
)
_LATEST = (
    sa.select(_ABOUT.c.sequence)
    .order_by(_ABOUT.c.sequence.desc())
    .limit(sa.bindparam("most_events", type_=sa.Integer))
    .cte("latest")
)
_SHOWN = t.events.join(_LATEST, (_E.debate == _HERE) & (_E.sequence == _LATEST.c.sequence))


def _rows(columns: Sequence[sa.ColumnElement[Any]], source: sa.FromClause) -> sa.Select[Any]:
    return sa.select(sa.func.row(*columns)).select_from(source)


_HISTORY = Prepared(
    sa.select(
        sa.select(sa.func.count()).select_from(_ABOUT).scalar_subquery(),
        sa.func.array(
            _rows((_E.sequence, _E.at, _E.actor, _E.verb, sa.cast(_E.data, sa.Text)), _SHOWN)
            .order_by(_E.sequence)
            .scalar_subquery()
        ),
        sa.func.array(
            _rows(
                (_T.sequence, _T.field, _T.words),
                t.event_texts.join(_LATEST, (_T.debate == _HERE) & (_T.sequence == _LATEST.c.sequence)),
            ).scalar_subquery()
        ),
        sa.func.array(
            _rows(PARTICIPANTS.selected, t.participants)
            .where(_P.debate == _HERE, _P.number.in_(sa.select(_E.actor).select_from(_SHOWN)))
            .scalar_subquery()
        ),
    )
)
