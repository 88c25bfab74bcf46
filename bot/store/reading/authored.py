"""Entries that somebody can take back: what they said, and what they proposed and nobody confirmed yet."""

from functools import cache

import sqlalchemy as sa

from bot.ledger.entries import Entry, Status
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.values import from_rows
from bot.store.rows import ENTRIES, WORDINGS

_E, _W, _P = t.entries.c, t.wordings.c, t.participants.c
_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)


async def withdrawable(execute: Execute, debate: int, user: int | None, most: int) -> tuple[Head, list[Entry]] | None:
    """The open entries of a person, or of anybody, so many at most, the newest first; None where there is no debate."""
    values: dict[str, object] = {"debate_of": debate, "most": most}
    if user is not None:
        values["user_of"] = user
    rows = await execute(_statement(user is not None), values)
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    return (head, from_rows(ENTRIES, *rows[0][HEAD_COLUMNS:])) if head is not None else None


@cache
def _statement(of_somebody: bool) -> Prepared:
    newest = sa.select(_E.number).where(_E.debate == _HERE, _open(of_somebody)).order_by(_E.number.desc())
    newest_ones = newest.limit(sa.bindparam("most", type_=sa.Integer)).cte("newest")
    return Prepared(
        sa.select(
            *HEAD,
            sa.func.array(
                sa.select(sa.func.row(*ENTRIES.selected))
                .join(newest_ones, (_E.debate == _HERE) & (_E.number == newest_ones.c.number))
                .order_by(_E.number.desc())
                .scalar_subquery()
            ),
            sa.func.array(
                sa.select(sa.func.row(*WORDINGS.selected_with_owner))
                .join(newest_ones, (_W.debate == _HERE) & (_W.entry == newest_ones.c.number))
                .order_by(_W.entry, _W.number)
                .scalar_subquery()
            ),
        ).where(t.debates.c.id == _HERE)
    )


def _open(of_somebody: bool) -> sa.ColumnElement[bool]:
    proposed = _E.status == Status.PROPOSED
    if not of_somebody:
        return sa.or_(_E.status == Status.LIVE, proposed)
    user = sa.bindparam("user_of", type_=sa.BigInteger)
    who = sa.select(_P.number).where(_P.debate == _HERE, _P.user == user).scalar_subquery()
    return sa.or_(
        (_E.status == Status.LIVE) & (_E.author == who), proposed & sa.or_(_E.author == who, _E.tagger == who)
    )
