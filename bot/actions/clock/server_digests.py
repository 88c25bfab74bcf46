"""The digests of servers that are due: each slot gives exactly one message, by `one_message`.

It tells of the debates in which something happened since the last one, and is silent where nothing did.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.actions.clock.due import CannotPost, PostedOnce
from bot.actions.clock.one_message import PATIENCE, RETRIED_AFTER, put_off_for
from bot.actions.composing import reference
from bot.actions.overviews import DebateLine, ServerOverview, overview_of
from bot.actions.seeing import Sees
from bot.ledger import schedules
from bot.ledger.pauses import BadSchedule, NotPosted, Obstacle
from bot.ledger.refusals import BadScheduleAsked
from bot.ledger.schedule_problems import ScheduleProblem
from bot.ledger.telling.in_counts import InCounts
from bot.store.sessions import Sessions
from bot.store.waiting import server_digests
from bot.store.waiting.server_digests import StoredServerDigest, Told

LEASE = timedelta(minutes=1)
"""How long a claimed slot belongs to the process that claimed it; an attempt to post renews it."""

LOOKED_AT_AGAIN = timedelta(days=1)
"""When a schedule that cannot be is looked at again, where the process that claimed its slot died before pausing it."""

MOST_LINES = 5
"""How many debates are told of one by one: those of the latest events."""

SeesIn = Callable[[int, int], Sees]
"""What everybody sees who sees a channel of a server."""


@dataclass(frozen=True, slots=True)
class ClaimedServerDigest:
    """The slot of a server's digest that is this process's to post."""

    stored: StoredServerDigest
    slot: datetime
    owner: str
    attempts: int
    problem: ScheduleProblem | None = None
    """Why the schedule cannot tell its slots, where it cannot."""

    @property
    def channel(self) -> int:
        """Where it is posted, or looked for."""
        return self.stored.sought_in or self.stored.channel


@dataclass(frozen=True, slots=True)
class DueServerDigest(PostedOnce):
    """The digest of a claimed slot: what it tells of, and what the last one said of the same debates."""

    claimed: ClaimedServerDigest
    overview: ServerOverview
    counts: Told
    at: datetime
    new: int
    """How many debates were opened since the last one, or at all where there was none."""
    closed: int
    changed: int
    """In how many debates something has happened since."""

    @property
    def since(self) -> datetime | None:
        """When the last digest was posted; None where this is the first one."""
        return self.claimed.stored.told_at

    @property
    def before(self) -> Told:
        """What the last one said."""
        return self.claimed.stored.told

    @property
    def guild(self) -> int:
        return self.claimed.stored.guild

    @property
    def channel(self) -> int:
        return self.claimed.channel

    @property
    def reference(self) -> str:
        """What makes its message unique."""
        return reference(f"{self.guild} server {self.claimed.slot.isoformat()}")

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted its message."""
        return self.claimed.stored.posting_since


class ServerDigests:
    """The digests of servers, as `one_message` wants them; `sees_in` says what may be told of where."""

    def __init__(self, sees_in: SeesIn) -> None:
        self._sees_in = sees_in

    async def claim(
        self, sessions: Sessions, at: datetime, owner: str, limit: int = 20
    ) -> Sequence[ClaimedServerDigest]:
        """Claim what is due, and what another process claimed and did not finish.

        Slots missed during a downtime collapse into the latest one.
        """
        if not await server_digests.any_due(sessions.execute, at, LEASE * PATIENCE):
            return []
        async with sessions.begin() as session:
            claimed = []
            for stored in await server_digests.lock_due(session, at, LEASE * PATIENCE, limit):
                slot, following, problem = _slots(stored, at)
                await server_digests.claim(session, stored.guild, slot, following, owner, at + LEASE)
                claimed.append(ClaimedServerDigest(stored, slot, owner, stored.attempts + 1, problem))
            return claimed

    async def ready(self, sessions: Sessions, claimed: ClaimedServerDigest, at: datetime) -> DueServerDigest | None:
        """The digest of a claimed slot; None where nothing has happened since the last one.

        It is not None while an earlier attempt may have posted it.
        Raises CannotPost where the schedule cannot be.
        """
        if claimed.problem is not None:
            raise CannotPost(BadSchedule(claimed.problem))
        stored = claimed.stored
        sees = self._sees_in(stored.guild, claimed.channel)
        told = await overview_of(sessions, stored.guild, sees, 1, MOST_LINES)
        if stored.posting_since is None and not any(_is_later(line, stored.told_at) for line in told.lines):
            async with sessions.begin() as session:
                await server_digests.finish(session, stored.guild, claimed.slot)
            return None
        return _due(claimed, told, at)

    async def absent(self, sessions: Sessions, ready: DueServerDigest, at: datetime) -> bool:
        """No attempt has posted it. False where there is nothing to tell, or it was paused or set anew meanwhile."""
        claimed = ready.claimed
        async with sessions.begin() as session:
            if not ready.overview.lines:
                await server_digests.finish(session, ready.guild, claimed.slot)
            return await server_digests.absent(session, ready.guild, claimed.slot, claimed.owner)

    async def renew(self, sessions: Sessions, ready: DueServerDigest, at: datetime) -> bool:
        """Write down that its message is about to be posted and what it says, and renew its lease.

        False where another process has taken it over or finished it.
        """
        claimed = ready.claimed
        async with sessions.begin() as session:
            return await server_digests.begin_posting(
                session, ready.guild, claimed.slot, claimed.owner, ready.at, at + LEASE, ready.counts
            )

    async def record(self, sessions: Sessions, ready: DueServerDigest, message: int, at: datetime) -> bool:
        """Write down that it was posted; False where the slot stands with another message, or with none."""
        async with sessions.begin() as session:
            slot, owner = ready.claimed.slot, ready.claimed.owner
            if await server_digests.record_posted(session, ready.guild, slot, owner, message, at):
                return True
            return await server_digests.message_of(session, ready.guild, slot) == message

    async def deleted(self, sessions: Sessions, claimed: ClaimedServerDigest) -> None:
        """It was posted and somebody has deleted it: the slot is over."""
        async with sessions.begin() as session:
            await server_digests.finish(session, claimed.stored.guild, claimed.slot)

    async def put_off(self, sessions: Sessions, claimed: ClaimedServerDigest, at: datetime) -> None:
        """It could not be posted just now: it is tried again, after each further attempt later."""
        until = at + put_off_for(LEASE, claimed.attempts)
        async with sessions.begin() as session:
            await server_digests.put_off(session, claimed.stored.guild, claimed.slot, claimed.owner, until)

    async def give_up(self, sessions: Sessions, claimed: ClaimedServerDigest, reason: NotPosted, at: datetime) -> None:
        """An obstacle of the platform's is looked at again, each time later; else it pauses with the reason."""
        async with sessions.begin() as session:
            guild = claimed.stored.guild
            if isinstance(reason, Obstacle):
                until = at + put_off_for(RETRIED_AFTER, claimed.attempts)
                await server_digests.obstruct(session, guild, claimed.slot, reason, until)
            else:
                await server_digests.fail(session, guild, claimed.slot, reason, at)


def _slots(stored: StoredServerDigest, at: datetime) -> tuple[datetime, datetime, ScheduleProblem | None]:
    """The slot to claim, and the one that follows; one of a schedule that cannot be is claimed too, to be paused."""
    if stored.slot is not None:
        return stored.slot, stored.next_slot, None
    try:
        latest = schedules.latest_due(stored.schedule, stored.next_slot - timedelta(microseconds=1), at)
        return latest or stored.next_slot, schedules.next_slot(stored.schedule, at), None
    except BadScheduleAsked as wrong:
        return stored.next_slot, at + LOOKED_AT_AGAIN, wrong.problem


def _due(claimed: ClaimedServerDigest, told: ServerOverview, at: datetime) -> DueServerDigest:
    since = claimed.stored.told_at
    every = told.every
    lines = tuple(line for line in told.lines if _is_later(line, since))
    return DueServerDigest(
        claimed=claimed,
        overview=replace(told, lines=lines, pages=1),
        counts={one.id: numbers(counts) for one, counts in every},
        at=at,
        new=sum(since is None or one.opened_at > since for one, _ in every),
        closed=sum(one.closed_at is not None and (since is None or one.closed_at > since) for one, _ in every),
        changed=sum(since is None or one.last_event > since for one, _ in every),
    )


def _is_later(line: DebateLine, since: datetime | None) -> bool:
    return since is None or line.debate.last_event > since


def numbers(counts: InCounts) -> tuple[int, ...]:
    """What is compared of where a debate stands with where it stood."""
    return counts.agreed, counts.rejected, counts.diverging, counts.turns_on
