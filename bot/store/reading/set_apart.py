"""Entries that were set apart, to be picked from while one brings them back."""

from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa

from bot.ledger.entries import Entry, SetApart, Status
from bot.ledger.text import folded
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.values import from_rows
from bot.store.rows import ENTRIES, WORDINGS

_E, _W = t.entries.c, t.wordings.c
_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_WORDS = sa.bindparam("words", type_=sa.Text)

_WHERE: Mapping[SetApart, sa.ColumnElement[bool]] = {
    SetApart.PARKED: (_E.status == Status.LIVE) & _E.parked_by.is_not(None),
    SetApart.WITHDRAWN: _E.status == Status.WITHDRAWN,
    SetApart.MERGED: _E.status == Status.MERGED,
}


async def set_apart(
    execute: Execute, debate: int, how: SetApart, words: str, most: int
) -> tuple[Head, list[Entry]] | None:
    """The entries that were set apart so, whose number or words begin or hold these, so many at most, newest first.

    None where there is no debate.
    """
    values = {"debate_of": debate, "words": folded(words.strip().removeprefix("#").strip()), "most": most}
    rows = await execute(_statement(how), values)
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    return (head, from_rows(ENTRIES, *rows[0][HEAD_COLUMNS:])) if head is not None else None


@cache
def _statement(how: SetApart) -> Prepared:
    said = (_W.debate == _HERE) & (_W.entry == _E.number) & sa.func.strpos(_W.folded, _WORDS).__gt__(0)
    fits = sa.or_(sa.func.starts_with(sa.cast(_E.number, sa.Text), _WORDS), sa.exists().where(said))
    newest = (
        sa.select(_E.number)
        .where(_E.debate == _HERE, _WHERE[how], fits)
        .order_by(_E.number.desc())
        .limit(sa.bindparam("most", type_=sa.Integer))
        .cte("newest")
    )
    return Prepared(
        sa.select(
            *HEAD,
            sa.func.array(
                sa.select(sa.func.row(*ENTRIES.selected))
                .join(newest, (_E.debate == _HERE) & (_E.number == newest.c.number))
                .order_by(_E.number.desc())
                .scalar_subquery()
            ),
            sa.func.array(
                sa.select(sa.func.row(*WORDINGS.selected_with_owner))
                .join(newest, (_W.debate == _HERE) & (_W.entry == newest.c.number))
                .order_by(_W.entry, _W.number)
                .scalar_subquery()
            ),
        ).where(t.debates.c.id == _HERE)
    )
