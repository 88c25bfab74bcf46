"""A small debate, read in one statement: all that stands in it, as one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.ledger.ledger import Debate, Ledger
from bot.ledger.record.ledger_fields import Values, ledger_of
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading import values
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.rows import DEBATES, MAPPINGS

MOST_EVENTS = 100
"""How many events a small debate has at most: of a larger one, the database had better count the stances."""


@dataclass(frozen=True, slots=True)
class SmallDebate:
    """All of a debate as it stands at its head, with its stances one by one."""

    head: Head
    ledger: Ledger
    last_digest: int | None
    """How many events its latest digest tells of; None where it has none."""


async def small_debate(execute: Execute, debate: int) -> SmallDebate | None:
    """A debate as it stands; None where there is no such debate, or it has too many events."""
    rows = await execute(_SMALL_DEBATE, {"debate_of": debate, "most_events": MOST_EVENTS})
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    ledger = _ledger(head, rows[0][HEAD_COLUMNS:])
    return SmallDebate(head, ledger, max((posted.sequence for posted in ledger.digests), default=None))


_BESIDE_THE_DEBATE = tuple(mapping for mapping in MAPPINGS.values() if mapping is not DEBATES)


def _ledger(head: Head, columns: Sequence[values.Rows]) -> Ledger:
    standing: dict[type, Values] = {Debate: {head.debate.id: head.debate}}
    left = iter(columns)
    for mapping in _BESIDE_THE_DEBATE:
        of_kind = values.from_rows(mapping, next(left), next(left) if mapping.collection else ())
        standing[mapping.kind] = values.by_key(of_kind)
    return ledger_of(standing)


def _columns() -> Iterator[sa.ColumnElement[Any]]:
    for mapping in _BESIDE_THE_DEBATE:
        yield _all(mapping.of(t.debates.c.id), mapping.selected, mapping.ordered)
        if (collection := mapping.collection) is not None:
            yield _all(collection.of(t.debates.c.id), collection.selected_with_owner, collection.ordered)


def _all(
    own: sa.ColumnElement[bool], columns: Sequence[sa.ColumnElement[Any]], order: Sequence[sa.Column[Any]]
) -> sa.ColumnElement[Any]:
    """The debate's rows of a table, as a list of rows."""
    # No array of a table's own row type: the driver would ask each connection what such a row is made of.
    rows = sa.select(sa.func.row(*columns)).where(own).order_by(*order).correlate(t.debates)
    return sa.func.array(rows.scalar_subquery())


_SMALL_DEBATE = Prepared(
    sa.select(*HEAD, *_columns()).where(
        t.debates.c.id == sa.bindparam("debate_of"), t.debates.c.head_sequence <= sa.bindparam("most_events")
    )
)
