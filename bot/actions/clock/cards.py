"""The status cards that are due: each debate has one message, by `one_message`, which is edited from then on.

Editing twice does no harm; before a message is posted, the moment is written down, so that whoever finds a claim that
was never recorded looks for the message first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.clock.due import Attempted
from bot.actions.clock.one_message import PATIENCE, RETRIED_AFTER, put_off_for
from bot.actions.composing import reference
from bot.actions.looks import look_now
from bot.ledger.ledger import Debate
from bot.ledger.pauses import NotPosted, Obstacle, PlacedObstacle
from bot.ledger.telling.card import Card, card
from bot.ledger.telling.digest import Anchor
from bot.store.prepared import execute_in
from bot.store.sessions import Sessions
from bot.store.threads import worked_out
from bot.store.waiting import cards, schedules
from bot.store.waiting.cards import StoredCard

LEASE = timedelta(minutes=1)
"""How long a claimed card belongs to the process that claimed it; an attempt to post renews it."""


@dataclass(frozen=True, slots=True)
class DueCard(Attempted):
    """The card of a claim: what it says at `at`, and the number of the last event it tells of."""

    claimed: StoredCard
    debate: Debate
    card: Card
    upto: int
    hash: bytes
    """Of the last event that it tells of."""
    at: datetime
    obstacle: PlacedObstacle | None = None
    """What stands in the way of the debate's scheduled digest, if anything does."""

    @property
    def guild(self) -> int:
        return self.debate.guild

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate.id

    @property
    def anchor(self) -> Anchor:
        """What readers can keep, to see later whether the ledger was changed."""
        return Anchor(self.upto, self.hash)

    @property
    def reference(self) -> str:
        """What a button of its message carries: by it, any process finds a message that was posted and not recorded."""
        return reference(f"{self.debate.id} card since {self.being_posted_since.isoformat()}")

    @property
    def message(self) -> int | None:
        """The card's message, where it has one."""
        return self.claimed.message

    @property
    def is_kept_up_to_date(self) -> bool:
        """A card's message shows where the debate stands now."""
        return True

    @property
    def opens_archived(self) -> bool:
        """Only a new card comes while somebody is there; one that was deleted waits until somebody is again."""
        return self.claimed.message is None and self.claimed.attempts <= 1


async def claim(
    sessions: Sessions, at: datetime, owner: str, limit: int = 20, debate: int | None = None
) -> Sequence[StoredCard]:
    """Claim the cards that are due; those of another process once it has not finished them within the lease."""
    longest = RETRIED_AFTER * PATIENCE
    return await cards.claim(sessions.execute, at, LEASE, owner, limit, debate, longest // LEASE)


async def ready(sessions: Sessions, claimed: StoredCard, at: datetime) -> DueCard | None:
    """What a claimed card says now; None where its debate is gone."""
    look = await look_now(sessions, claimed.debate)
    if look is None:
        return None
    told = await worked_out(len(look.ledger.entries), lambda: card(look.ledger, look.standing))
    obstacle = await _in_the_way(sessions, claimed.debate)
    return DueCard(claimed, look.ledger.debate, told, look.upto, look.hash, at, obstacle)


async def _in_the_way(sessions: Sessions, debate: int) -> PlacedObstacle | None:
    schedule = await schedules.get(sessions.execute, debate)
    return schedule.obstacle if schedule is not None else None


async def absent(sessions: Sessions, ready: DueCard, at: datetime) -> bool:
    """No attempt has posted it: it is posted in the same place, under the same reference."""
    return True


async def renew(sessions: Sessions, ready: DueCard, at: datetime) -> bool:
    """Write down that the card's message is about to be posted, and renew its lease.

    False where another process has claimed the card, or the debate has no card any more.
    """
    async with sessions.begin() as session:
        since, until = ready.being_posted_since, at + LEASE
        return await cards.begin_posting(session, ready.debate.id, _owner(ready.claimed), since, until)


async def record(sessions: Sessions, ready: DueCard, message: int, at: datetime) -> bool:
    """Write down what the card's message tells; False where the card has another message, or was removed."""
    async with sessions.begin() as session:
        debate, owner = ready.debate.id, _owner(ready.claimed)
        if await cards.record_shown(session, debate, owner, message, ready.upto, at):
            return True
        stored = await cards.get(execute_in(session), debate)
        # While another process is still at the same posting, the message is left for it to find.
        return stored is not None and (stored.message == message or stored.posting_since == ready.being_posted_since)


async def deleted(sessions: Sessions, claimed: StoredCard) -> None:
    """Somebody has deleted the card's message while it was being posted: it is tried again with the next change."""
    await _rest(sessions, claimed)


async def put_off(sessions: Sessions, claimed: StoredCard, at: datetime) -> None:
    """The card could not be shown just now: it is tried again, after each further attempt later."""
    await _put_off(sessions, claimed, at + put_off_for(LEASE, claimed.attempts))


async def give_up(sessions: Sessions, claimed: StoredCard, reason: NotPosted, at: datetime) -> None:
    """An obstacle of the platform's is looked at again, each time later; a fault of Crux's own with the next change."""
    if not isinstance(reason, Obstacle):
        await _rest(sessions, claimed)
    else:
        await _put_off(sessions, claimed, at + put_off_for(RETRIED_AFTER, claimed.attempts))


async def _put_off(sessions: Sessions, claimed: StoredCard, until: datetime) -> None:
    async with sessions.begin() as session:
        await cards.put_off(session, claimed.debate, _owner(claimed), until)


async def _rest(sessions: Sessions, claimed: StoredCard) -> None:
    async with sessions.begin() as session:
        await cards.rest(session, claimed.debate, _owner(claimed))


def _owner(claimed: StoredCard) -> str:
    return claimed.owner or ""
