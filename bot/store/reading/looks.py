"""Looks at a debate for a digest: the stances come as counts, and one by one only where a digest names people.

A look at an earlier moment is the look at now with the later events taken back. All looks of a digest belong in one
transaction that reads one snapshot (`ledgers.use_snapshot`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Answer, Stance, Status
from bot.ledger.ledger import Ledger
from bot.ledger.record.events import CHANGES, StanceTaken
from bot.ledger.record.replay import Replay, replay
from bot.ledger.standing.counts import Counted, SidePeople, is_room, places_of, recounted, sides_of
from bot.store import tables as t
from bot.store.arrays import as_array, as_table
from bot.store.reading import events, ledgers
from bot.store.reading.counting import counted, in_force
from bot.store.reading.since import TAKEN_OR_WITHDRAWN, THEN_TAKEN, Key, Later, Since, stance_of
from bot.store.rows import STANCES


async def now_and_before(
    session: AsyncSession, debate: int, upto: int, last_digest: int | None
) -> tuple[Ledger, Ledger | None]:
    """The debate after its event `upto`, and after its event `last_digest`; None where there was no digest yet.

    Both have all stances as counts, and the same ones one by one: those of people who marked a crux, on that crux and
    on what it is for, and those that changed between the two events. Raises ValueError where there is no such event.
    """
    later = await _later(session, debate, upto)
    since_digest = await _later(session, debate, last_digest) if last_digest is not None else {}
    now = await counted(session, await _without_stances(session, debate, upto), later)
    stances = {**_as_then(await _of_markers(session, now), later), **_withdrawn(later)}
    for key, changed in since_digest.items():
        stance = later[key].then if key in later else changed.now
        if stance is not None:
            stances[key] = stance
    now = replace(now, stances=stances)
    if last_digest is None:
        return now, None
    before = await counted(session, await _without_stances(session, debate, last_digest), since_digest)
    return now, replace(before, stances={**_as_then(stances, since_digest), **_withdrawn(since_digest)})


@dataclass(frozen=True, slots=True)
class Onward:
    """A look that was made from an earlier one and the events since.

    `before` is the earlier look, with the same stances one by one as `now`; `touched` are the entries in those events.
    """

    before: Ledger
    now: Ledger
    touched: frozenset[int]


def _recounting() -> list[str]:
    """The verbs that can change how earlier stances count; after any other verb it is enough to count new stances."""
    return [name for name, change in CHANGES.items() if change.traits.recounts]


def onward(earlier: Ledger, since: Since) -> Onward | None:
    """The look at a debate now, made from an earlier one and what happened since.

    None where all stances have to be counted again, as sides or wordings have changed.
    """
    if earlier.counted is None or any(event.change.traits.recounts for event in since.events):
        return None
    running = Replay.onward(earlier)
    for event in since.events:
        running.take(event)
    now = running.ledger()
    # What people moved from, the tables know: the look does not have each stance that was replaced.
    taken = since.stances
    told = {key: later.now for key, later in taken.items() if later.now is not None}
    now = replace(now, stances={**now.stances, **told})
    answered = earlier.counted.answered | {p for entry, p in taken if now.entries[entry].asks_for_stances}
    present = earlier.counted.present | {p for entry, p in taken if now.entries[entry].status is Status.LIVE}
    sides = _sides_onward(earlier, earlier.counted, now, present)
    if sides is None:
        return None
    counts = replace(earlier.counted, sides=sides, answered=answered, present=present)
    now = replace(now, counted=recounted(counts, now, ((later.then, later.now) for later in taken.values())))
    before = replace(earlier, stances=_as_then(now.stances, taken))
    touched = frozenset(event.entry for event in since.events if event.entry is not None)
    return Onward(before, now, touched)


def _sides_onward(
    earlier: Ledger, counts: Counted, now: Ledger, present: Collection[int]
) -> tuple[SidePeople, ...] | None:
    """The sides, to which people can only have been added; None where two people are the sides and were the room.

    Or the other way round. Nobody is on none where none is declared, so that all counts stay those of the room.
    """
    same = earlier.participants is now.participants and earlier.entries is now.entries
    if now.sides or (same and present == counts.present):
        return counts.sides
    sides = sides_of(now, present)
    return sides if is_room(now, sides) == counts.is_room else None


async def is_extendable(session: AsyncSession, debate: int, after: int, hash_then: bytes) -> bool:
    """Whether a look at a debate after an event with that hash can still be extended by `onward`.

    Where it cannot, the debate may have been deleted and opened anew, or words in it may have been erased.
    """
    ends = await _ends(session, debate, after)
    if ends is None or ends[1] != hash_then:
        return False
    ev = t.events.c
    new = ev.sequence.between(after + 1, ends[0])
    other = sa.exists().where(ev.debate == debate, new, ev.verb.in_(_recounting()))
    return not await session.scalar(sa.select(other))


async def with_moves_to(
    session: AsyncSession, now: Ledger, before: Ledger | None, wanted: Mapping[int, Answer]
) -> tuple[Ledger, Ledger | None]:
    """Both looks with the stances on these entries of people on a side who moved to that answer.

    A stance that `now` did not have was taken before the earlier look: all that changed in between are there already.
    """
    if not wanted or now.counted is None:
        return now, before
    on_a_side = list(places_of(now.counted.sides))
    s, given = t.stances.c, as_table("given", entry=list(wanted), wording=in_force(now, wanted))
    answers = as_table("answers", entry=list(wanted), answer=[answer.value for answer in wanted.values()])
    moved = (
        sa.select(*STANCES.selected)
        .join(given, (given.c.entry == s.entry) & (given.c.wording == s.wording))
        .join(answers, (answers.c.entry == s.entry) & (answers.c.answer == s.answer))
        .where(s.debate == now.debate.id, s.moved_at.is_not(None), s.person == sa.any_(as_array(on_a_side)))
    )
    moves = _by_key((await session.execute(moved)).all())
    more = {key: stance for key, stance in moves.items() if key not in now.stances}
    return _with_stances(now, more), _with_stances(before, more) if before is not None else None


async def with_answers_of(
    session: AsyncSession, now: Ledger, before: Ledger, people: Collection[int], entries: Collection[int]
) -> tuple[Ledger, Ledger]:
    """Both looks with the stances of these people on these entries, as far as they are not there already.

    Such a stance has not changed between the looks: all that did are there.
    """
    if not people or not entries:
        return now, before
    s = t.stances.c
    wanted = sa.select(*STANCES.selected).where(
        s.debate == now.debate.id,
        s.entry == sa.any_(as_array(list(entries))),
        s.person == sa.any_(as_array(list(people))),
    )
    answers = _by_key((await session.execute(wanted)).all())
    more = {key: stance for key, stance in answers.items() if key not in now.stances}
    return _with_stances(now, more), _with_stances(before, more)


def _with_stances(look: Ledger, more: Mapping[Key, Stance]) -> Ledger:
    return replace(look, stances={**look.stances, **more}) if more else look


async def _without_stances(session: AsyncSession, debate: int, upto: int) -> Ledger:
    """All but the stances, as it stood after an event."""
    ledger = await ledgers.load(session, debate, stances=False)
    if ledger is not None and await _last_event(session, debate) == upto:
        return ledger
    earlier = (t.events.c.verb != StanceTaken.verb) & (t.events.c.sequence <= upto)
    return replay(line.event for line in await events.matching(session, debate, earlier))


async def _ends(session: AsyncSession, debate: int, after: int) -> tuple[int, bytes] | None:
    """The number of the last event, and the hash of the event `after`; None where there is no such event."""
    d, ev = t.debates.c, t.events.c
    wanted = sa.select(d.head_sequence, ev.hash).join(t.events, (ev.debate == d.id) & (ev.sequence == after))
    row = (await session.execute(wanted.where(d.id == debate))).one_or_none()
    return (row.head_sequence, row.hash) if row is not None else None


async def _last_event(session: AsyncSession, debate: int) -> int:
    return await session.scalar(sa.select(t.debates.c.head_sequence).where(t.debates.c.id == debate)) or 0


async def _later(session: AsyncSession, debate: int, after: int) -> dict[Key, Later]:
    """The stances that changed after an event: as they stand, and as they were then."""
    ev = t.events.c
    of_person = ev.data["person"].astext.cast(sa.Integer)
    later = (
        sa.select(ev.entry, of_person.label("person"))
        .distinct()
        .where(ev.debate == debate, TAKEN_OR_WITHDRAWN, ev.sequence > after)
        .cte("later")
    )
    then = (
        sa.select(THEN_TAKEN, ev.at)
        .where(ev.debate == debate, TAKEN_OR_WITHDRAWN, ev.sequence <= after)
        .where(ev.entry == later.c.entry, of_person == later.c.person)
        .order_by(ev.sequence.desc())
        .limit(1)
        .lateral("then")
    )
    s = t.stances.c
    same = (s.debate == debate) & (s.entry == later.c.entry) & (s.person == later.c.person)
    wanted = sa.select(later.c.entry, later.c.person, then.c.data, then.c.at, *STANCES.selected).select_from(
        later.outerjoin(t.stances, same).outerjoin(then, sa.true())
    )
    rows = (await session.execute(wanted)).all()
    return {
        (entry, person): Later(STANCES.value(*now) if now[0] is not None else None, stance_of(data, at))
        for entry, person, data, at, *now in rows
    }


def _withdrawn(since: Mapping[Key, Later]) -> dict[Key, Stance]:
    """The stances of then that are withdrawn by now."""
    return {key: later.then for key, later in since.items() if later.now is None and later.then is not None}


def _as_then(stances: Mapping[Key, Stance], since: Mapping[Key, Later]) -> dict[Key, Stance]:
    """These stances as they were before the later ones."""
    then = dict(stances)
    for key in then.keys() & since.keys():
        stance = since[key].then
        if stance is None:
            del then[key]
        else:
            then[key] = stance
    return then


async def _of_markers(session: AsyncSession, look: Ledger) -> dict[Key, Stance]:
    """The stances of people who marked a crux, on that crux and on what it is for."""
    marked = {(look.survivor(mark.entry), mark.person) for mark in look.marks.values()}
    marked |= {(look.survivor(mark.target), mark.person) for mark in look.marks.values() if mark.target is not None}
    if not marked:
        return {}
    keys = as_table("keys", entry=[entry for entry, _ in marked], person=[person for _, person in marked])
    s = t.stances.c
    wanted = sa.select(*STANCES.selected).join(keys, (keys.c.entry == s.entry) & (keys.c.person == s.person))
    return _by_key((await session.execute(wanted.where(s.debate == look.debate.id))).all())


def _by_key(rows: Iterable[Sequence[object]]) -> dict[Key, Stance]:
    stances = (STANCES.value(*row) for row in rows)
    return {(stance.entry, stance.person): stance for stance in stances}
