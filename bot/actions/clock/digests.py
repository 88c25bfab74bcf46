"""The digests of due slots: each slot gives exactly one, by `one_message`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.clock.due import CannotPost, PostedOnce
from bot.actions.clock.one_message import PATIENCE, RETRIED_AFTER, put_off_for
from bot.actions.composing import ReadyDigest, composed, composed_of, posted, reference
from bot.actions.looks import DigestLooks
from bot.ledger import schedules
from bot.ledger.house import Spoken
from bot.ledger.ledger import Debate
from bot.ledger.pauses import BadSchedule, NotPosted, Obstacle
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import DigestPosted
from bot.ledger.refusals import BadScheduleAsked, NoDebate
from bot.ledger.schedule_problems import ScheduleProblem
from bot.ledger.standing.standing import standing
from bot.store.reading import debates, ledgers
from bot.store.reading.debates import Head
from bot.store.reading.small_debates import SmallDebate, small_debate
from bot.store.sessions import Sessions
from bot.store.waiting import cards, slots
from bot.store.waiting import schedules as stored
from bot.store.waiting.schedules import StoredSchedule
from bot.store.waiting.slots import DueSlot, FixedSlot
from bot.store.writing import append, debate_rows
from bot.store.writing.one_statement import Alongside, PostedSlot

LEASE = timedelta(minutes=1)
"""How long a claimed slot belongs to the process that claimed it; each attempt to post renews it."""

LOOKED_AT_AGAIN = timedelta(days=1)
"""When a schedule that cannot be is looked at again, where the process that claimed its slot died before pausing it."""


@dataclass(frozen=True, slots=True)
class ClaimedSlot:
    """A slot that is this process's to post. `claimed_at` is its first claim, and `attempts` counts the claims."""

    debate: int
    slot: datetime
    claimed_at: datetime
    attempts: int
    owner: str
    problem: ScheduleProblem | None = None
    """Why the schedule cannot tell its slots, where it cannot."""
    posting_begun: bool = False
    """Whether an earlier attempt may have posted its digest."""

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate


@dataclass(frozen=True, slots=True)
class DueDigest(PostedOnce):
    """The digest of a claimed slot, and where the ledger ended when it was looked at, if that is known."""

    claimed: ClaimedSlot
    digest: ReadyDigest
    head: Head | None = None

    @property
    def debate(self) -> Debate:
        """The debate it tells of."""
        return self.digest.debate

    @property
    def guild(self) -> int:
        return self.debate.guild

    @property
    def channel(self) -> int:
        """The debate's own, or the server's for digests."""
        return self.digest.channel

    @property
    def reference(self) -> str:
        """What makes its message unique."""
        return self.digest.reference

    @property
    def posted_since(self) -> datetime | None:
        """Since when an earlier attempt may have posted it."""
        return self.claimed.claimed_at if self.claimed.posting_begun else None


def slot_reference(debate: int, slot: datetime) -> str:
    """The reference of the digest for a slot."""
    return reference(f"{debate} slot {slot.isoformat()}")


async def claim(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[ClaimedSlot]:
    """Claim what is due, and what another process claimed and did not finish.

    Slots missed during a downtime collapse into the latest one.
    """
    execute = sessions.execute
    if not (await stored.any_due(execute, at) or await slots.any_stale(execute, LEASE, at, PATIENCE)):
        return []
    async with sessions.begin() as session:
        await _reopen_obstructed(session, at, limit)
        due = [_due_slot(locked, at) for locked in await stored.lock_due(session, at, limit)]
        fresh = await slots.claim_each(session, [one for one, _ in due], owner, at)
        claimed = [
            ClaimedSlot(one.debate, one.slot, at, 1, owner, problem) for one, problem in due if one.debate in fresh
        ]
        for old in await slots.reclaim(session, LEASE, owner, at, limit, PATIENCE):
            slot = ClaimedSlot(old.debate, old.slot, old.claimed_at, old.attempts, owner)
            claimed.append(replace(slot, posting_begun=old.posting_begun))
        return claimed


def _due_slot(locked: StoredSchedule, at: datetime) -> tuple[DueSlot, ScheduleProblem | None]:
    """The slot to claim of a schedule; one that cannot be is claimed too, so that its claim pauses it."""
    try:
        latest = schedules.latest_due(locked.schedule, locked.next_slot - timedelta(microseconds=1), at)
        return DueSlot(locked.debate, latest or locked.next_slot, schedules.next_slot(locked.schedule, at)), None
    except BadScheduleAsked as wrong:
        return DueSlot(locked.debate, locked.next_slot, at + LOOKED_AT_AGAIN), wrong.problem


async def ready(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> DueDigest | None:
    """The digest of a claimed slot, the same at each attempt.

    None where the slot is finished: by another process, or in silence, since nothing moved since the last digest and
    no earlier attempt may have posted it.
    Raises CannotPost where the schedule cannot be.
    """
    if claimed.problem is not None:
        raise CannotPost(BadSchedule(claimed.problem))
    due = await _composed(sessions, claimed, at)
    if due is None or claimed.posting_begun or not due.digest.digest.nothing_moved:
        return due
    if not await _is_quiet(sessions, claimed.debate):
        return due
    await _finish_in_silence(sessions, claimed, at)
    return None


async def _composed(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> DueDigest | None:
    """The digest of a claimed slot; None where the slot is finished, or there is no debate."""
    small = await small_debate(sessions.execute, claimed.debate)
    fixed = await _fixed(sessions, claimed, small.head if small is not None else None)
    if fixed is None:
        return None
    upto, unique = fixed.upto, slot_reference(claimed.debate, claimed.slot)
    if small is not None and upto == small.head.sequence:
        digest = composed_of(await _looked_at(sessions, small), upto, at, unique)
        return DueDigest(claimed, replace(digest, elsewhere=fixed.channel), small.head)
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        digest = await composed(sessions, session, claimed.debate, upto, at, unique)
    return DueDigest(claimed, replace(digest, elsewhere=fixed.channel))


async def _fixed(sessions: Sessions, claimed: ClaimedSlot, head: Head | None) -> FixedSlot | None:
    """What each attempt for the slot posts where; None where the slot is finished, or there is no debate."""
    if head is None:
        async with sessions() as session:
            head = await debates.head(session, claimed.debate)
    if head is None:
        return None
    return await slots.fix(sessions.execute, claimed.debate, claimed.slot, head.sequence)


async def _looked_at(sessions: Sessions, small: SmallDebate) -> DigestLooks:
    """A small debate as it stands, and as it stood at its last digest."""
    now, before = small.ledger, None
    if small.last_digest is not None:
        async with sessions() as session:
            before = await ledgers.replayed(session, now.debate.id, small.last_digest)
    standing_before = standing(before) if before is not None else None
    return DigestLooks(now, standing(now), before, standing_before, small.head.hash)


async def _is_quiet(sessions: Sessions, debate: int) -> bool:
    schedule = await stored.get(sessions.execute, debate)
    return schedule is not None and schedule.quiet


async def absent(sessions: Sessions, ready: DueDigest, at: datetime) -> bool:
    """No attempt has posted it. False where it is not to be posted like this: its schedule was set anew meanwhile, or
    paused; or something stood in the way, so that it is fixed anew."""
    claimed = ready.claimed
    async with sessions.begin() as session:
        return await slots.absent(session, claimed.debate, claimed.slot, claimed.owner, _long_before(at))


async def renew(sessions: Sessions, ready: DueDigest, at: datetime) -> bool:
    """Write down that the digest is about to be posted, and renew the slot's lease.

    False where another process has taken it over or finished it.
    """
    claimed = ready.claimed
    return await slots.renew(sessions.execute, claimed.debate, claimed.slot, claimed.owner, at)


async def record(
    sessions: Sessions,
    ready: DueDigest,
    message: int,
    at: datetime,
    language: Spoken | None = None,
    told: Collection[int] | None = None,
) -> bool:
    """Write down that the digest of a slot was posted, in which language, and the entries with a line in it.

    False where the slot stands with another message, since a process that took it over was faster, or with none, since
    somebody paused the schedule or set another.
    """
    stands = await _recorded(sessions, ready, message, at, posted(ready.digest, message, language, told)) == message
    if stands and ready.claimed.attempts > 1:
        async with sessions.begin() as session:
            await _resume(session, ready.claimed.debate, at)
    return stands


async def _recorded(
    sessions: Sessions, ready: DueDigest, message: int, at: datetime, digest: DigestPosted
) -> int | None:
    """The message that the slot stands with; None where it was finished without one."""
    claimed = ready.claimed
    if ready.head is not None:
        slot = Alongside(slot=PostedSlot(claimed.slot, message))
        appended = await append.append_at_head(sessions.execute, ready.head, CRUX_ITSELF, (digest,), at, slot)
        if isinstance(appended, Head):
            return message
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, claimed.debate)
        if head is None:
            raise NoDebate
        if await slots.record_posted(session, claimed.debate, claimed.slot, claimed.owner, message):
            await append.record(session, head, CRUX_ITSELF, (digest,), at)
            return message
        return await slots.message_of(session, claimed.debate, claimed.slot)


async def deleted(sessions: Sessions, claimed: ClaimedSlot) -> None:
    """The digest was posted and somebody has deleted it: the slot is over."""
    await _finish_in_silence(sessions, claimed, claimed.claimed_at)


async def _finish_in_silence(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> None:
    async with sessions.begin() as session:
        await slots.record_silent(session, claimed.debate, claimed.slot)
        await _resume(session, claimed.debate, at)


async def _resume(session: AsyncSession, debate: int, at: datetime) -> None:
    """Nothing stands in the way of a schedule any more, and the debate's card does not say so any longer."""
    if await stored.resume_obstructed(session, debate):
        await cards.make_due(session, debate, at)


async def put_off(sessions: Sessions, claimed: ClaimedSlot, at: datetime) -> None:
    """Nothing is written: by its attempts, a slot is claimed again after each further one later."""


async def give_up(sessions: Sessions, claimed: ClaimedSlot, reason: NotPosted, at: datetime) -> None:
    """The digest cannot be posted: the slot is over and the schedule pauses with the reason.

    An obstacle of the platform's may be gone another time: it is tried again by itself, each time later. Until then
    the debate's card says what stands in the way. A schedule that was set anew or paused meanwhile stays as it is.
    """
    async with sessions.begin() as session:
        if not await slots.record_failed(session, claimed.debate, claimed.slot):
            return
        if isinstance(reason, Obstacle):
            retry_at = at + put_off_for(RETRIED_AFTER, claimed.attempts)
            await stored.obstruct(session, claimed.debate, claimed.slot, reason, retry_at)
            await cards.make_due(session, claimed.debate, at)
        else:
            await stored.pause(session, claimed.debate, reason)


async def _reopen_obstructed(session: AsyncSession, at: datetime, limit: int) -> None:
    """Open the slots again that something stood in the way of, where it is time to try."""
    if those := await stored.take_obstructed(session, at, at + RETRIED_AFTER, limit):
        reopened = await slots.reopen(session, those, _long_before(at))
        for debate in set(those).difference(reopened):
            await _resume(session, debate, at)


def _long_before(at: datetime) -> datetime:
    """A claim of that moment is taken over by now, after however many attempts."""
    return at - (PATIENCE + 1) * LEASE
