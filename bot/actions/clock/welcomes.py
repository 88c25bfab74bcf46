"""The messages with which Crux begins on a server: each is posted at most once, by `one_message`.

A server has a row from when Crux is added to it or leaves it on; where there is one, nothing is posted again. So a
restart, an outage, and being removed and added again soon post nothing. A server that Crux was added to while nobody
listened is found by when it was added; servers that Crux was in before it welcomed any are left in peace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.clock.due import Attempted, PostedOnce
from bot.actions.clock.one_message import put_off_for
from bot.actions.composing import reference
from bot.ledger.pauses import NotPosted, Obstacle
from bot.store.sessions import Sessions
from bot.store.waiting import welcomes
from bot.store.waiting.welcomes import StoredWelcome

LEASE = timedelta(minutes=1)
"""How long a claimed welcome belongs to the process that claimed it; an attempt to post renews it."""

BEFORE_FIRST_START = timedelta(days=1)
"""How long before its first start Crux may have been added to a server that it welcomes then."""


@dataclass(frozen=True, slots=True)
class DueWelcome(PostedOnce, Attempted):
    """The welcome of a claim."""

    claimed: StoredWelcome
    at: datetime

    @property
    def guild(self) -> int:
        return self.claimed.guild

    @property
    def channel(self) -> int:
        """Where it is posted."""
        return self.claimed.channel

    @property
    def reference(self) -> str:
        """What makes its message unique: one for each server."""
        return reference(f"{self.guild} welcome")


async def server_joined(sessions: Sessions, guild: int, channels: Sequence[int], at: datetime) -> None:
    """Crux was added to a server: one message is due in the first of these channels that lets Crux, if it is new."""
    async with sessions.begin() as session:
        await welcomes.make_due(session, guild, channels, at)


async def servers_missed(sessions: Sessions, joined: Mapping[int, datetime], at: datetime) -> list[int]:
    """Those of these servers that Crux was added to while nobody listened, by when it was added to them.

    The first who asks decides which are new: those from then on, in a database that knows some already.
    """
    async with sessions.begin() as session:
        await welcomes.begin_welcoming(session, at, BEFORE_FIRST_START)
        return await welcomes.missed(session, joined)


async def claim(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[StoredWelcome]:
    """Claim what is due, and what another process claimed and did not finish."""
    return await welcomes.claim(sessions.execute, at, LEASE, owner, limit)


async def ready(sessions: Sessions, claimed: StoredWelcome, at: datetime) -> DueWelcome:
    """What a claim has to show: it says the same to every server."""
    return DueWelcome(claimed, at)


async def absent(sessions: Sessions, ready: DueWelcome, at: datetime) -> bool:
    """No attempt has posted it: it may be posted in this channel, or in the next."""
    async with sessions.begin() as session:
        await welcomes.forget_posting(session, ready.claimed)
    return True


async def renew(sessions: Sessions, ready: DueWelcome, at: datetime) -> bool:
    """Write down that its message is about to be posted, and renew its lease.

    False where another process has taken it over or finished it.
    """
    async with sessions.begin() as session:
        return await welcomes.begin_posting(session, ready.claimed, ready.being_posted_since, at + LEASE)


async def record(sessions: Sessions, ready: DueWelcome, message: int, at: datetime) -> bool:
    """Write down that the server was welcomed; False where another message did so, or Crux has left it meanwhile."""
    async with sessions.begin() as session:
        if await welcomes.record_posted(session, ready.guild, message):
            return True
        return await welcomes.message_of(session, ready.guild) == message


async def deleted(sessions: Sessions, claimed: StoredWelcome) -> None:
    """The message was posted and somebody has deleted it: it is over."""
    async with sessions.begin() as session:
        await welcomes.finish(session, claimed)


async def put_off(sessions: Sessions, claimed: StoredWelcome, at: datetime) -> None:
    """It could not be posted just now: it is tried again, after each further attempt later."""
    async with sessions.begin() as session:
        await welcomes.put_off(session, claimed, at + put_off_for(LEASE, claimed.attempts))


async def give_up(sessions: Sessions, claimed: StoredWelcome, reason: NotPosted, at: datetime) -> None:
    """Where Crux may not post, the next channel is tried; it is over where an earlier attempt may have posted it, and
    after a fault of Crux's own."""
    async with sessions.begin() as session:
        if not isinstance(reason, Obstacle) or not await welcomes.go_on(session, claimed, at):
            await welcomes.finish(session, claimed)
