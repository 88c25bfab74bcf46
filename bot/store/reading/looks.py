"""A debate as a digest looks at it: the database counts the stances, and only those are read that matter one by one.

A look at an earlier moment is a look at now with the later events taken back. All looks of a digest belong in one
transaction that sees one moment (`ledgers.at_one_moment`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import Grouping

from bot.ledger.entries import Answer, Ledger, Stance, Status
from bot.ledger.record.events import CHANGES, StanceTaken
from bot.ledger.record.replay import Replay, replay
from bot.ledger.standing.counts import Count, Counted, EntryCount, places_of, recounted, sides_of
from bot.store import tables as t
from bot.store.reading import events, ledgers
from bot.store.reading.since import Key, Later, Since
from bot.store.threads import worked_out


async def looks(session: AsyncSession, debate: int, seen: int, told: int | None) -> tuple[Ledger, Ledger | None]:
    """The debate after its event `seen`, and after its event `told`; None where that is none.

    Their stances are counted. One by one they hold the same ones: those of whoever marked a crux, on it and on what it
    is for, and all that were taken between the two moments. Raises ValueError where there is no such event.
    """
    since_seen = await _later(session, debate, seen)
    since_told = await _later(session, debate, told) if told is not None else {}
    now = await _counted(session, await _without_stances(session, debate, seen), since_seen)
    held = _as_then(await _of_markers(session, now), since_seen)
    for key, later in since_told.items():
        stance = since_seen[key].then if key in since_seen else later.now
        if stance is not None:
            held[key] = stance
    now = replace(now, stances=held)
    if told is None:
        return now, None
    before = await _counted(session, await _without_stances(session, debate, told), since_told)
    return now, replace(before, stances=_as_then(held, since_told))


@dataclass(frozen=True, slots=True)
class Onward:
    """A look that went on from an earlier one.

    `before` is the earlier one with the same stances one by one, and `touched` the entries that something happened to.
    """

    before: Ledger
    now: Ledger
    touched: frozenset[int]


def _recounting() -> list[str]:
    """The verbs after which a stance that was counted may count otherwise; after others, new ones are counted."""
    return [name for name, change in CHANGES.items() if change.traits.recounts]


def onward(earlier: Ledger, since: Since) -> Onward | None:
    """The debate as it stands, from how it was seen earlier and what happened since.

    None where that takes a look at everything, as sides or wordings have changed.
    """
    if earlier.counted is None or not earlier.sides or any(event.change.traits.recounts for event in since.events):
        return None
    running = Replay.onward(earlier)
    for event in since.events:
        running.take(event)
    now = running.ledger()
    if now.entries == earlier.entries:
        # What is the same is known to be the same, entry for entry.
        now = replace(now, entries=earlier.entries)
    taken = since.stances
    known = replace(
        earlier.counted,
        answered=earlier.counted.answered | {p for entry, p in taken if now.entries[entry].asks_for_stances},
        present=earlier.counted.present | {p for entry, p in taken if now.entries[entry].status is Status.LIVE},
    )
    now = replace(now, counted=recounted(known, now, ((later.then, later.now) for later in taken.values())))
    before = replace(earlier, stances=_as_then(now.stances, taken))
    touched = frozenset(event.entry for event in since.events if event.entry is not None)
    return Onward(before, now, touched)


async def goes_on(session: AsyncSession, debate: int, after: int, hash_then: bytes) -> bool:
    """Whether a look at a debate after an event that ended in that hash still holds, but for what was added since.

    Where it does not, the debate may be another one by now, and words of it may be erased.
    """
    ends = await _ends(session, debate, after)
    if ends is None or ends[1] != hash_then:
        return False
    ev = t.events.c
    new = ev.sequence.between(after + 1, ends[0])
    other = sa.exists().where(ev.debate == debate, new, ev.verb.in_(_recounting()))
    return not await session.scalar(sa.select(other))


async def with_last_answers(session: AsyncSession, look: Ledger, wanted: Mapping[int, Answer]) -> Ledger:
    """The look with the last stance on each of these entries that gives the answer, of those who are on a side."""
    if not wanted or look.counted is None:
        return look
    on_a_side = list(places_of(look.counted.sides))
    s, given = t.stances.c, _columns("given", entry=list(wanted), wording=_in_force(look, wanted))
    answers = _columns("answers", entry=list(wanted), answer=[answer.value for answer in wanted.values()])
    last = (
        sa.select(t.stances)
        .ext(distinct_on(s.entry))
        .join(given, (given.c.entry == s.entry) & (given.c.wording == s.wording))
        .join(answers, (answers.c.entry == s.entry) & (answers.c.answer == s.answer))
        .where(s.debate == look.debate.id, s.person == sa.any_(_numbers(on_a_side)))
        .order_by(s.entry, s.at.desc(), s.person.desc())
    )
    found = {(row.entry, row.person): _stance(row) for row in (await session.execute(last)).all()}
    return replace(look, stances=found | dict(look.stances))


async def _without_stances(session: AsyncSession, debate: int, upto: int) -> Ledger:
    """All but the stances, as it stood after an event."""
    known = await ledgers.load(session, debate, stances=False)
    if known is not None and await _last_event(session, debate) == upto:
        return known
    earlier = (t.events.c.verb != StanceTaken.verb) & (t.events.c.sequence <= upto)
    return replay(line.event for line in await events.matching(session, debate, earlier))


async def _ends(session: AsyncSession, debate: int, after: int) -> tuple[int, bytes] | None:
    """The number of the last event, and the hash of an earlier one; None where one of them is not there."""
    d, ev = t.debates.c, t.events.c
    wanted = sa.select(d.head_sequence, ev.hash).join(t.events, (ev.debate == d.id) & (ev.sequence == after))
    row = (await session.execute(wanted.where(d.id == debate))).one_or_none()
    return (row.head_sequence, row.hash) if row is not None else None


async def _last_event(session: AsyncSession, debate: int) -> int:
    return await session.scalar(sa.select(t.debates.c.head_sequence).where(t.debates.c.id == debate)) or 0


async def _later(session: AsyncSession, debate: int, after: int) -> dict[Key, Later]:
    """The stances that were taken after an event, with what they were before."""
    ev = t.events.c
    of_person = ev.data["person"].astext.cast(sa.Integer)
    later = (
        sa.select(ev.entry, of_person.label("person"))
        .distinct()
        .where(ev.debate == debate, ev.verb == StanceTaken.verb, ev.sequence > after)
        .cte("later")
    )
    then = (
        sa.select(ev.data, ev.at)
        .where(ev.debate == debate, ev.verb == StanceTaken.verb, ev.sequence <= after)
        .where(ev.entry == later.c.entry, of_person == later.c.person)
        .order_by(ev.sequence.desc())
        .limit(1)
        .lateral("then")
    )
    s = t.stances.c
    same = (s.debate == debate) & (s.entry == later.c.entry) & (s.person == later.c.person)
    wanted = sa.select(t.stances, then.c.data.label("then"), then.c.at.label("then_at")).select_from(
        later.join(t.stances, same).outerjoin(then, sa.true())
    )
    found = {}
    for row in (await session.execute(wanted)).all():
        before = row.then
        earlier = before and Stance(
            row.person, row.entry, before["wording"], Answer(before["answer"]), before["credence"], row.then_at
        )
        found[row.entry, row.person] = Later(_stance(row), earlier)
    return found


def _as_then(stances: Mapping[Key, Stance], since: Mapping[Key, Later]) -> dict[Key, Stance]:
    """These stances as they were before the later ones."""
    then = {key: since[key].then if key in since else stance for key, stance in stances.items()}
    return {key: stance for key, stance in then.items() if stance is not None}


async def _of_markers(session: AsyncSession, look: Ledger) -> dict[Key, Stance]:
    """The stances of whoever marked a crux, on it and on what it is for."""
    marked = {(mark.entry, mark.person) for mark in look.marks.values()}
    marked |= {(mark.target, mark.person) for mark in look.marks.values() if mark.target is not None}
    if not marked:
        return {}
    keys = _columns("keys", entry=[entry for entry, _ in marked], person=[person for _, person in marked])
    s = t.stances.c
    wanted = sa.select(t.stances).join(keys, (keys.c.entry == s.entry) & (keys.c.person == s.person))
    rows = (await session.execute(wanted.where(s.debate == look.debate.id))).all()
    return {(row.entry, row.person): _stance(row) for row in rows}


# Counting


async def _counted(session: AsyncSession, look: Ledger, since: Mapping[Key, Later]) -> Ledger:
    """The look with its stances counted: those of now, and the later ones taken back."""
    entries = look.entries.values()
    fresh = [key for key, later in since.items() if later.then is None]
    silent = [entry.number for entry in entries if not entry.asks_for_stances]
    gone = [entry.number for entry in entries if entry.status is not Status.LIVE]
    answered = await _people_beyond(session, look, silent, fresh)
    present = await _people_beyond(session, look, gone, fresh)
    sides = sides_of(look, present)
    counts = await _answers_by_camp(session, look, places_of(sides), len(sides))
    waiting = await _waiting(session, look)
    nobody = (_NOBODY,) * (len(sides) + 1)

    def of_entries() -> dict[int, EntryCount]:
        numbers = counts.keys() | waiting.keys()
        return {number: EntryCount(counts.get(number, nobody), waiting.get(number, ())) for number in numbers}

    known = Counted(sides, answered, present, await worked_out(len(counts), of_entries))
    undone = ((later.now, later.then) for (entry, _), later in since.items() if entry in look.entries)
    return replace(look, counted=recounted(known, look, undone))


async def _people_beyond(
    session: AsyncSession, look: Ledger, silent: Sequence[int], fresh: Sequence[Key]
) -> frozenset[int]:
    """Those with a stance on any of the ledger's entries but the silent ones, and not only a fresh one."""
    s = t.stances.c
    last = max(look.entries, default=0)
    theirs = sa.select(s.entry).where(s.debate == t.participants.c.debate, s.person == t.participants.c.number)
    theirs = theirs.where(s.entry <= last, s.entry != sa.all_(_numbers(silent)))
    if fresh:
        new = _columns("new", entry=[entry for entry, _ in fresh], person=[person for _, person in fresh])
        theirs = theirs.where(~sa.exists().where(new.c.entry == s.entry, new.c.person == s.person))
    wanted = sa.select(t.participants.c.number).where(t.participants.c.debate == look.debate.id, theirs.exists())
    return frozenset((await session.scalars(wanted)).all())


async def _answers_by_camp(
    session: AsyncSession, look: Ledger, places: Mapping[int, int], none: int
) -> dict[int, tuple[Count, ...]]:
    """How each side answered each entry in the wording in force, then those on none; entries nobody answered lack."""
    s = t.stances.c
    # Looked up in a list by the person's number, places cost a million stances far less than a join with the people.
    people = range(1, max(places, default=0) + 1)
    # Without parentheses, the cast that SQLAlchemy writes behind the list would swallow the subscript.
    listed = Grouping(sa.literal([places.get(person, none) for person in people], ARRAY(sa.Integer)))
    place = sa.func.coalesce(listed[s.person], none).label("place")
    told = (sa.func.count().filter(s.answer == answer.value) for answer in Answer)
    wanted = (
        sa.select(s.entry, place, s.wording, *told, sa.func.count(s.credence))
        .where(s.debate == look.debate.id)
        .group_by(s.entry, place, s.wording)
    )
    rows = (await session.execute(wanted)).all()
    sure = await _credences(session, look, place) if any(row[-1] for row in rows) else {}
    return await worked_out(len(rows), lambda: _by_camp(look, rows, sure, none))


Sure = Mapping[tuple[int, int, int], tuple[int, ...]]
"""How sure those were who said so, by entry, place and wording."""


def _by_camp(look: Ledger, rows: Iterable[Sequence[int]], sure: Sure, none: int) -> dict[int, tuple[Count, ...]]:
    in_force = {one.number: one.wording.number for one in look.entries.values() if one.asks_for_stances}
    found: dict[int, list[Count]] = {}
    for number, camp, wording, agree, disagree, unsure, credences in rows:
        if in_force.get(number) != wording:
            continue
        if number not in found:
            found[number] = [_NOBODY] * (none + 1)
        given = sure[number, camp, wording] if credences else ()
        found[number][camp] = Count(agree, disagree, unsure, given)
    return {number: tuple(counts) for number, counts in found.items()}


_NOBODY = Count()


async def _credences(
    session: AsyncSession, look: Ledger, place: sa.Label[int]
) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """How sure those were who said so, by entry, place and wording."""
    s = t.stances.c
    wanted = (
        sa.select(s.entry, place, s.wording, sa.func.array_agg(s.credence))
        .where(s.debate == look.debate.id, s.credence.is_not(None))
        .group_by(s.entry, place, s.wording)
    )
    rows = (await session.execute(wanted)).all()
    return {(number, camp, wording): tuple(given) for number, camp, wording, given in rows}


async def _waiting(session: AsyncSession, look: Ledger) -> dict[int, tuple[int, ...]]:
    """Those whose stance on an entry is on another wording than the one in force."""
    reworded = [one for one in look.entries.values() if one.asks_for_stances and len(one.wordings) > 1]
    if not reworded:
        return {}
    s, numbers = t.stances.c, [entry.number for entry in reworded]
    forced = _columns("forced", entry=numbers, wording=_in_force(look, numbers))
    wanted = (
        sa.select(s.entry, s.person)
        .join(forced, (forced.c.entry == s.entry) & (forced.c.wording != s.wording))
        .where(s.debate == look.debate.id)
        .order_by(s.entry, s.person)
    )
    found: dict[int, list[int]] = {}
    for row in (await session.execute(wanted)).all():
        found.setdefault(row.entry, []).append(row.person)
    return {number: tuple(people) for number, people in found.items()}


def _in_force(look: Ledger, numbers: Collection[int]) -> list[int]:
    return [look.entries[number].wording.number for number in numbers]


def _stance(row: sa.Row[tuple[object, ...]]) -> Stance:
    return Stance(row.person, row.entry, row.wording, Answer(row.answer), row.credence, row.at)


def _numbers(values: Sequence[int]) -> sa.ColumnElement[Sequence[int]]:
    return sa.literal(list(values), ARRAY(sa.Integer))


def _columns(name: str, **columns: Sequence[int] | Sequence[str]) -> sa.TableValuedAlias:
    """Values of ours as a table, however many."""
    arrays, named = [], []
    for column, values in columns.items():
        kind = sa.Text() if any(isinstance(value, str) for value in values) else sa.Integer()
        arrays.append(sa.literal(list(values), ARRAY(kind)))
        named.append(sa.column(column, kind))
    return sa.func.unnest(*arrays).table_valued(*named, name=name).render_derived()
