"""The stances of a debate as counts, which PostgreSQL makes: a million of them are not read one by one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import Grouping

from bot.ledger.entries import Answer, Entry, Status
from bot.ledger.ledger import Ledger
from bot.ledger.standing.counts import (
    Count,
    Counted,
    EntryCount,
    is_room,
    places_of,
    recounted,
    sides_of,
    uncounted_in,
)
from bot.store import tables as t
from bot.store.arrays import as_array, as_table
from bot.store.reading.since import Key, Later
from bot.store.threads import worked_out


async def counted(session: AsyncSession, look: Ledger, since: Mapping[Key, Later]) -> Ledger:
    """The look with its stances counted: those that stand now, with the changes since the look taken back."""
    new = [key for key, later in since.items() if later.then is None]
    silent, gone, reworded = await worked_out(len(look.entries), lambda: _apart(look.entries.values()))
    uncounted = uncounted_in(look)
    answered = (await _people_beyond(session, look, silent, new) | _withdrawn(look, since, silent)) - uncounted
    present = (await _people_beyond(session, look, gone, new) | _withdrawn(look, since, gone)) - uncounted
    sides = sides_of(look, present)
    nowhere = dict.fromkeys(uncounted, len(sides) + 1)
    counts = await _answers_by_camp(session, look, places_of(sides) | nowhere, len(sides))
    waiting = await _waiting(session, look, reworded, uncounted)
    nobody = EntryCount((_NOBODY,) * (len(sides) + 1))
    late = {number: replace(counts.get(number, nobody), waiting=people) for number, people in waiting.items()}
    entry_counts = {**counts, **late}
    counted_now = Counted(sides, answered, present, entry_counts, is_room=is_room(look, sides))
    undone = ((later.now, later.then) for (entry, _), later in since.items() if entry in look.entries)
    return replace(look, counted=recounted(counted_now, look, undone))


def _apart(entries: Iterable[Entry]) -> tuple[list[int], list[int], list[int]]:
    """The entries that ask for no stances, those that are not live, and those that ask in a later wording."""
    silent, gone, reworded = list[int](), list[int](), list[int]()
    for entry in entries:
        if not entry.asks_for_stances:
            silent.append(entry.number)
        elif len(entry.wordings) > 1:
            reworded.append(entry.number)
        if entry.status is not Status.LIVE:
            gone.append(entry.number)
    return silent, gone, reworded


def _withdrawn(look: Ledger, since: Mapping[Key, Later], silent: Collection[int]) -> frozenset[int]:
    """People who had a stance then, on an entry of the look that is not among `silent`, and have none on it now."""
    return frozenset(
        later.then.person
        for (entry, _), later in since.items()
        if later.now is None and later.then is not None and entry in look.entries and entry not in silent
    )


async def _people_beyond(
    session: AsyncSession, look: Ledger, silent: Sequence[int], new: Sequence[Key]
) -> frozenset[int]:
    """People with a stance on an entry of the look that is not among `silent`; stances that are `new` do not count."""
    s = t.stances.c
    last = max(look.entries, default=0)
    theirs = sa.select(s.entry).where(s.debate == t.participants.c.debate, s.person == t.participants.c.number)
    theirs = theirs.where(s.entry <= last, s.entry != sa.all_(as_array(silent)))
    if new:
        keys = as_table("new", entry=[entry for entry, _ in new], person=[person for _, person in new])
        theirs = theirs.where(~sa.exists().where(keys.c.entry == s.entry, keys.c.person == s.person))
    wanted = sa.select(t.participants.c.number).where(t.participants.c.debate == look.debate.id, theirs.exists())
    return frozenset((await session.scalars(wanted)).all())


async def _answers_by_camp(
    session: AsyncSession, look: Ledger, places: Mapping[int, int], none: int
) -> dict[int, EntryCount]:
    """By entry, the counts in the wording in force: of each side, then of people on none; only of answered entries.

    Who has a place behind these counts nowhere.
    """
    s = t.stances.c
    # Looked up in a list by the person's number, places cost a million stances far less than a join with the people.
    people = range(1, max(places, default=0) + 1)
    # Without parentheses, the cast that SQLAlchemy writes behind the list would swallow the subscript.
    listed = Grouping(sa.literal([places.get(person, none) for person in people], ARRAY(sa.Integer)))
    place = sa.func.coalesce(listed[s.person], none).label("place")
    answers = (sa.func.count().filter(s.answer == answer.value) for answer in Answer)
    wanted = (
        sa.select(s.entry, place, s.wording, *answers, sa.func.count(s.credence))
        .where(s.debate == look.debate.id)
        .group_by(s.entry, place, s.wording)
    )
    result = await session.execute(wanted)
    rows = await worked_out(len(look.entries), result.all)
    given = await _credences(session, look, place) if any(row[-1] for row in rows) else {}
    return await worked_out(len(rows), lambda: _by_camp(look, rows, given, none))


Credences = Mapping[tuple[int, int, int], tuple[int, ...]]
"""The credences that people gave, by entry, place and wording."""


def _by_camp(look: Ledger, rows: Iterable[Sequence[int]], credences: Credences, none: int) -> dict[int, EntryCount]:
    wordings = {one.number: one.wording.number for one in look.entries.values() if one.asks_for_stances}
    camps: dict[int, list[Count]] = {}
    for number, camp, wording, agree, disagree, unsure, sure in rows:
        if wordings.get(number) != wording or camp > none:
            continue
        if number not in camps:
            camps[number] = [_NOBODY] * (none + 1)
        given = credences[number, camp, wording] if sure else ()
        camps[number][camp] = Count(agree, disagree, unsure, given) if given else _count(agree, disagree, unsure)
    return {number: EntryCount(tuple(counts)) for number, counts in camps.items()}


@lru_cache(maxsize=65536)
def _count(agree: int, disagree: int, unsure: int) -> Count:
    """In a large debate many entries are answered alike, and a value costs more to make than to look up."""
    return Count(agree, disagree, unsure)


_NOBODY = Count()


async def _credences(
    session: AsyncSession, look: Ledger, place: sa.Label[int]
) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """The credences that people gave, by entry, place and wording."""
    s = t.stances.c
    wanted = (
        sa.select(s.entry, place, s.wording, sa.func.array_agg(s.credence))
        .where(s.debate == look.debate.id, s.credence.is_not(None))
        .group_by(s.entry, place, s.wording)
    )
    rows = (await session.execute(wanted)).all()
    return {(number, camp, wording): tuple(given) for number, camp, wording, given in rows}


async def _waiting(
    session: AsyncSession, look: Ledger, reworded: Sequence[int], uncounted: Collection[int]
) -> dict[int, tuple[int, ...]]:
    """By entry, the people whose stance is on another wording of a reworded one than that in force."""
    if not reworded:
        return {}
    s = t.stances.c
    forced = as_table("forced", entry=list(reworded), wording=in_force(look, reworded))
    wanted = (
        sa.select(s.entry, s.person)
        .join(forced, (forced.c.entry == s.entry) & (forced.c.wording != s.wording))
        .where(s.debate == look.debate.id)
        .order_by(s.entry, s.person)
    )
    waiting: dict[int, list[int]] = {}
    for row in (await session.execute(wanted)).all():
        if row.person not in uncounted:
            waiting.setdefault(row.entry, []).append(row.person)
    return {number: tuple(people) for number, people in waiting.items()}


def in_force(look: Ledger, numbers: Collection[int]) -> list[int]:
    """The numbers of the wordings in force of these entries."""
    return [look.entries[number].wording.number for number in numbers]
