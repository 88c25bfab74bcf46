"""The looks of answers and tags fill the cache of debates in which people answer and tag just now."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.store import tables as t
from bot.store.answer_cache import AnswerCache, CachedDebate
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debate_look import DebateLook, Subject, debate_look, with_all_answers
from bot.store.rows import PARTICIPANTS
from bot.store.tag_cache import CachedTags

LARGEST_CROWD = 2_000
"""How many people a debate may have met for them and their answers to be read at once, and how many entries it may have
for those who tagged lately to be."""


async def answer_look(cache: AnswerCache, execute: Execute, unopened: Debate, number: int, user: int) -> DebateLook:
    """The look of a person who answers an entry; it fills the cache.

    The first who answers in a debate is looked up alone; where others follow, everybody is read.
    """
    look = await debate_look(execute, unopened, Subject((user,), (number,)))
    cached = _cached_before(cache, look)
    if cached is not None and number in look.ledger.entries:
        await _meet_everybody(cached, execute)
        if number not in cached.entries:
            answered = await with_all_answers(execute, look, number)
            cached.answer_all(answered.entry(number), answered.ledger.stances.values())
        cache.keep(cached)
    return look


async def cache_tags(cache: AnswerCache, execute: Execute, look: DebateLook, since: datetime) -> None:
    """Cache what the next tags in a debate need, behind the look of one: who tagged `since` when, and everybody.

    As with answers, nothing more is read for the first one.
    """
    cached = _cached_before(cache, look)
    if cached is not None and look.next_entry <= LARGEST_CROWD:
        await _meet_everybody(cached, execute)
        if cached.tags.moments is None:
            cached.read_tags(await _tagged(execute, look.head.debate.id, since))
        cache.keep(cached)


def _cached_before(cache: AnswerCache, look: DebateLook) -> CachedDebate | None:
    """What is cached of the debate, where it was so before and is small; where nothing was, it is from now on."""
    cached = cache.of(look.head.debate.id)
    if cached is not None and cached.head == look.head:
        return cached if cached.crowd < LARGEST_CROWD else None
    if look.is_opened:
        cache.keep(CachedDebate(look.head, look.next_person - 1, CachedTags(look.next_entry)))
    return None


async def _meet_everybody(cached: CachedDebate, execute: Execute) -> None:
    if cached.people is None:
        cached.meet_all(await _everybody(execute, cached.head.debate.id))


async def _tagged(execute: Execute, debate: int, since: datetime) -> Sequence[tuple[int, datetime]]:
    """Who tagged since then, and when."""
    return [(row[0], row[1]) for row in await execute(_TAGGED, {"debate_of": debate, "since": since})]


async def _everybody(execute: Execute, debate: int) -> list[Participant]:
    """The people of a debate who are not forgotten."""
    return [PARTICIPANTS.value(*row) for row in await execute(_EVERYBODY, {"debate_of": debate})]


_P, _E = t.participants.c, t.entries.c
_EVERYBODY = Prepared(
    sa.select(*PARTICIPANTS.selected).where(_P.debate == sa.bindparam("debate_of"), _P.user.is_not(None))
)
_TAGGED = Prepared(
    sa.select(_E.tagger, _E.tagged_at).where(
        _E.debate == sa.bindparam("debate_of"), _E.tagged_at > sa.bindparam("since", type_=t.MOMENT)
    )
)
