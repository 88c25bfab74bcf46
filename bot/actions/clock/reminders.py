"""The reminders that are due: a closed debate comes back on its day by exactly one message, by `one_message`.

The day stands in the ledger, and is taken from it once its message is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions.clock.closings import ClosingsDue, DueOnClosing
from bot.actions.composing import reference
from bot.ledger.ledger import Ledger
from bot.ledger.outcomes import latest_day
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import LookAgainSet
from bot.store.sessions import Sessions
from bot.store.waiting import reminders
from bot.store.waiting.reminders import StoredReminder
from bot.store.writing import append, debate_rows


@dataclass(frozen=True, slots=True)
class DueReminder(DueOnClosing[date]):
    """The reminder of a claim: the closed debate with its outcome."""

    @property
    def reference(self) -> str:
        """What makes its message unique: one for each day that a debate was to come back on."""
        return reference(f"{self.debate.id} again {self.claimed.of.isoformat()} since {self.debate.closed_at}")


class Reminders(ClosingsDue[date, DueReminder]):
    """What is due of reminders."""

    async def claim(self, sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredReminder]:
        """Claim those whose day has come, and what another process claimed and did not finish."""
        await reminders.make_due(sessions.execute, latest_day(at), at)
        return await super().claim(sessions, at, owner, limit)

    def due(self, claimed: StoredReminder, ledger: Ledger, at: datetime) -> DueReminder | None:
        """The reminder; None where the debate is open again by now, or comes back on another day."""
        return DueReminder(claimed, ledger, at) if ledger.debate.look_again == claimed.of else None

    async def record(self, sessions: Sessions, ready: DueReminder, message: int, at: datetime) -> bool:
        """Write down that the debate has come back; False where another message stands for that day."""
        debate, claimed = ready.debate.id, ready.claimed
        async with sessions.begin() as session:
            head = await debate_rows.lock(session, debate)
            if not await self.messages.record_posted(session, claimed, message):
                return await self.messages.message_of(session, claimed) == message
            if head is not None and head.debate.look_again == claimed.of:
                await append.record(session, head, CRUX_ITSELF, (LookAgainSet(None),), at)
        sessions.answers.drop(debate)
        return True


REMINDERS = Reminders(reminders.REMINDERS)
