"""The look of an answer; it fills the cache of debates in which people are answering."""

import sqlalchemy as sa

from bot.ledger.ledger import Debate
from bot.ledger.people import Participant
from bot.store import tables as t
from bot.store.answer_cache import AnswerCache, CachedDebate
from bot.store.prepared import Execute, Prepared
from bot.store.reading.debate_look import DebateLook, Subject, debate_look, with_all_answers
from bot.store.rows import PARTICIPANTS

LARGEST_CROWD = 2_000
"""How many people a debate may have met for them and their answers to be read at once."""


async def answer_look(cache: AnswerCache, execute: Execute, unopened: Debate, number: int, user: int) -> DebateLook:
    """The look of a person who answers an entry; it fills the cache.

    The first who answers in a debate is looked up alone; where others follow, everybody is read.
    """
    look = await debate_look(execute, unopened, Subject((user,), (number,)))
    if not look.is_opened:
        return look
    cached = cache.of(unopened.id)
    if cached is None or cached.head != look.head:
        cached = CachedDebate(look.head, look.next_person - 1)
    elif cached.crowd < LARGEST_CROWD and number in look.ledger.entries:
        await _fill(cached, execute, look, number)
    cache.keep(cached)
    return look


async def _fill(cached: CachedDebate, execute: Execute, look: DebateLook, number: int) -> None:
    """Cache everybody, and an entry with all answers to it."""
    if cached.people is None:
        cached.meet_all(await _everybody(execute, look.head.debate.id))
    if number not in cached.entries:
        answered = await with_all_answers(execute, look, number)
        cached.answer_all(answered.entry(number), answered.ledger.stances.values())


async def _everybody(execute: Execute, debate: int) -> list[Participant]:
    """The people of a debate who are not forgotten."""
    return [PARTICIPANTS.value(*row) for row in await execute(_EVERYBODY, {"debate_of": debate})]


_P = t.participants.c
_EVERYBODY = Prepared(
    sa.select(*PARTICIPANTS.selected).where(_P.debate == sa.bindparam("debate_of"), _P.user.is_not(None))
)
