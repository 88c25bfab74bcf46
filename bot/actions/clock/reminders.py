"""The reminders that are due: a closed debate comes back on its day by exactly one message, by `one_message`.

The day stands in the ledger, and is taken from it once its message is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.clock.one_message import RETRIED_AFTER, put_off_for
from bot.actions.composing import reference
from bot.actions.looks import look_now
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.outcomes import latest_day
from bot.ledger.pauses import NotPosted, Obstacle
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import LookAgainSet
from bot.store.sessions import Sessions
from bot.store.waiting import reminders
from bot.store.waiting.reminders import StoredReminder
from bot.store.writing import append, debate_rows

LEASE = timedelta(minutes=1)
"""How long a claimed reminder belongs to the process that claimed it; an attempt to post renews it."""

NEXT_TRY = timedelta(days=1)
"""When a reminder is tried again whose attempts failed for a reason of Crux's own: it may be mended by then."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """The reminder of a claim: the closed debate with its outcome."""

    claimed: StoredReminder
    ledger: Ledger
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
        """What makes its message unique: one for each day that a debate was to come back on."""
        return reference(f"{self.debate.id} again {self.claimed.day.isoformat()} since {self.debate.closed_at}")

    @property
    def being_posted_since(self) -> datetime:
        """When the first attempt to post its message began, which is this one where there was no earlier."""
        return self.claimed.posting_since or self.at

    @property
    def message(self) -> None:
        """A reminder that was posted is not edited."""

    @property
    def is_kept_up_to_date(self) -> bool:
        """What an earlier attempt posted reminds of the same closing."""
        return False

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted its message."""
        return self.claimed.posting_since

    @property
    def opens_archived(self) -> bool:
        """Whoever closed the debate chose the day."""
        return True


async def claim(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredReminder]:
    """Claim what is due, and what another process claimed and did not finish."""
    await reminders.make_due(sessions.execute, latest_day(at), at)
    return await reminders.claim(sessions.execute, at, LEASE, owner, limit)


async def ready(sessions: Sessions, claimed: StoredReminder, at: datetime) -> DueReminder | None:
    """What a claim has to show; None where the debate is open again by now, or comes back on another day."""
    look = await look_now(sessions, claimed.debate)
    if look is None:
        return None
    if look.ledger.debate.look_again != claimed.day:
        async with sessions.begin() as session:
            await reminders.finish(session, claimed)
        return None
    return DueReminder(claimed, look.ledger, at)


async def absent(sessions: Sessions, ready: DueReminder, at: datetime) -> bool:
    """No attempt has posted it: it is posted in the same place, under the same reference."""
    return True


async def renew(sessions: Sessions, ready: DueReminder, at: datetime) -> bool:
    """Write down that its message is about to be posted, and renew its lease.

    False where another process has taken it over or finished it.
    """
    async with sessions.begin() as session:
        return await reminders.begin_posting(session, ready.claimed, ready.being_posted_since, at + LEASE)


async def record(sessions: Sessions, ready: DueReminder, message: int, at: datetime) -> bool:
    """Write down that the debate has come back; False where another message stands for that day."""
    debate, day = ready.debate.id, ready.claimed.day
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, debate)
        if not await reminders.record_posted(session, debate, day, message):
            return await reminders.message_of(session, debate, day) == message
        if head is not None and head.debate.look_again == day:
            await append.record(session, head, CRUX_ITSELF, (LookAgainSet(None),), at)
    sessions.answers.drop(debate)
    return True


async def deleted(sessions: Sessions, claimed: StoredReminder) -> None:
    """The message was posted and somebody has deleted it: the reminder is over."""
    async with sessions.begin() as session:
        await reminders.finish(session, claimed)


async def put_off(sessions: Sessions, claimed: StoredReminder, at: datetime) -> None:
    """The reminder could not be shown just now: it is tried again, after each further attempt later."""
    async with sessions.begin() as session:
        await reminders.put_off(session, claimed, at + put_off_for(LEASE, claimed.attempts))


async def give_up(sessions: Sessions, claimed: StoredReminder, reason: NotPosted, at: datetime) -> None:
    """An obstacle of the platform's is looked at again, each time later; a fault of Crux's own a day later."""
    async with sessions.begin() as session:
        if not isinstance(reason, Obstacle):
            await reminders.put_off(session, claimed, claimed.claimed_until + NEXT_TRY, anew=True)
        else:
            await reminders.put_off(session, claimed, at + put_off_for(RETRIED_AFTER, claimed.attempts))
