"""How messages that are due are claimed, each kind by prepared statements that take rows over.

Every few seconds each process looks for what is due of each kind, and hardly ever finds anything.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.store.prepared import Execute, Prepared, Row
from bot.store.tables import MOMENT
from bot.store.waiting.slots import AHEAD

Given = Mapping[str, object]
"""The parameters of a statement."""


def moment(name: str) -> sa.BindParameter[datetime]:
    """A parameter that is a moment."""
    return sa.bindparam(name, type_=MOMENT)


NOW, LONGEST_CLAIM = moment("claimed_now"), moment("longest_claim")
"""When a claim is made, and the latest moment until which it can last."""

LIMIT = sa.bindparam("at_most", type_=sa.Integer)
CLAIMED_BY = sa.bindparam("claimed_by", type_=sa.Text)
CLAIM_ENDS = moment("claim_ends")


def given(at: datetime, lease: timedelta, owner: str, limit: int) -> Given:
    """These parameters of a claim."""
    ends = {"claim_ends": at + lease, "longest_claim": at + lease + AHEAD}
    return {"claimed_now": at, **ends, "claimed_by": owner, "at_most": limit}


class Claims:
    """Takes over the rows of a table that are due, until the lease is over: then they are due again.

    So are those of which `set_back` says that their moment was read from a clock that has been set back since; where
    nothing else is said, those claimed for longer than a claim lasts. The table has a key of one column, `due_at`,
    `owner` and `attempts`; an index of `due_at` finds either.
    """

    def __init__(
        self,
        table: sa.Table,
        columns: Sequence[sa.Column[Any]],
        *,
        set_back: sa.ColumnElement[bool] | None = None,
        those: sa.ColumnElement[bool] | None = None,
    ) -> None:
        here = table.c
        if set_back is None:
            set_back = here.owner.is_not(None) & (here.due_at > LONGEST_CLAIM)
        among = sa.true() if those is None else those
        self._due = _taking(table, columns, (here.due_at <= NOW) & among)
        self._set_back = _taking(table, columns, set_back & among)

    async def claim(self, execute: Execute, given: Given) -> Sequence[Row]:
        """Take over what is due; gives the columns of each row."""
        return await execute(self._due, given) or await execute(self._set_back, given)


def _taking(table: sa.Table, columns: Sequence[sa.Column[Any]], those: sa.ColumnElement[bool]) -> Prepared:
    (key,) = table.primary_key.columns
    wanted = sa.select(key).where(those).order_by(table.c.due_at).limit(LIMIT)
    claimed = {"owner": CLAIMED_BY, "due_at": CLAIM_ENDS, "attempts": table.c.attempts + 1}
    due = wanted.with_for_update(skip_locked=True)
    return Prepared(sa.update(table).where(is_one_of(key, due)).values(claimed).returning(*columns))


def is_one_of(key: sa.ColumnElement[int], few: sa.Select[Any]) -> sa.ColumnElement[bool]:
    """Whether a key is one of the few that a query gives. Each is looked up: a join is planned for any number."""
    return key == sa.any_(sa.func.array(few.scalar_subquery()))
