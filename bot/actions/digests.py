"""Compose a digest, and see to it that each due slot gives exactly one.

A slot is claimed in one transaction and recorded in another; between them the message is posted, outside of any
transaction, under a reference derived from debate and slot. Whoever finds a claim that was never recorded looks for
the message that bears its reference before posting again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.book import head_here
from bot.actions.looks import Looks, look_at
from bot.actions.request import Request
from bot.ledger import schedules
from bot.ledger.entries import CRUX_ITSELF, Debate, Ledger
from bot.ledger.record.events import DigestPosted
from bot.ledger.refusals import NoDebate
from bot.ledger.standing.standing import Standing, standing
from bot.ledger.telling import digest
from bot.ledger.telling.overview import Overview, overview
from bot.store.reading import debates, ledgers
from bot.store.reading import digests as posted_digests
from bot.store.reading.debates import Head
from bot.store.reading.whole import Whole, whole
from bot.store.sessions import Sessions
from bot.store.waiting import slots
from bot.store.waiting.slots import DueSlot, StoredSchedule
from bot.store.writing import append, debate_rows
from bot.store.writing.one_statement import PostedSlot

LEASE = timedelta(minutes=1)
"""How long a claimed slot belongs to the process that claimed it; each attempt to post begins it anew."""

PATIENCE = 16
"""How many times the lease a slot waits at most between two attempts, when attempt after attempt fails."""

NONCE_LENGTH = 24
"""A Discord nonce holds at most 25 characters."""


@dataclass(frozen=True, slots=True)
class ReadyDigest:
    """A digest to post: what it says, how many events it has seen, and what makes it unique."""

    debate: Debate
    digest: digest.Digest
    seen: int
    reference: str
    ledger: Ledger
    standing: Standing
    head: Head | None = None
    """Where the ledger ended when it was looked at, if that is known."""

    @property
    def overview(self) -> Overview:
        """What its picture shows; made when it is asked for, since not every digest gets one."""
        return overview(self.ledger, self.digest.at, digest=self.digest, now=self.standing)


@dataclass(frozen=True, slots=True)
class ClaimedSlot:
    """A slot that this process has to see to. `claimed_at` is its first claim, and `attempt` counts the claims."""

    debate: int
    slot: datetime
    claimed_at: datetime
    attempt: int
    owner: str

    @property
    def reference(self) -> str:
        """What makes its digest unique, whoever posts it."""
        return slot_reference(self.debate, self.slot)

    @property
    def again(self) -> bool:
        """Whether an earlier claim was never recorded, so that its digest may be there already."""
        return self.attempt > 1


def slot_reference(debate: int, slot: datetime) -> str:
    """The reference of the digest for a slot: it is the message's nonce and stands in its last line."""
    return _reference(f"{debate} slot {slot.isoformat()}")


def _reference(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:NONCE_LENGTH]


async def preview(sessions: Sessions, request: Request) -> ReadyDigest:
    """The digest as it would be posted now. Raises NoDebate."""
    async with sessions() as session:
        await ledgers.at_one_moment(session)
        head = await head_here(session, request)
        reference = _reference(f"{head.debate.id} after {head.sequence}")
        return await _composed(sessions, session, head.debate.id, head.sequence, request.at, reference)


async def _composed(
    sessions: Sessions, session: AsyncSession, debate: int, seen: int, at: datetime, reference: str
) -> ReadyDigest:
    told = await posted_digests.last_seen(session, debate, seen)
    found = await look_at(sessions, session, debate, seen, told)
    return _told(found, seen, at, reference)


def _told(found: Looks, seen: int, at: datetime, reference: str, head: Head | None = None) -> ReadyDigest:
    now, stands = found.now, found.standing
    told = digest.compose(now, found.before, at, stands, found.standing_before)
    return ReadyDigest(now.debate, told, seen, reference, now, stands, head)


async def record_posted_now(sessions: Sessions, ready: ReadyDigest, message: int, at: datetime) -> None:
    """Write down that a digest was posted at somebody's wish; asked for twice at once, it is one message, one line."""
    async with sessions.begin() as session:
        head = await _held(session, ready.debate.id)
        if not await posted_digests.is_recorded(session, ready.debate.id, message):
            await append.record(session, head, CRUX_ITSELF, (DigestPosted(ready.seen, message),), at)


async def record_posted(
    sessions: Sessions, ready: ReadyDigest, claimed: ClaimedSlot, message: int, at: datetime
) -> int:
    """Write down that the digest of a slot was posted; gives the message that the slot stands with.

    That is another one where a process that took the slot over was faster.
    """
    if ready.head is not None:
        told, slot = (DigestPosted(ready.seen, message),), PostedSlot(claimed.slot, message)
        if await append.record_unless_moved(sessions.execute, ready.head, CRUX_ITSELF, told, at, slot=slot) is not None:
            return message
    async with sessions.begin() as session:
        head = await _held(session, claimed.debate)
        if await slots.record_posted(session, claimed.debate, claimed.slot, message):
            await append.record(session, head, CRUX_ITSELF, (DigestPosted(ready.seen, message),), at)
            return message
        return await slots.message_of(session, claimed.debate, claimed.slot) or message


async def _held(session: AsyncSession, debate: int) -> Head:
    head = await debate_rows.lock(session, debate)
    if head is None:
        raise NoDebate
    return head


async def claim_due(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[ClaimedSlot]:
    """Claim what is due, and what another process claimed and did not finish.

    Slots missed during a downtime collapse into the latest one.
    """
    async with sessions.begin() as session:
        due = [_due_slot(held, at) for held in await slots.lock_due(session, at, limit)]
        fresh = await slots.claim_each(session, due, owner, at)
        claimed = [ClaimedSlot(one.debate, one.slot, at, 1, owner) for one in due if one.debate in fresh]
        for old in await slots.reclaim(session, LEASE, owner, at, limit, PATIENCE):
            claimed.append(ClaimedSlot(old.debate, old.slot, old.claimed_at, old.attempts, owner))
        return claimed


def _due_slot(held: StoredSchedule, at: datetime) -> DueSlot:
    latest = schedules.latest_due(held.schedule, held.next_slot - timedelta(microseconds=1), at)
    return DueSlot(held.debate, latest or held.next_slot, schedules.next_slot(held.schedule, at))


async def ready_for(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> ReadyDigest | None:
    """The digest of a claimed slot, the same at each attempt.

    None where the slot is finished: by another process, or in silence since nothing moved since the last digest.
    """
    small = await whole(sessions.execute, claimed.debate)
    seen = await _seen_by(sessions, claimed, small.head if small is not None else None)
    if seen is None:
        return None
    if small is not None and seen == small.head.sequence:
        ready = await _composed_of(sessions, small, at, claimed.reference)
    else:
        async with sessions() as session:
            await ledgers.at_one_moment(session)
            ready = await _composed(sessions, session, claimed.debate, seen, at, claimed.reference)
    if ready.digest.nothing_moved and await _is_quiet(sessions, claimed.debate):
        await record_gone(sessions, claimed)
        return None
    return ready


async def _seen_by(sessions: Sessions, claimed: ClaimedSlot, head: Head | None) -> int | None:
    """How many events the slot's digest tells of; None where the slot is finished, or there is no debate."""
    if head is None:
        async with sessions() as session:
            head = await debates.head(session, claimed.debate)
    if head is None:
        return None
    return await slots.fix_seen(sessions.execute, claimed.debate, claimed.slot, head.sequence)


async def _composed_of(sessions: Sessions, small: Whole, at: datetime, reference: str) -> ReadyDigest:
    """The digest of a small debate as it stands."""
    now, before = small.ledger, None
    if small.told is not None:
        async with sessions() as session:
            before = await ledgers.replayed(session, now.debate.id, small.told)
    then = standing(before) if before is not None else None
    return _told(Looks(now, standing(now), before, then), small.head.sequence, at, reference, small.head)


async def _is_quiet(sessions: Sessions, debate: int) -> bool:
    async with sessions() as session:
        schedule = await slots.get(session, debate)
    return schedule is not None and schedule.quiet


async def renew(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> bool:
    """Whether the slot is still this process's to post: its lease begins anew."""
    return await slots.renew(sessions.execute, claimed.debate, claimed.slot, claimed.owner, at)


async def record_gone(sessions: Sessions, claimed: ClaimedSlot) -> None:
    """The digest was posted and somebody has deleted it, or there is none to post: the slot is over."""
    async with sessions.begin() as session:
        await slots.record_silent(session, claimed.debate, claimed.slot)


async def record_failed(sessions: Sessions, claimed: ClaimedSlot, reason: str) -> None:
    """The channel cannot be posted in: the slot is over and the schedule pauses with the reason."""
    async with sessions.begin() as session:
        await slots.record_failed(session, claimed.debate, claimed.slot)
        await slots.pause(session, claimed.debate, reason)
