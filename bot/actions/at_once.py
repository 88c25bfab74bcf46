"""What one person does, without holding the debate: a look at what the rule asks for, and one statement that writes.

What is written stands only where the ledger has not gone on since the look. Where it has, nothing is written, and who
asked begins anew with the debate held (`book.py`); so no answer is ever decided on what is no longer so.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.actions.request import DeliveredTwice
from bot.ledger.record.events import Change
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.waiting import requests
from bot.store.waiting.drafts import Draft
from bot.store.writing import append


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
        now = await append.record_unless_moved(sessions.execute, head, actor, changes, at, request_id, draft)
    except Exception as error:
        if requests.was_repeated(error):
            raise DeliveredTwice from error
        raise
    finally:
        if now is None:
            sessions.answers.let_go(head.debate.id)
    if now is not None:
        sessions.answers.go_on(head, now, changes, at)
    return now
