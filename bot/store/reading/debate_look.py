"""The look of a request: the part of a debate's ledger that it is about, with the head it was read under.

The head is read first, or in the same statement. So where the ledger still ends there when the request's changes are
appended, all that was read stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from bot.ledger.entries import (
    STATEMENT_LIMIT,
    Debate,
    Definition,
    Entry,
    Ledger,
    Participant,
    Status,
)
from bot.ledger.record.chain import GENESIS
from bot.ledger.rules.entries import LARGEST_NUMBER, entry_named, entry_numbered, number_in
from bot.ledger.statements import one_line
from bot.store import tables as t
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debates import HEAD, HEAD_COLUMNS, Head, head_of
from bot.store.reading.searching import search
from bot.store.reading.values import Rows, by_key, from_rows
from bot.store.rows import (
    ADOPTIONS,
    CRUX_MARKS,
    DEFINITIONS,
    ENTRIES,
    LINKS,
    PARTICIPANTS,
    SIDES,
    STANCES,
    WORDINGS,
)
from bot.store.waiting.drafts import Draft

MOST_FITTING = 25
"""Among how many entries that hold the words one is looked for that says just these."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a request is about. `users` are people by the platform's ids: who asks, and whom they name.

    `names` are what somebody typed to name an entry: a number, or words of its statement. With `conceded`, what the
    entries concede is wanted too. `tags` is the message whose draft is wanted, with the entries that quote it. `stated`
    is a statement that the first of the users may have made.
    """

    users: tuple[int, ...]
    entries: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    conceded: bool = False
    definition: int | None = None
    tags: int | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class DebateLook:
    """Part of a ledger as it stood at `head`: people, sides, entries with their wordings, what the people said of them.

    The sequence of a debate that is not opened yet is 0.
    """

    head: Head
    ledger: Ledger
    next_person: int
    next_entry: int = 0
    next_definition: int = 0
    draft: Draft | None = None
    named: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The entries that fit each of the names, best first."""
    stated: tuple[int, ...] = ()
    """The entries that make the wanted statement."""
    linked_by: int | None = None
    """Who said last that two entries are linked, where that was wanted."""

    @property
    def is_opened(self) -> bool:
        """Whether the debate has a ledger."""
        return self.head.sequence > 0

    def entry(self, number: int) -> Entry:
        """The entry of that number. Raises NoSuchEntry."""
        return entry_numbered(self.ledger.entries, number)

    def entry_named(self, name: str) -> Entry:
        """The entry that somebody names, as wanted. Raises NoSuchEntry, NothingFits, AmbiguousEntry."""
        return entry_named(self.ledger.entries, name, self.named[name])

    def person(self, user: int) -> Participant | None:
        """The participant that a person of the platform is; None where the ledger has not met them."""
        return next((person for person in self.ledger.participants.values() if person.user == user), None)


async def debate_look(execute: Execute, unopened: Debate, subject: Subject) -> DebateLook:
    """The look of a request; `unopened` is what the debate would be if it were opened now."""
    first = await _read(execute, unopened, subject, subject.entries)
    named = {name: await _fitting(execute, unopened.id, name) for name in subject.names}
    more = {number for fitting in named.values() for number in fitting}
    stated = () if subject.stated is None else await _stated(execute, unopened.id, subject.users[0], subject.stated)
    more.update(stated)
    if subject.conceded:
        more |= {entry.concession.entry for entry in first.ledger.entries.values() if entry.concession is not None}
    if not more:
        return replace(first, named=named)
    second = await _read(execute, unopened, subject, (*subject.entries, *more))
    return replace(second, head=first.head, named=named, stated=stated)


async def with_all_answers(execute: Execute, look: DebateLook, entry: int) -> DebateLook:
    """The look with everybody's stance on an entry, and who they are."""
    rows = await execute(_ANSWERS, {"debate_of": look.head.debate.id, "entry_of": entry})
    own = len(PARTICIPANTS.columns)
    people = by_key(PARTICIPANTS.value(*row[:own]) for row in rows)
    stances = by_key(STANCES.value(*row[own:]) for row in rows)
    ledger = replace(
        look.ledger, participants={**people, **look.ledger.participants}, stances={**look.ledger.stances, **stances}
    )
    return replace(look, ledger=ledger)


async def _fitting(execute: Execute, debate: int, name: str) -> tuple[int, ...]:
    """The numbers of the entries that a name fits; none where it is longer than any statement."""
    number, line = number_in(name), one_line(name)
    if number is not None:
        return (number,) if number <= LARGEST_NUMBER else ()
    if not line or len(line) > STATEMENT_LIMIT:
        return ()
    found = await search(execute, debate, line, MOST_FITTING)
    return tuple(entry.number for entry in found[1]) if found is not None else ()


async def _stated(execute: Execute, debate: int, user: int, statement: str) -> tuple[int, ...]:
    """The live or proposed entries of a person that quote no message and say this, in whatever case of letters."""
    values = {"debate_of": debate, "user_of": user, "statement_of": statement}
    return tuple(row[0] for row in await execute(_STATED, values))


async def _read(execute: Execute, unopened: Debate, subject: Subject, entries: tuple[int, ...]) -> DebateLook:
    values: dict[str, object] = {"debate_of": unopened.id, "users_of": list(subject.users)}
    if entries:
        values["entries_of"] = [number for number in entries if 0 < number <= LARGEST_NUMBER]
    if subject.definition is not None:
        values["definition_of"] = subject.definition if 0 < subject.definition <= LARGEST_NUMBER else 0
    if subject.tags is not None:
        values |= {"user_of": subject.users[0], "message_of": subject.tags}
    shape = (bool(entries), subject.definition is not None, subject.tags is not None)
    (row,) = await execute(_statement(*shape), values)
    return _look(row, unopened, subject, *shape)


def _look(
    row: Sequence[Any], unopened: Debate, subject: Subject, about_entries: bool, about_terms: bool, about_message: bool
) -> DebateLook:
    head = head_of(row[:HEAD_COLUMNS]) or Head(unopened, 0, GENESIS)
    next_person, next_entry, next_definition, people, sides, *rest = row[HEAD_COLUMNS:]
    draft = None
    definitions: Mapping[Any, Definition] = {}
    parts: dict[str, Any] = {}
    if about_entries or about_message:
        entries, wordings, stances, marks, links, others, *rest = rest
        people = [*people, *others]
        parts = _entries(entries, wordings, stances, marks, links)
    if about_terms:
        terms, adopters, *rest = rest
        definitions = by_key(from_rows(DEFINITIONS, terms, adopters))
    if about_message:
        drafts, authors = rest
        people = [*people, *authors]
        draft = next((Draft(unopened.id, subject.users[0], *told) for told in drafts), None)
    ledger = Ledger(
        debate=head.debate,
        sides=by_key(from_rows(SIDES, sides)),
        participants=by_key(from_rows(PARTICIPANTS, people)),
        definitions=definitions,
        **parts,
    )
    return DebateLook(head, ledger, next_person, next_entry, next_definition, draft)


def _entries(entries: Rows, wordings: Rows, stances: Rows, marks: Rows, links: Rows) -> dict[str, Any]:
    return {
        "entries": by_key(from_rows(ENTRIES, entries, wordings)),
        "stances": by_key(from_rows(STANCES, stances)),
        "marks": by_key(from_rows(CRUX_MARKS, marks)),
        "links": frozenset(from_rows(LINKS, links)),
    }


_ID = sa.bindparam("debate_of", type_=sa.BigInteger)
_USERS = sa.bindparam("users_of", type_=ARRAY(sa.BigInteger))
_USER = sa.bindparam("user_of", type_=sa.BigInteger)
_NUMBERS = sa.bindparam("entries_of", type_=ARRAY(sa.Integer))
_MESSAGE = sa.bindparam("message_of", type_=sa.BigInteger)
_P, _E, _W, _S, _M, _L, _D = (
    table.c for table in (t.participants, t.entries, t.wordings, t.stances, t.crux_marks, t.links, t.definitions)
)
_ALIVE = sa.or_(_E.status == Status.LIVE, _E.status == Status.PROPOSED)


def _rows(
    columns: Sequence[sa.ColumnElement[Any]], *where: sa.ColumnElement[bool], order: Sequence[sa.Column[Any]] = ()
) -> Any:
    """The debate's rows of a table, as a list of rows."""
    # No array of a table's own row type: the driver would ask each connection what such a row is made of.
    own = next(column.table for column in columns if isinstance(column, sa.Column))
    rows = sa.select(sa.func.row(*columns)).where(own.c.debate == _ID, *where).order_by(*order)
    return sa.func.array(rows.scalar_subquery())


def _next(table: sa.Table) -> sa.ScalarSelect[int]:
    largest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0) + 1).where(table.c.debate == _ID)
    return largest.scalar_subquery()


@lru_cache
def _statement(about_entries: bool, about_terms: bool, about_message: bool) -> Prepared:
    columns: list[Any] = [
        *HEAD,
        *(_next(table) for table in (t.participants, t.entries, t.definitions)),
        _rows(PARTICIPANTS.selected, _P.user == sa.any_(_USERS)),
        _rows(SIDES.selected, order=SIDES.ordered),
    ]
    if about_entries or about_message:
        columns += _of_entries(about_entries, about_message)
    if about_terms:
        columns += _of_terms()
    if about_message:
        columns += _of_draft()
    once = sa.select(sa.literal_column("1").label("one")).subquery("once")
    return Prepared(sa.select(*columns).select_from(once.outerjoin(t.debates, t.debates.c.id == _ID)))


def _of_entries(by_number: bool, by_message: bool) -> list[Any]:
    """The columns of the entries that are wanted, and of what the people said of them."""
    wanted = sa.select(_E.number).where(_E.debate == _ID)
    numbered, quoting = wanted.where(_E.number == sa.any_(_NUMBERS)), wanted.where(_E.message == _MESSAGE, _ALIVE)
    numbers = numbered.union(quoting) if by_number and by_message else quoting if by_message else numbered

    def of(entry: sa.Column[Any]) -> sa.ColumnElement[bool]:
        # An array is looked up in an index; a query within the query may not be.
        return entry == sa.any_(_NUMBERS) if not by_message else entry.in_(numbers)

    asking = sa.select(_P.number).where(_P.debate == _ID, _P.user == sa.any_(_USERS))
    parking = sa.select(_E.parked_by).where(_E.debate == _ID, of(_E.number))
    return [
        _rows(ENTRIES.selected, of(_E.number), order=ENTRIES.ordered),
        _rows(WORDINGS.selected_with_owner, of(_W.entry), order=WORDINGS.ordered),
        _rows(STANCES.selected, of(_S.entry), _S.person.in_(asking)),
        _rows(CRUX_MARKS.selected, of(_M.entry), _M.person.in_(asking)),
        _rows(LINKS.selected, of(_L.entry)),
        _rows(PARTICIPANTS.selected, _P.number.in_(parking)),
    ]


def _of_terms() -> list[Any]:
    number = sa.bindparam("definition_of", type_=sa.Integer)
    adopters = t.adoptions.c
    return [
        _rows(DEFINITIONS.selected, _D.number == number),
        _rows(ADOPTIONS.selected_with_owner, adopters.definition == number, order=ADOPTIONS.ordered),
    ]


def _of_draft() -> list[Any]:
    c = t.drafts.c
    here = (c.channel == _ID) & (c.user == _USER) & (c.message == _MESSAGE)
    draft = sa.select(sa.func.row(c.message, c.author, c.author_name, c.text, c.at)).where(here)
    author = sa.select(c.author).where(here).scalar_subquery()
    return [sa.func.array(draft.scalar_subquery()), _rows(PARTICIPANTS.selected, _P.user == author)]


_STATEMENT = (
    sa.select(_W.statement)
    .where(_W.debate == _E.debate, _W.entry == _E.number)
    .order_by(_W.number.desc())
    .limit(1)
    .correlate(t.entries)
    .scalar_subquery()
)
_STATED = Prepared(
    sa.select(_E.number)
    .where(
        _E.debate == _ID,
        _E.author == sa.select(_P.number).where(_P.debate == _ID, _P.user == _USER).scalar_subquery(),
        _E.message.is_(None),
        _ALIVE,
        sa.func.lower(_STATEMENT) == sa.func.lower(sa.bindparam("statement_of", type_=sa.Text)),
    )
    .order_by(_E.number)
)
_ANSWERS = Prepared(
    sa.select(*PARTICIPANTS.selected, *STANCES.selected)
    .join(t.stances, (_S.debate == _P.debate) & (_S.person == _P.number))
    .where(_S.debate == _ID, _S.entry == sa.bindparam("entry_of", type_=sa.Integer))
)
