"""The statements that read the look of a request: each gives what it reads as one row, lists of rows within it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.entries import Status
from bot.store import tables as t
from bot.store.prepared import Prepared
from bot.store.reading.debates import HEAD
from bot.store.rows import (
    ADOPTIONS,
    CRUX_MARKS,
    DEFINITIONS,
    ENTRIES,
    FORMER_SIDES,
    LINKS,
    PARTICIPANTS,
    SIDES,
    STANCES,
    WORDINGS,
)

_ID = sa.bindparam("debate_of", type_=sa.BigInteger)
_USERS = sa.bindparam("users_of", type_=ARRAY(sa.BigInteger))
_USER = sa.bindparam("user_of", type_=sa.BigInteger)
_NUMBERS = sa.bindparam("entries_of", type_=ARRAY(sa.Integer))
_MESSAGE = sa.bindparam("message_of", type_=sa.BigInteger)
_P, _E, _W, _S, _M, _L, _D = (
    table.c for table in (t.participants, t.entries, t.wordings, t.stances, t.crux_marks, t.links, t.definitions)
)
_ONE = sa.literal_column("1", sa.Integer)
_ALIVE = sa.or_(_E.status == Status.LIVE, _E.status == Status.PROPOSED)


def _rows(
    columns: Sequence[sa.ColumnElement[Any]], *where: sa.ColumnElement[bool], order: Sequence[sa.Column[Any]] = ()
) -> Any:
    """The debate's rows of a table, as a list of rows."""
    # No array of a table's own row type: the driver would ask each connection what such a row is made of.
    own = next(column.table for column in columns if isinstance(column, sa.Column))
    rows = sa.select(sa.func.row(*columns)).where(own.c.debate == _ID, *where).order_by(*order)
    return sa.func.array(rows.scalar_subquery())


def _people(column: sa.Column[Any], keys: Any, what: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]) -> Any:
    """What is wanted of the person in the debate whom each key is of, as a list.

    Each is looked up by itself: for a list of keys all people of a debate would be read, since one has few as a rule,
    and some have thousands.
    """
    wanted = sa.func.unnest(keys).table_valued(sa.column("key", column.type)).render_derived()
    one = sa.select(what.label("found")).where(_P.debate == _ID, column == wanted.c.key, *where).limit(_ONE)
    found = one.correlate(wanted).lateral()
    return sa.func.array(sa.select(found.c.found).select_from(wanted.join(found, sa.true())).scalar_subquery())


def _next(table: sa.Table) -> sa.ScalarSelect[int]:
    largest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0) + 1).where(table.c.debate == _ID)
    return largest.scalar_subquery()


@lru_cache
def look_statement(
    about_entries: bool, about_terms: bool, about_message: bool, about_sides: bool, about_limits: bool
) -> Prepared:
    """Reads the head and who asks; and entries, definitions, a message, who is where, limits, if it is about them."""
    columns: list[Any] = [
        *HEAD,
        *(_next(table) for table in (t.participants, t.entries, t.definitions)),
        _people(_P.user, _USERS, sa.func.row(*PARTICIPANTS.selected)),
        _rows(SIDES.selected, order=SIDES.ordered),
        _rows(FORMER_SIDES.selected, order=FORMER_SIDES.ordered),
    ]
    if about_entries:
        columns += _of_entries()
    if about_terms:
        columns += _of_terms()
    if about_message:
        columns += _of_message()
    if about_sides:
        columns += _of_sides()
    if about_limits:
        columns += _of_limits()
    once = sa.select(sa.literal_column("1").label("one")).subquery("once")
    return Prepared(sa.select(*columns).select_from(once.outerjoin(t.debates, t.debates.c.id == _ID)))


def _of_entries() -> list[Any]:
    """The columns of the entries that are wanted, and of what the people said of them."""
    asking = sa.type_coerce(_people(_P.user, _USERS, _P.number), ARRAY(sa.Integer))
    parking = _numbers(sa.select(_E.parked_by).where(_E.debate == _ID, _E.number == sa.any_(_NUMBERS)))
    return [
        _rows(ENTRIES.selected, _E.number == sa.any_(_NUMBERS), order=ENTRIES.ordered),
        _rows(WORDINGS.selected_with_owner, _W.entry == sa.any_(_NUMBERS), order=WORDINGS.ordered),
        _rows(STANCES.selected, _S.entry == sa.any_(_NUMBERS), _S.person == sa.any_(asking)),
        _rows(CRUX_MARKS.selected, _M.entry == sa.any_(_NUMBERS), _M.person == sa.any_(asking)),
        _rows(LINKS.selected, _L.entry == sa.any_(_NUMBERS)),
        _people(_P.number, parking, sa.func.row(*PARTICIPANTS.selected)),
    ]


def _numbers(query: sa.Select[Any]) -> Any:
    # An array is looked up in an index, whatever the statistics say; a query within the query may not be.
    return sa.func.array(query.scalar_subquery(), type_=ARRAY(sa.Integer))


def _of_terms() -> list[Any]:
    number = sa.bindparam("definition_of", type_=sa.Integer)
    adopters = t.adoptions.c
    return [
        _rows(DEFINITIONS.selected, _D.number == number),
        _rows(ADOPTIONS.selected_with_owner, adopters.definition == number, order=ADOPTIONS.ordered),
    ]


def _of_message() -> list[Any]:
    """The columns of a message's draft, of its author, and of the entries that quote it."""
    c = t.drafts.c
    here = (c.channel == _ID) & (c.user == _USER) & (c.message == _MESSAGE)
    draft = sa.select(sa.func.row(c.message, c.author, c.author_name, c.text, c.at)).where(here)
    author = sa.select(c.author).where(here).scalar_subquery()
    first = (_W.debate == _E.debate) & (_W.entry == _E.number) & (_W.number == 1)
    quoting = (
        sa.select(sa.func.row(_E.number, _E.kind, _W.statement))
        .join_from(t.entries, t.wordings, first)
        .where(_E.debate == _ID, _E.message == _MESSAGE, _ALIVE)
        .order_by(_E.number)
    )
    return [
        sa.func.array(draft.scalar_subquery()),
        _rows(PARTICIPANTS.selected, _P.user == author),
        sa.func.array(quoting.scalar_subquery()),
    ]


def _of_sides() -> list[Any]:
    """Who of those that ask take part, whether two take part at all, and how many people are on each side."""
    two = sa.select(_P.number).where(_P.debate == _ID, ~_P.forgotten, _TAKES_PART).limit(2).subquery()
    on_each = (
        sa.select(sa.func.row(_P.side, sa.func.count()))
        .where(_P.debate == _ID, _P.side.is_not(None), ~_P.forgotten)
        .group_by(_P.side)
    )
    return [
        _people(_P.user, _USERS, _P.number, _TAKES_PART),
        sa.select(sa.func.count() == 2).select_from(two).scalar_subquery(),
        sa.func.array(on_each.scalar_subquery()),
    ]


def _of_limits() -> list[Any]:
    """When who asks made so many entries ago, and whether there are as many open ones as there may be."""
    # By its index, so many entries are looked at as somebody may make within an hour.
    asking = sa.select(_P.number).where(_P.debate == _ID, _P.user == _USER).scalar_subquery()
    counted = (
        sa.select(_E.tagged_at)
        .where(_E.debate == _ID, _E.tagger == asking)
        .order_by(_E.tagged_at.desc())
        .offset(sa.bindparam("tags_before", type_=sa.Integer))
        .limit(1)
    )
    most = sa.bindparam("most_open", type_=sa.Integer)
    some = sa.select(_E.number).where(_E.debate == _ID, _ALIVE).limit(most).subquery()
    reached = sa.select(sa.func.count() >= most).select_from(some).scalar_subquery()
    # They are counted only where there were ever so many.
    return [counted.scalar_subquery(), sa.case((_next(t.entries) > most, reached), else_=sa.false())]


_LIVE = sa.select(_E.number).where(_E.debate == _ID, _E.status == Status.LIVE)
_TAKES_PART = sa.or_(
    _P.side.is_not(None),
    sa.exists().where(_E.debate == _ID, _E.status == Status.LIVE, _E.author == _P.number).correlate(t.participants),
    sa.exists().where(_S.debate == _ID, _S.person == _P.number, _S.entry.in_(_LIVE)).correlate(t.participants),
)
"""Who has a side, a live entry, or a stance on one."""

_FOLDED = (
    sa.select(_W.folded)
    .where(_W.debate == _E.debate, _W.entry == _E.number)
    .order_by(_W.number.desc())
    .limit(1)
    .correlate(t.entries)
    .scalar_subquery()
)
STATED = Prepared(
    sa.select(_E.number)
    .where(
        _E.debate == _ID,
        _E.author == sa.select(_P.number).where(_P.debate == _ID, _P.user == _USER).scalar_subquery(),
        _E.message.is_(None),
        _ALIVE,
        sa.bindparam("folded_as", type_=sa.Text) == _FOLDED,
    )
    .order_by(_E.number)
)
ANSWERS = Prepared(
    sa.select(*PARTICIPANTS.selected, *STANCES.selected)
    .join(t.stances, (_S.debate == _P.debate) & (_S.person == _P.number))
    .where(_S.debate == _ID, _S.entry == sa.bindparam("entry_of", type_=sa.Integer))
)
