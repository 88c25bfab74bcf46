"""Messages on the closings of debates, one a closing, as `one_message` needs them: what reminders and tallies share."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot.actions.clock.due import Attempted, PostedOnce
from bot.actions.clock.one_message import RETRIED_AFTER, put_off_for
from bot.actions.looks import look_now
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.pauses import NotPosted, Obstacle
from bot.store.sessions import Sessions
from bot.store.waiting.closings import ClosingMessages, StoredMessage

LEASE = timedelta(minutes=1)
"""How long a claimed message belongs to the process that claimed it; an attempt to post renews it."""

NEXT_TRY = timedelta(days=1)
"""When one is tried again whose attempts failed for a reason of Crux's own: it may be mended by then."""

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class DueOnClosing(PostedOnce, Attempted, Generic[Of]):
    """The message of a claim, and the debate as it stands."""

    claimed: StoredMessage[Of]
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


Shown = TypeVar("Shown", bound=DueOnClosing[Any])
"""What a kind shows. A bound cannot say that it is of the same closings as the claims."""


class ClosingsDue(ABC, Generic[Of, Shown]):
    """What is due of one kind of message on closings."""

    def __init__(self, messages: ClosingMessages[Of]) -> None:
        self.messages = messages

    @abstractmethod
    def due(self, claimed: StoredMessage[Of], ledger: Ledger, at: datetime) -> Shown | None:
        """What a claim has to show; None where the debate does not stand as it did when the message became due."""

    async def claim(self, sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredMessage[Of]]:
        """Claim what is due, and what another process claimed and did not finish."""
        return await self.messages.claim(sessions.execute, at, LEASE, owner, limit)

    async def ready(self, sessions: Sessions, claimed: StoredMessage[Of], at: datetime) -> Shown | None:
        """What a claim has to show; None where there is no debate, or nothing to show any more, so that it is over."""
        look = await look_now(sessions, claimed.debate)
        if look is None:
            return None
        shown = self.due(claimed, look.ledger, at)
        if shown is None:
            await self.deleted(sessions, claimed)
        return shown

    async def absent(self, sessions: Sessions, ready: Shown, at: datetime) -> bool:
        """No attempt has posted it: it is posted in the same place, under the same reference."""
        return True

    async def renew(self, sessions: Sessions, ready: Shown, at: datetime) -> bool:
        """Write down that its message is about to be posted, and renew its lease.

        False where another process has taken it over or finished it.
        """
        async with sessions.begin() as session:
            return await self.messages.begin_posting(session, ready.claimed, ready.being_posted_since, at + LEASE)

    async def record(self, sessions: Sessions, ready: Shown, message: int, at: datetime) -> bool:
        """Write down which message was posted; False where another message stands for that closing."""
        async with sessions.begin() as session:
            if await self.messages.record_posted(session, ready.claimed, message):
                return True
            return await self.messages.message_of(session, ready.claimed) == message

    async def deleted(self, sessions: Sessions, claimed: StoredMessage[Of]) -> None:
        """The message was posted and somebody has deleted it: it is over."""
        async with sessions.begin() as session:
            await self.messages.finish(session, claimed)

    async def put_off(self, sessions: Sessions, claimed: StoredMessage[Of], at: datetime) -> None:
        """It could not be shown just now: it is tried again, after each further attempt later."""
        async with sessions.begin() as session:
            await self.messages.put_off(session, claimed, at + put_off_for(LEASE, claimed.attempts))

    async def give_up(self, sessions: Sessions, claimed: StoredMessage[Of], reason: NotPosted, at: datetime) -> None:
        """An obstacle of the platform's is looked at again, each time later; a fault of Crux's own a day later."""
        async with sessions.begin() as session:
            if not isinstance(reason, Obstacle):
                await self.messages.put_off(session, claimed, claimed.claimed_until + NEXT_TRY, anew=True)
            else:
                await self.messages.put_off(session, claimed, at + put_off_for(RETRIED_AFTER, claimed.attempts))
