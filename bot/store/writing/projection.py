"""What each change does to the tables: the same as in a replay, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, singledispatch
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Status
from bot.ledger.record import events as e
from bot.ledger.record.events import Event
from bot.store import tables as t

Columns = tuple[str, ...]


class Deed(Enum):
    """What is done to a row."""

    INSERT = auto()
    INSERT_ONCE = auto()
    PUT = auto()
    UPDATE = auto()
    DELETE = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement about one row is without its values: where `key` says which row, `rest` what it becomes."""

    deed: Deed
    table: sa.Table
    key: Columns
    rest: Columns


@dataclass(frozen=True, slots=True)
class Write:
    """A statement about one row of a table."""

    shape: Shape
    values: dict[str, object]

    def bound(self, place: str = "") -> dict[str, object]:
        """The values under the names that the statement for that place has for them."""
        return {f"{place}new_{name}": value for name, value in self.values.items()}


Writes = tuple[Write, ...]
Dml = sa.Insert | sa.Update | sa.Delete


async def project(session: AsyncSession, events: Sequence[Event]) -> None:
    """Bring the tables to where they stand after these events of one debate.

    Each table takes its rows in the order of the events. Between tables the order is free: no write reads another
    table, and foreign keys are looked at when the transaction ends.
    """
    by_table: dict[sa.Table, list[Write]] = {}
    for write in writes_of(events):
        by_table.setdefault(write.shape.table, []).append(write)
    for writes in by_table.values():
        for shape, alike in groupby(writes, key=lambda write: write.shape):
            await session.execute(_statement(shape), [write.bound() for write in alike])


def writes_of(events: Sequence[Event]) -> list[Write]:
    """What these events do to the tables, row by row and in their order."""
    return [write for event in events for write in _writes(event.change, event)]


@singledispatch
def _writes(change: e.Change, event: Event) -> Writes:
    raise ValueError(f"no table knows {change.verb!r}")


@cache
def _statement(shape: Shape) -> Dml:
    return statement(shape)


def statement(shape: Shape, place: str = "", moved: sa.CTE | None = None) -> Dml:
    """The statement of that shape; within a larger one, its values bear the place's name.

    With `moved`, it does nothing where that gives no row.
    """
    table = shape.table
    values = {name: _value(table, name, place) for name in shape.key + shape.rest}
    if shape.deed in (Deed.UPDATE, Deed.DELETE):
        here = [table.c[name].is_not_distinct_from(values[name]) for name in shape.key if table.c[name].nullable]
        here += [table.c[name] == values[name] for name in shape.key if not table.c[name].nullable]
        if moved is not None:
            here.append(sa.exists(sa.select(moved)))
        if shape.deed is Deed.DELETE:
            return sa.delete(table).where(*here)
        return sa.update(table).where(*here).values({name: values[name] for name in shape.rest})
    row = postgresql.insert(table)
    if moved is None:
        row = row.values(values)
    else:
        row = row.from_select(list(values), sa.select(*values.values()).select_from(moved))
    if shape.deed is Deed.INSERT_ONCE:
        return row.on_conflict_do_nothing()
    if shape.deed is Deed.PUT:
        now = {name: row.excluded[name] for name in shape.rest}
        return row.on_conflict_do_update(index_elements=shape.key, set_=now)
    return row


def _value(table: sa.Table, name: str, place: str) -> sa.BindParameter[object]:
    return sa.bindparam(f"{place}new_{name}", type_=table.c[name].type)


def _write(deed: Deed, table: sa.Table, key: dict[str, object], rest: dict[str, object]) -> Writes:
    return (Write(Shape(deed, table, tuple(key), tuple(rest)), key | rest),)


def _added(table: sa.Table, event: Event, **values: object) -> Writes:
    return _write(Deed.INSERT, table, {"debate": event.debate}, values)


def _added_once(table: sa.Table, event: Event, **values: object) -> Writes:
    return _write(Deed.INSERT_ONCE, table, {"debate": event.debate}, values)


def _stands(table: sa.Table, key: dict[str, object], **now: object) -> Writes:
    return _write(Deed.PUT, table, key, now)


def _changed(table: sa.Table, key: dict[str, object], **now: object) -> Writes:
    return _write(Deed.UPDATE, table, key, now)


def _gone(table: sa.Table, key: dict[str, object]) -> Writes:
    return _write(Deed.DELETE, table, key, {})


def _debate(event: Event, **now: object) -> Writes:
    return _changed(t.debates, {"id": event.debate}, **now)


def _numbered(table: sa.Table, event: Event, number: int, **now: object) -> Writes:
    return _changed(table, {"debate": event.debate, "number": number}, **now)


def _entry(event: Event, number: int, **now: object) -> Writes:
    return _numbered(t.entries, event, number, **now)


@_writes.register
def _(change: e.DebateOpened, event: Event) -> Writes:
    return _debate(event, guild=change.guild, question=change.question, opened_by=event.actor, opened_at=event.at)


@_writes.register
def _(change: e.QuestionAsked, event: Event) -> Writes:
    return _debate(event, question=change.question)


@_writes.register
def _(change: e.DebateClosed, event: Event) -> Writes:
    return _debate(event, closed_at=event.at)


@_writes.register
def _(change: e.DebateReopened, event: Event) -> Writes:
    return _debate(event, closed_at=None)


@_writes.register
def _(change: e.ParticipantMet, event: Event) -> Writes:
    user = int(change.user) if change.user is not None else None
    return _added(t.participants, event, number=change.person, user=user, name=change.name)


@_writes.register
def _(change: e.SideNamed, event: Event) -> Writes:
    # A side whose name was erased may be named anew.
    return _stands(t.sides, {"debate": event.debate, "number": change.side}, name=change.name)


@_writes.register
def _(change: e.SideJoined, event: Event) -> Writes:
    return _numbered(t.participants, event, change.person, side=change.side)


@_writes.register
def _(change: e.SideLeft, event: Event) -> Writes:
    return _numbered(t.participants, event, change.person, side=None)


@_writes.register
def _(change: e.EntryTagged, event: Event) -> Writes:
    entry = _added(
        t.entries,
        event,
        number=change.entry,
        kind=change.kind,
        author=change.author,
        tagger=change.tagger,
        status=Status.PROPOSED if change.proposed else Status.LIVE,
        tagged_at=event.at,
        passage=change.passage,
        channel=change.channel,
        message=change.message,
        concedes=change.concedes,
        scope=change.scope,
        conceded_answer=change.conceded_answer,
        has_proposal=change.proposed,
        tagger_answer=change.tagger_answer if change.proposed else None,
        crux_for=change.crux_for if change.proposed else None,
    )
    return entry + _added(t.wordings, event, entry=change.entry, number=1, statement=change.statement)


def _decided(event: Event, number: int, status: Status, **more: object) -> Writes:
    return _entry(event, number, status=status, has_proposal=False, tagger_answer=None, crux_for=None, **more)


@_writes.register
def _(change: e.EntryConfirmed, event: Event) -> Writes:
    return _decided(event, change.entry, Status.LIVE)


@_writes.register
def _(change: e.EntryDeclined, event: Event) -> Writes:
    return _decided(event, change.entry, Status.DECLINED)


@_writes.register
def _(change: e.EntryWithdrawn, event: Event) -> Writes:
    return _decided(event, change.entry, Status.WITHDRAWN)


@_writes.register
def _(change: e.EntryMerged, event: Event) -> Writes:
    return _decided(event, change.entry, Status.MERGED, merged_into=change.into)


@_writes.register
def _(change: e.EntryReworded, event: Event) -> Writes:
    return _added(t.wordings, event, entry=change.entry, number=change.wording, statement=change.statement)


@_writes.register
def _(change: e.StanceTaken, event: Event) -> Writes:
    key: dict[str, object] = {"debate": event.debate, "entry": change.entry, "person": change.person}
    return _stands(t.stances, key, wording=change.wording, answer=change.answer, credence=change.credence, at=event.at)


def _mark(event: Event, change: e.CruxMarked | e.CruxUnmarked) -> dict[str, object]:
    return {"debate": event.debate, "entry": change.entry, "person": change.person, "target": change.target}


@_writes.register
def _(change: e.CruxMarked, event: Event) -> Writes:
    return _stands(t.crux_marks, _mark(event, change), degree=change.degree)


@_writes.register
def _(change: e.CruxUnmarked, event: Event) -> Writes:
    return _gone(t.crux_marks, _mark(event, change))


@_writes.register
def _(change: e.EntriesLinked, event: Event) -> Writes:
    return _added_once(t.links, event, entry=change.entry, relation=change.relation, target=change.target)


@_writes.register
def _(change: e.EntriesUnlinked, event: Event) -> Writes:
    key = {"debate": event.debate, "entry": change.entry, "relation": change.relation, "target": change.target}
    return _gone(t.links, key)


@_writes.register
def _(change: e.EntryParked, event: Event) -> Writes:
    return _entry(event, change.entry, parked_by=change.person, parking_agreed_by=None)


@_writes.register
def _(change: e.ParkingAgreed, event: Event) -> Writes:
    return _entry(event, change.entry, parking_agreed_by=change.person)


@_writes.register
def _(change: e.EntryRevived, event: Event) -> Writes:
    return _entry(event, change.entry, parked_by=None, parking_agreed_by=None)


@_writes.register
def _(change: e.TermDefined, event: Event) -> Writes:
    return _added(
        t.definitions,
        event,
        number=change.definition,
        term=change.term,
        meaning=change.meaning,
        person=change.person,
        owner=change.owner,
        channel=change.channel,
        message=change.message,
    )


@_writes.register
def _(change: e.TermCredited, event: Event) -> Writes:
    return _numbered(t.definitions, event, change.definition, owner=change.owner)


@_writes.register
def _(change: e.TermAdopted, event: Event) -> Writes:
    return _added_once(t.adoptions, event, definition=change.definition, person=change.person)


@_writes.register
def _(change: e.SourceEdited, event: Event) -> Writes:
    return _entry(event, change.entry, source_edited=True)


@_writes.register
def _(change: e.SourceDeleted, event: Event) -> Writes:
    return _entry(event, change.entry, source_deleted=True)


@_writes.register
def _(change: e.PassageLost, event: Event) -> Writes:
    return _entry(event, change.entry, orphaned=True)


@_writes.register
def _(change: e.PersonForgotten, event: Event) -> Writes:
    return ()


@_writes.register
def _(change: e.DigestPosted, event: Event) -> Writes:
    return _added(t.digests, event, sequence=event.sequence, seen=change.seen, message=change.message, at=event.at)
