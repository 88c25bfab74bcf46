"""The tallies of estimates that are due: each is posted in its debate by exactly one message, by `one_message`.

That it is due is written with the event that has it (`clock.estimates`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.clock.one_message import RETRIED_AFTER, put_off_for
from bot.actions.composing import reference
from bot.actions.looks import look_now
from bot.ledger.estimates import Tally
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.pauses import NotPosted, Obstacle
from bot.store.sessions import Sessions
from bot.store.waiting import estimate_tallies
from bot.store.waiting.estimate_tallies import StoredTally

LEASE = timedelta(minutes=1)
"""How long a claimed tally belongs to the process that claimed it; an attempt to post renews it."""

NEXT_TRY = timedelta(days=1)
"""When a tally is tried again whose attempts failed for a reason of Crux's own: it may be mended by then."""


@dataclass(frozen=True, slots=True)
class DueTally:
    """The tally of a claim, and the closed debate that it is of."""

    claimed: StoredTally
    ledger: Ledger
    tally: Tally
    at: datetime

    @property
    def debate(self) -> Debate:
        """The closed debate."""
        return self.ledger.debate

    @property
    def guild(self) -> int:
        return self.debate.guild

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate.id

    @property
    def reference(self) -> str:
        """What makes its message unique: one for each time that a debate's estimates were counted."""
        return reference(f"{self.debate.id} counted {self.claimed.counted}")

    @property
    def being_posted_since(self) -> datetime:
        """When the first attempt to post its message began, which is this one where there was no earlier."""
        return self.claimed.posting_since or self.at

    @property
    def message(self) -> None:
        """A tally that was posted is not edited."""

    @property
    def is_kept_up_to_date(self) -> bool:
        """What an earlier attempt posted tells of the same tally."""
        return False

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted its message."""
        return self.claimed.posting_since

    @property
    def opens_archived(self) -> bool:
        """The closing has announced it, for then."""
        return True


async def claim(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredTally]:
    """Claim what is due, and what another process claimed and did not finish."""
    return await estimate_tallies.claim(sessions.execute, at, LEASE, owner, limit)


async def ready(sessions: Sessions, claimed: StoredTally, at: datetime) -> DueTally | None:
    """What a claim has to show; None where the debate is open again by now: its tally ended with its outcome."""
    look = await look_now(sessions, claimed.debate)
    if look is None:
        return None
    tally = look.ledger.debate.tally
    if tally is None:
        async with sessions.begin() as session:
            await estimate_tallies.finish(session, claimed)
        return None
    return DueTally(claimed, look.ledger, tally, at)


async def absent(sessions: Sessions, ready: DueTally, at: datetime) -> bool:
    """No attempt has posted it: it is posted in the same place, under the same reference."""
    return True


async def renew(sessions: Sessions, ready: DueTally, at: datetime) -> bool:
    """Write down that its message is about to be posted, and renew its lease.

    False where another process has taken it over or finished it.
    """
    async with sessions.begin() as session:
        return await estimate_tallies.begin_posting(session, ready.claimed, ready.being_posted_since, at + LEASE)


async def record(sessions: Sessions, ready: DueTally, message: int, at: datetime) -> bool:
    """Write down which message tells of it; False where another message does."""
    async with sessions.begin() as session:
        if await estimate_tallies.record_posted(session, ready.claimed, message):
            return True
        return await estimate_tallies.message_of(session, ready.claimed) == message


async def deleted(sessions: Sessions, claimed: StoredTally) -> None:
    """The message was posted and somebody has deleted it: it is not posted again."""
    async with sessions.begin() as session:
        await estimate_tallies.finish(session, claimed)


async def put_off(sessions: Sessions, claimed: StoredTally, at: datetime) -> None:
    """The tally could not be shown just now: it is tried again, after each further attempt later."""
    async with sessions.begin() as session:
        await estimate_tallies.put_off(session, claimed, at + put_off_for(LEASE, claimed.attempts))


async def give_up(sessions: Sessions, claimed: StoredTally, reason: NotPosted, at: datetime) -> None:
    """An obstacle of the platform's is looked at again, each time later; a fault of Crux's own a day later."""
    async with sessions.begin() as session:
        if not isinstance(reason, Obstacle):
            await estimate_tallies.put_off(session, claimed, claimed.claimed_until + NEXT_TRY, anew=True)
        else:
            await estimate_tallies.put_off(session, claimed, at + put_off_for(RETRIED_AFTER, claimed.attempts))
