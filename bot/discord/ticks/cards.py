"""The tick of the status cards: those that are due are edited, or posted where there is no message of theirs.

Which are due, and whose they are, stands in Postgres.
"""

from uuid import uuid4

import structlog

from bot.actions import cards
from bot.actions.cards import ReadyCard
from bot.discord.client import CruxClient
from bot.discord.posters import CardView
from bot.discord.posting import CannotPost, PostedAndDeleted, PostFailed
from bot.discord.ticks.tick import Tick
from bot.store.waiting.cards import StoredCard

log = structlog.get_logger(__name__)

FAILURES = 5
"""After so many attempts that failed for a reason of Crux's own, a card waits for the next change."""


class CardKeeper:
    """Keeps the cards up to date, for as long as it runs."""

    def __init__(self, client: CruxClient, view_of: CardView, seconds: float) -> None:
        self._client = client
        self._view_of = view_of
        self._tick = Tick(seconds, self.tick)

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Tick no more; a card under way is finished by whoever finds its claim."""
        self._tick.stop()

    async def tick(self) -> None:
        """Bring every card up to date that is due. Where the database cannot be reached, the next tick tries again."""
        if not self._client.is_ready():
            return
        try:
            while claimed := await self._claim():
                for card in claimed:
                    await see_to(self._client, self._view_of, card)
        except Exception as error:  # what is due stays due
            log.error("cannot look for due cards", exc_info=error)

    async def _claim(self) -> list[StoredCard]:
        client = self._client
        return list(await cards.claim_due_cards(client.sessions, client.clock.now(), uuid4().hex))


async def bring_up_to_date(client: CruxClient, view_of: CardView, debate: int) -> None:
    """See to the card of one debate now, where it is due and nobody else is at it."""
    for claimed in await cards.claim_due_cards(client.sessions, client.clock.now(), uuid4().hex, 1, debate):
        await see_to(client, view_of, claimed)


async def see_to(client: CruxClient, view_of: CardView, claimed: StoredCard) -> None:
    """Edit or post a card that is claimed; what cannot be done now waits for the lease to end or for a change."""
    ready = await cards.ready_card(client.sessions, claimed, client.clock.now())
    if ready is None:
        return
    try:
        await _show(client, view_of, ready)
    except (CannotPost, PostedAndDeleted) as refused:
        log.warning("card waits for the next change", debate=claimed.debate, reason=str(refused))
        await cards.leave_card(client.sessions, ready)
    except PostFailed:
        log.warning("card left for another try", debate=claimed.debate, attempt=claimed.attempts)
    except Exception as error:  # one debate's trouble must not cost the others their card
        log.error("card failed", debate=claimed.debate, attempt=claimed.attempts, exc_info=error)
        if claimed.attempts >= FAILURES:
            await cards.leave_card(client.sessions, ready)


async def _show(client: CruxClient, view_of: CardView, ready: ReadyCard) -> None:
    if ready.message is not None and await _edited(client, view_of, ready, ready.message):
        await cards.record_shown(client.sessions, ready, ready.message, client.clock.now())
        return
    at = client.clock.now()
    posting = await cards.begin_posting(client.sessions, ready, at)
    if posting is None or posting.posting_since is None:
        return
    channel, guild, since = posting.debate.id, posting.debate.guild, posting.posting_since
    message = await client.own_messages.find_posted(channel, guild, posting.reference, since) if since < at else None
    if message is None:
        message = await client.own_messages.post(channel, guild, view_of(posting), posting.reference)
    recorded = await cards.record_shown(client.sessions, posting, message, client.clock.now())
    if not recorded and await cards.is_astray(client.sessions, posting, message):
        log.warning("card posted beside another one is taken back", debate=channel)
        await client.own_messages.take_back(channel, guild, message)


async def _edited(client: CruxClient, view_of: CardView, ready: ReadyCard, message: int) -> bool:
    """Whether the card's message shows it now; False where somebody has deleted the message."""
    try:
        await client.own_messages.edit(ready.debate.id, ready.debate.guild, message, view_of(ready))
    except PostedAndDeleted:
        await cards.message_gone(client.sessions, ready)
        return False
    return True
