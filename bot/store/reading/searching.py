"""Entries found by a number or by words."""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.entries import Entry, Status
from bot.ledger.text import folded
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.values import from_rows
from bot.store.rows import ENTRIES, WORDINGS, conceded_words, goes_on_as

LARGEST_NUMBER_DIGITS = 9
"""With more digits, a number may be larger than any that PostgreSQL keeps as an integer."""


async def search(execute: Execute, debate: int, words: str, limit: int) -> tuple[Head, list[Entry]] | None:
    """The live and proposed entries that fit a number or hold all of the words; None where there is no debate.

    The entry of that very number comes first, then the newest.
    """
    typed = words.strip().removeprefix("#").strip()
    numeric = typed.isascii() and typed.isdigit()
    exact = int(typed) if numeric and typed == typed.lstrip("0")[:LARGEST_NUMBER_DIGITS] else None
    values = {
        "debate_of": debate,
        "patterns": _patterns(typed),
        "exact": exact,
        "digits": f"{typed}%" if numeric else None,
    }
    rows = await execute(_search(limit), values)
    head = head_of(rows[0][:HEAD_COLUMNS]) if rows else None
    if head is None:
        return None
    entries, wordings = rows[0][HEAD_COLUMNS:]
    return head, from_rows(ENTRIES, entries, wordings)


def _patterns(typed: str) -> list[str]:
    """What the folded form of a statement that holds all of the words is like."""
    # A longer word stands in fewer statements: those without it need not be searched for the others.
    words = sorted(folded(typed).split(), key=len, reverse=True)
    return [f"%{_escaped(word)}%" for word in words]


def _escaped(word: str) -> str:
    """The word with what has a meaning in a pattern taken literally."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_E, _W, _LATER = t.entries.c, t.wordings.c, t.wordings.alias("later").c
_HERE = sa.bindparam("debate_of", type_=sa.BigInteger)
_EXACT = sa.bindparam("exact", type_=sa.Integer)
_PATTERNS = sa.all_(sa.bindparam("patterns", type_=ARRAY(sa.Text)))

_ALIVE = sa.or_(_E.status == Status.LIVE, _E.status == Status.PROPOSED)
_IN_FORCE = ~(
    sa.exists().where(_LATER.debate == _HERE, _LATER.entry == _W.entry, _LATER.number > _W.number).correlate(t.wordings)
)


_DIGITS = sa.bindparam("digits", type_=sa.Text)
_HAS_DIGITS = _DIGITS.is_not(None) & sa.cast(_W.entry, sa.Text).like(_DIGITS)
# Of a condition within CASE, PostgreSQL expects that half of the entries meet it, and begins with the newest; else it
# expects next to none, and compares all of them first. What a wording says by itself is asked of it alone, before its
# entry is looked up.
_MAY_FIT = sa.case((sa.or_(_W.folded.is_(None), _W.folded.like(_PATTERNS), _HAS_DIGITS), sa.true()), else_=sa.false())
_SAYS_SO = sa.or_(_W.folded.is_not(None), conceded_words("folded").like(_PATTERNS), _HAS_DIGITS)
# One entry at a time, in the order of the numbers from the newest back: the search ends where it has found enough.
_ITS_ENTRY = (
    sa.select(_E.number)
    .where(_E.debate == _HERE, _E.number == _W.entry, _ALIVE, _SAYS_SO, _IN_FORCE)
    .limit(1)
    .correlate(t.wordings)
    .lateral()
)
_NAMED = t.entries.alias("named")
# Who types the number of a merged entry is offered the one that it goes on as.
_GOES_ON = (
    sa.select(sa.func.coalesce(goes_on_as("named"), _NAMED.c.number))
    .where(_NAMED.c.debate == _HERE, _NAMED.c.number == _EXACT)
    .scalar_subquery()
)
_NEWEST = (
    sa.select(_W.entry.label("number"), sa.literal_column("1").label("place"))
    .join(_ITS_ENTRY, sa.true())
    .where(_W.debate == _HERE, _MAY_FIT, _W.entry.is_distinct_from(_GOES_ON))
    .order_by(_W.entry.desc())
)
_NUMBERED = sa.select(_E.number, sa.literal_column("0").label("place")).where(
    _E.debate == _HERE, _E.number == _GOES_ON, _ALIVE
)


@cache
def _search(limit: int) -> Prepared:
    """The search for so many entries. A limit that PostgreSQL knows while it plans lets it begin with the newest."""
    most: sa.ColumnClause[int] = sa.literal_column(str(limit), sa.Integer)
    both = sa.union_all(_NUMBERED, _NEWEST.limit(most).subquery().select()).subquery()
    found = sa.select(both).order_by(both.c.place, both.c.number.desc()).limit(most).cte("found")
    return Prepared(
        sa.select(
            *HEAD,
            sa.func.array(
                sa.select(sa.func.row(*ENTRIES.selected))
                .join(found, (_E.debate == _HERE) & (_E.number == found.c.number))
                .order_by(found.c.place, _E.number.desc())
                .scalar_subquery()
            ),
            sa.func.array(
                sa.select(sa.func.row(*WORDINGS.selected_with_owner))
                .join(found, (_W.debate == _HERE) & (_W.entry == found.c.number))
                .order_by(_W.entry, _W.number)
                .scalar_subquery()
            ),
        ).where(t.debates.c.id == _HERE)
    )
