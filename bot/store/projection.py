"""What each change does to the tables: the same as in a replay, row by row."""

from functools import singledispatch

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger import events as e
from bot.ledger.entries import Status
from bot.ledger.events import Event
from bot.store import tables as t

Statements = tuple[sa.Executable, ...]


async def project(session: AsyncSession, event: Event) -> None:
    """Bring the tables to where they stand after the event."""
    for statement in _statements(event.change, event):
        await session.execute(statement)


@singledispatch
def _statements(change: e.Change, event: Event) -> Statements:
    raise ValueError(f"no table knows {change.verb!r}")


def _debate(event: Event, **now: object) -> Statements:
    return (sa.update(t.debates).where(t.debates.c.id == event.debate).values(**now),)


def _entry(event: Event, number: int, **now: object) -> Statements:
    here = (t.entries.c.debate == event.debate) & (t.entries.c.number == number)
    return (sa.update(t.entries).where(here).values(**now),)


def _side_of(event: Event, person: int, side: int | None) -> Statements:
    here = (t.participants.c.debate == event.debate) & (t.participants.c.number == person)
    return (sa.update(t.participants).where(here).values(side=side),)


def _row(table: sa.Table, event: Event, **values: object) -> Statements:
    return (sa.insert(table).values(debate=event.debate, **values),)


@_statements.register
def _(change: e.DebateOpened, event: Event) -> Statements:
    return _debate(event, guild=change.guild, question=change.question, opened_by=event.actor, opened_at=event.at)


@_statements.register
def _(change: e.QuestionAsked, event: Event) -> Statements:
    return _debate(event, question=change.question)


@_statements.register
def _(change: e.DebateClosed, event: Event) -> Statements:
    return _debate(event, closed_at=event.at)


@_statements.register
def _(change: e.DebateReopened, event: Event) -> Statements:
    return _debate(event, closed_at=None)


@_statements.register
def _(change: e.ParticipantMet, event: Event) -> Statements:
    user = int(change.user) if change.user is not None else None
    return _row(t.participants, event, number=change.person, user=user, name=change.name)


@_statements.register
def _(change: e.SideNamed, event: Event) -> Statements:
    return _row(t.sides, event, number=change.side, name=change.name)


@_statements.register
def _(change: e.SideJoined, event: Event) -> Statements:
    return _side_of(event, change.person, change.side)


@_statements.register
def _(change: e.SideLeft, event: Event) -> Statements:
    return _side_of(event, change.person, None)


@_statements.register
def _(change: e.EntryTagged, event: Event) -> Statements:
    entry = _row(
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
    return entry + _row(t.wordings, event, entry=change.entry, number=1, statement=change.statement)


def _decided(event: Event, number: int, status: Status) -> Statements:
    return _entry(event, number, status=status, has_proposal=False, tagger_answer=None, crux_for=None)


@_statements.register
def _(change: e.EntryConfirmed, event: Event) -> Statements:
    return _decided(event, change.entry, Status.LIVE)


@_statements.register
def _(change: e.EntryDeclined, event: Event) -> Statements:
    return _decided(event, change.entry, Status.DECLINED)


@_statements.register
def _(change: e.EntryWithdrawn, event: Event) -> Statements:
    return _decided(event, change.entry, Status.WITHDRAWN)


@_statements.register
def _(change: e.EntryReworded, event: Event) -> Statements:
    return _row(t.wordings, event, entry=change.entry, number=change.wording, statement=change.statement)


@_statements.register
def _(change: e.StanceTaken, event: Event) -> Statements:
    now = {"wording": change.wording, "answer": change.answer, "credence": change.credence, "at": event.at}
    key = {"debate": event.debate, "entry": change.entry, "person": change.person}
    upsert = insert(t.stances).values(**key, **now).on_conflict_do_update(index_elements=list(key), set_=now)
    return (upsert,)


@_statements.register
def _(change: e.CruxMarked, event: Event) -> Statements:
    key = {"debate": event.debate, "entry": change.entry, "person": change.person, "target": change.target}
    mark = insert(t.crux_marks).values(**key, degree=change.degree)
    return (mark.on_conflict_do_update(index_elements=list(key), set_={"degree": change.degree}),)


@_statements.register
def _(change: e.CruxUnmarked, event: Event) -> Statements:
    c = t.crux_marks.c
    mine = (c.debate == event.debate) & (c.entry == change.entry) & (c.person == change.person)
    return (sa.delete(t.crux_marks).where(mine & c.target.is_not_distinct_from(change.target)),)


@_statements.register
def _(change: e.EntriesLinked, event: Event) -> Statements:
    values = {"debate": event.debate, "entry": change.entry, "relation": change.relation, "target": change.target}
    return (insert(t.links).values(**values).on_conflict_do_nothing(),)


@_statements.register
def _(change: e.EntryParked, event: Event) -> Statements:
    return _entry(event, change.entry, parked_by=change.person, parking_agreed_by=None)


@_statements.register
def _(change: e.ParkingAgreed, event: Event) -> Statements:
    return _entry(event, change.entry, parking_agreed_by=change.person)


@_statements.register
def _(change: e.EntryRevived, event: Event) -> Statements:
    return _entry(event, change.entry, parked_by=None, parking_agreed_by=None)


@_statements.register
def _(change: e.TermDefined, event: Event) -> Statements:
    return _row(
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


@_statements.register
def _(change: e.TermCredited, event: Event) -> Statements:
    here = (t.definitions.c.debate == event.debate) & (t.definitions.c.number == change.definition)
    return (sa.update(t.definitions).where(here).values(owner=change.owner),)


@_statements.register
def _(change: e.TermAdopted, event: Event) -> Statements:
    values = {"debate": event.debate, "definition": change.definition, "person": change.person}
    return (insert(t.adoptions).values(**values).on_conflict_do_nothing(),)


@_statements.register
def _(change: e.SourceEdited, event: Event) -> Statements:
    return _entry(event, change.entry, source_edited=True)


@_statements.register
def _(change: e.SourceDeleted, event: Event) -> Statements:
    return _entry(event, change.entry, source_deleted=True)


@_statements.register
def _(change: e.PassageLost, event: Event) -> Statements:
    return _entry(event, change.entry, orphaned=True)


@_statements.register
def _(change: e.DigestPosted, event: Event) -> Statements:
    return _row(t.digests, event, sequence=event.sequence, seen=change.seen, message=change.message, at=event.at)
