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

from bot.actions.asked import Asked
from bot.actions.book import Sessions, debate_here
from bot.ledger import calendar, digest
from bot.ledger.entries import CRUX_ITSELF, Debate, Ledger
from bot.ledger.errors import NoDebate
from bot.ledger.events import DigestPosted
from bot.store import debates, events, ledgers, schedules

LEASE = timedelta(minutes=2)
"""How long a claimed slot belongs to the process that claimed it."""

NONCE_LENGTH = 24
"""A Discord nonce holds at most 25 characters."""


@dataclass(frozen=True, slots=True)
class ReadyDigest:
    """A digest to post: what it says, how many events it has seen, and the reference that makes it unique."""

    debate: Debate
    digest: digest.Digest
    seen: int
    reference: str


@dataclass(frozen=True, slots=True)
class ClaimedSlot:
    """A slot that this process has to see to; `again` where an earlier claim was never recorded."""

    debate: int
    slot: datetime
    claimed_at: datetime
    again: bool
    reference: str


def slot_reference(debate: int, slot: datetime) -> str:
    """The reference of the digest for a slot: it is the message's nonce and stands in its last line."""
    return _reference(f"{debate} slot {slot.isoformat()}")


def _reference(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:NONCE_LENGTH]


async def preview(sessions: Sessions, asked: Asked) -> ReadyDigest:
    """The digest as it would be posted now. Raises NoDebate."""
    async with sessions() as session:
        debate = await debate_here(session, asked)
        return await _ready(session, debate.id, asked.at, None)


async def _ready(session: AsyncSession, debate: int, at: datetime, slot: datetime | None) -> ReadyDigest:
    head = await debates.head(session, debate)
    if head is None:
        raise NoDebate
    now = await ledgers.replayed(session, debate, head.sequence)
    before = await _before(session, now)
    reference = _reference(f"{debate} after {head.sequence}") if slot is None else slot_reference(debate, slot)
    return ReadyDigest(now.debate, digest.compose(now, before, at), head.sequence, reference)


async def _before(session: AsyncSession, now: Ledger) -> Ledger | None:
    if not now.digests:
        return None
    return await ledgers.replayed(session, now.debate.id, now.digests[-1].sequence)


async def record_posted(
    sessions: Sessions, ready: ReadyDigest, message: int, at: datetime, slot: datetime | None = None
) -> None:
    """Write down that a digest was posted; its slot, where it has one, is done."""
    async with sessions.begin() as session:
        head = await debates.lock(session, ready.debate.id)
        if head is None:
            raise NoDebate
        if slot is not None and not await schedules.record_posted(session, ready.debate.id, slot, message):
            return
        await events.record(session, head, CRUX_ITSELF, (DigestPosted(ready.seen, message),), at)


async def claim_due(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[ClaimedSlot]:
    """Claim what is due, and what another process claimed and did not finish.

    Slots missed during a downtime collapse into the latest one.
    """
    async with sessions.begin() as session:
        claimed = []
        for due in await schedules.lock_due(session, at, limit):
            slot = calendar.latest_due(due.schedule, due.next_slot - timedelta(microseconds=1), at) or due.next_slot
            following = calendar.next_slot(due.schedule, at)
            if await schedules.claim(session, due.debate, slot, following, owner, at):
                claimed.append(ClaimedSlot(due.debate, slot, at, False, slot_reference(due.debate, slot)))
        for old in await schedules.reclaim(session, at - LEASE, owner, at, limit):
            reference = slot_reference(old.debate, old.slot)
            claimed.append(ClaimedSlot(old.debate, old.slot, old.claimed_at, True, reference))
        return claimed


async def ready_for(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> ReadyDigest | None:
    """The digest of a claimed slot; None where nothing moved since the last one, which finishes the slot in silence."""
    async with sessions.begin() as session:
        ready = await _ready(session, claimed.debate, at, claimed.slot)
        schedule = await schedules.get(session, claimed.debate)
        if schedule is not None and schedule.quiet and ready.digest.nothing_moved and not claimed.again:
            await schedules.record_silent(session, claimed.debate, claimed.slot)
            return None
        return ready


async def record_failed(sessions: Sessions, claimed: ClaimedSlot, reason: str) -> None:
    """The channel cannot be posted in: the slot is over and the schedule pauses with the reason."""
    async with sessions.begin() as session:
        await schedules.record_failed(session, claimed.debate, claimed.slot)
        await schedules.pause(session, claimed.debate, reason)
