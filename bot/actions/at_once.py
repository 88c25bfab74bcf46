"""What one person does, without holding the debate: a look at what the rule asks for, and one statement that writes.

What is written stands only where the ledger has not gone on since the look. Where it has, nothing is written, and who
asked begins anew with the debate held (`book.py`); so no answer is ever decided on what is no longer so.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from weakref import WeakValueDictionary

from bot.actions import pages
from bot.actions.book import Sessions
from bot.actions.request import DeliveredTwice
from bot.ledger.record.events import Change
from bot.store.prepared import Ask, Row, Straight, Values, lane_of, within
from bot.store.reading.debates import Head
from bot.store.waiting import requests
from bot.store.waiting.drafts import Draft
from bot.store.writing import append

_TURNS: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()


def turn(debate: int) -> asyncio.Lock:
    """One after the other, people in one debate need not begin anew. Other processes take no part in it."""
    return _TURNS.setdefault(debate, asyncio.Lock())


def alone(sessions: Sessions) -> Ask:
    """Does each statement in a transaction of its own."""
    lane = lane_of(sessions)
    if lane is not None:
        return lane.rows

    async def rows(statement: Straight, values: Values) -> Sequence[Row]:
        async with sessions.begin() as session:
            return await within(session)(statement, values)

    return rows


async def written(
    sessions: Sessions,
    head: Head,
    actor: int,
    changes: Sequence[Change],
    at: datetime,
    request_id: int | None,
    draft: Draft | None = None,
) -> Head | None:
    """Write the changes behind the head; None, and nothing is written, where it has moved, or the draft is gone.

    Raises DeliveredTwice. Where that fails, nobody knows what stands in the ledger now, so nothing of it is kept.
    """
    now = None
    try:
        now = await append.record_unless_moved(alone(sessions), head, actor, changes, at, request_id, draft)
    except Exception as error:
        if requests.was_repeated(error):
            raise DeliveredTwice from error
        raise
    finally:
        if now is None:
            pages.let_go(sessions, head.debate.id)
    if now is not None:
        pages.go_on(sessions, head, now, changes, at)
    return now
