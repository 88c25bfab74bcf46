"""What each change does to the tables: the same as in a replay, row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, singledispatch
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger import events as e
from bot.ledger.entries import Status
from bot.ledger.events import Event
from bot.store import tables as t

Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Write:
    """A statement about one row of a table; statements that differ in their values alone are the same object."""

    table: sa.Table
    statement: sa.Executable
    values: dict[str, object]


Writes = tuple[Write, ...]


async def project(session: AsyncSession, events: Sequence[Event]) -> None:
    """Bring the tables to where they stand after these events of one debate.

    Each table takes its rows in the order of the events. Between tables the order is free: no write reads another
    table, and foreign keys are looked at when the transaction ends.
    """
    by_table: dict[sa.Table, list[Write]] = {}
    for event in events:
        for write in _writes(event.change, event):
            by_table.setdefault(write.table, []).append(write)
    for writes in by_table.values():
        for statement, alike in groupby(writes, key=lambda write: write.statement):
            await session.execute(statement, [write.values for write in alike])


@singledispatch
def _writes(change: e.Change, event: Event) -> Writes:
    raise ValueError(f"no table knows {change.verb!r}")


@cache
def _insert(table: sa.Table) -> sa.Executable:
    return sa.insert(table)


@cache
def _insert_once(table: sa.Table) -> sa.Executable:
    return insert(table).on_conflict_do_nothing()


@cache
def _put(table: sa.Table, key: Columns, rest: Columns) -> sa.Executable:
    row = insert(table)
    return row.on_conflict_do_update(index_elements=key, set_={name: row.excluded[name] for name in rest})


@cache
def _update(table: sa.Table, key: Columns, rest: Columns) -> sa.Executable:
    here = (table.c[name] == sa.bindparam(f"the_{name}") for name in key)
    return sa.update(table).where(*here).values({name: sa.bindparam(f"now_{name}") for name in rest})


@cache
def _delete(table: sa.Table, key: Columns) -> sa.Executable:
    here = (table.c[name].is_not_distinct_from(sa.bindparam(f"the_{name}", type_=table.c[name].type)) for name in key)
    return sa.delete(table).where(*here)


def _added(table: sa.Table, event: Event, **values: object) -> Writes:
    return (Write(table, _insert(table), {"debate": event.debate, **values}),)


def _added_once(table: sa.Table, event: Event, **values: object) -> Writes:
    return (Write(table, _insert_once(table), {"debate": event.debate, **values}),)


def _stands(table: sa.Table, key: dict[str, object], **now: object) -> Writes:
    return (Write(table, _put(table, tuple(key), tuple(now)), key | now),)


def _changed(table: sa.Table, key: dict[str, object], **now: object) -> Writes:
    values = {f"the_{name}": value for name, value in key.items()}
    values |= {f"now_{name}": value for name, value in now.items()}
    return (Write(table, _update(table, tuple(key), tuple(now)), values),)


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
    key = _mark(event, change)
    values = {f"the_{name}": value for name, value in key.items()}
    return (Write(t.crux_marks, _delete(t.crux_marks, tuple(key)), values),)


@_writes.register
def _(change: e.EntriesLinked, event: Event) -> Writes:
    return _added_once(t.links, event, entry=change.entry, relation=change.relation, target=change.target)


@_writes.register
def _(change: e.EntriesUnlinked, event: Event) -> Writes:
    key = {"debate": event.debate, "entry": change.entry, "relation": change.relation, "target": change.target}
    values = {f"the_{name}": value for name, value in key.items()}
    return (Write(t.links, _delete(t.links, tuple(key)), values),)


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
