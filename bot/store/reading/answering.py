"""The looks of answers and tags fill the cache of debates in which people answer and tag just now."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, chain, pairwise
from typing import Any

import sqlalchemy as sa

from bot.ledger.entries import LARGEST_NUMBER, Entry, Stance
from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.store import tables as t
from bot.store.answer_cache import AnswerCache, CachedDebate, CachedEntry
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debate_look import DebateLook, Subject, debate_look
from bot.store.reading.values import from_rows
from bot.store.rows import ENTRIES, PARTICIPANTS, STANCES, WORDINGS
from bot.store.tag_cache import CachedTags

LARGEST_CROWD = 2_000
"""How many people a debate may have met for them and their answers to be read at once."""

WORTH_A_LOOKUP = 50
"""How many answers are read at once in the time in which one is looked up."""


async def answer_look(cache: AnswerCache, execute: Execute, unopened: Debate, number: int, user: int) -> DebateLook:
    """The look of a person who answers an entry; it begins to cache the debate.

    The first look caches its head alone: more is worth it where the next answer finds that nobody else, such as another
    process, has written to the debate.
    """
    look = await debate_look(execute, unopened, Subject((user,), (number,)))
    if look.is_opened:
        cache.keep(_with_look(cache.of(unopened.id), look, number, user))
    return look


def _with_look(cached: CachedDebate | None, look: DebateLook, number: int, user: int) -> CachedDebate:
    if cached is None or cached.head != look.head:
        return _begun(look)
    cached.is_followed = True
    if number in look.ledger.entries:
        person = look.person(user)
        before = look.ledger.stances.get((number, person.number)) if person is not None else None
        cached.keep_answer(look.entry(number), person, before)
    return cached


def _begun(look: DebateLook) -> CachedDebate:
    return CachedDebate(look.head, look.next_person - 1, CachedTags(look.next_entry))


async def cache_tags(cache: AnswerCache, execute: Execute, look: DebateLook, since: datetime) -> None:
    """Cache what the next tags in a debate need, behind the look of one: who tagged `since` when, and everybody.

    As with answers, that is read once it costs no more than the looks did.
    """
    if not look.is_opened:
        return
    debate = look.head.debate.id
    cached = cache.of(debate)
    if cached is None or cached.head != look.head:
        cached = _begun(look)
    else:
        cached.is_followed = True
        cached.tags.looked_up += 1
        if _tags_are_worth_reading(cached):
            await _meet_everybody(cached, execute, debate)
            cached.read_tags(
                [(row[0], row[1]) for row in await execute(_TAGGED, {"debate_of": debate, "since": since})]
            )
    cache.keep(cached)


def _tags_are_worth_reading(cached: CachedDebate) -> bool:
    if cached.has_everybody and cached.tags.moments is not None:
        return False
    many = cached.crowd + cached.tags.next_entry
    return cached.crowd < LARGEST_CROWD and cached.tags.looked_up * WORTH_A_LOOKUP >= many


async def cached_look(cache: AnswerCache, execute: Execute, debate: int, number: int, user: int) -> DebateLook | None:
    """The same under the head that is cached; what is not cached of it is read. None where it cannot be told.

    The debate may have another head by now, which only an append shows: nobody is refused for this look.
    """
    cached = cache.of(debate)
    if cached is None or not cached.is_followed:
        return None
    look = cached.look(number, user)
    if look is not None:
        return look
    entry = cached.entries.get(number)
    if entry is not None and _is_worth_reading(cached, entry):
        await _fill(cached, execute, debate, number)
        return cached.look(number, user)
    return await _look_up(cached, execute, debate, number, user)


def _is_worth_reading(cached: CachedDebate, entry: CachedEntry) -> bool:
    """Whether by now reading all answers to an entry costs no more than it did to look some of them up.

    So a click costs two lookups at most on average, however many entries and people a debate has.
    """
    return cached.crowd < LARGEST_CROWD and entry.looked_up * WORTH_A_LOOKUP >= cached.crowd


async def _look_up(cached: CachedDebate, execute: Execute, debate: int, number: int, user: int) -> DebateLook | None:
    if not 0 < number <= LARGEST_NUMBER:
        return None
    rows = await execute(_ONE_ANSWER, {"debate_of": debate, "entry_of": number, "user_of": user})
    if not rows:
        return None
    answer = _answer_in(rows)
    cached.keep_answer(*answer)
    return cached.look_at(*answer)


def _answer_in(rows: Sequence[Sequence[Any]]) -> tuple[Entry, Participant | None, Stance | None]:
    """An entry, a person and their stance on it, from a row for each of its wordings."""
    entry, person, before, _ = (rows[0][begun:ended] for begun, ended in pairwise(_PARTS))
    wordings = [WORDINGS.item(*row[_PARTS[3] :]) for row in rows]
    return (
        ENTRIES.value(*entry, wordings),
        PARTICIPANTS.value(*person) if person[0] is not None else None,
        STANCES.value(*before) if before[0] is not None else None,
    )


async def _fill(cached: CachedDebate, execute: Execute, debate: int, number: int) -> None:
    """Cache everybody, and all answers to an entry."""
    await _meet_everybody(cached, execute, debate)
    answers = await execute(_EVERY_ANSWER, {"debate_of": debate, "entry_of": number})
    cached.answer_all(number, from_rows(STANCES, answers))


async def _meet_everybody(cached: CachedDebate, execute: Execute, debate: int) -> None:
    if not cached.has_everybody:
        people = await execute(_EVERYBODY, {"debate_of": debate})
        cached.meet_all(from_rows(PARTICIPANTS, people))


_E, _W, _P, _S = t.entries.c, t.wordings.c, t.participants.c, t.stances.c
_DEBATE = sa.bindparam("debate_of", type_=sa.BigInteger)
_ENTRY = sa.bindparam("entry_of", type_=sa.Integer)
_USER = sa.bindparam("user_of", type_=sa.BigInteger)


def _alone(columns: Sequence[sa.ColumnElement[Any]], *where: sa.ColumnElement[bool]) -> sa.FromClause:
    """Some rows, planned by themselves.

    Planned with the others, they might be found by an index that is also of use for a join: for one person, all people
    of the debate would be read, since one has few as a rule.
    """
    named = (column.label(f"column_{place}") for place, column in enumerate(columns))
    return sa.select(*named).where(*where).offset(sa.literal_column("0", sa.Integer)).lateral()


_THE_ENTRY = _alone(ENTRIES.selected, _E.debate == _DEBATE, _E.number == _ENTRY)
_ITS_WORDINGS = _alone(WORDINGS.selected, _W.debate == _DEBATE, _W.entry == _ENTRY)
_THE_PERSON = _alone(PARTICIPANTS.selected, _P.debate == _DEBATE, _P.user == _USER)
_KEY, _WANTED = sa.tuple_(_S.entry, _S.person), sa.tuple_(_ENTRY, _THE_PERSON.c[0])
# Compared as a pair, it is found by no other index than the key: by that of a person's stances, all of theirs would be
# read.
_THEIR_STANCE = _alone(STANCES.selected, _S.debate == _DEBATE, _KEY >= _WANTED, _KEY <= _WANTED)
_SELECTED = (_THE_ENTRY, _THE_PERSON, _THEIR_STANCE, _ITS_WORDINGS)
_PARTS = (0, *accumulate(len(part.c) for part in _SELECTED))
"""Where the columns of each begin and end."""
_ONE_ANSWER = Prepared(
    sa.select(*chain.from_iterable(part.c for part in _SELECTED))
    .select_from(_THE_ENTRY)
    .join(_ITS_WORDINGS, sa.true())
    .outerjoin(_THE_PERSON, sa.true())
    .outerjoin(_THEIR_STANCE, sa.true())
    .order_by(_ITS_WORDINGS.c[0])
)
_EVERYBODY = Prepared(sa.select(*PARTICIPANTS.selected).where(_P.debate == _DEBATE, _P.user.is_not(None)))
_EVERY_ANSWER = Prepared(sa.select(*STANCES.selected).where(_S.debate == _DEBATE, _S.entry == _ENTRY))
_TAGGED = Prepared(
    sa.select(_E.tagger, _E.tagged_at).where(_E.debate == _DEBATE, _E.tagged_at > sa.bindparam("since", type_=t.MOMENT))
)
