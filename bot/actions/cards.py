"""The status card: have a debate keep one, and bring it up to date.

A card is claimed in one transaction and recorded in another; between them its message is edited, or posted where there
is none. Editing twice does no harm; before posting, the moment is written down, so that whoever finds a claim that was
never recorded looks for the message first.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.actions.book import debate_here, require_moderator, writing
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.ledger.entries import Debate
from bot.ledger.refusals import NoCard
from bot.ledger.telling.card import Card, card
from bot.store.reading import debates, ledgers
from bot.store.sessions import Sessions
from bot.store.waiting import cards
from bot.store.waiting.cards import StoredCard

LEASE = timedelta(minutes=1)
"""How long a claimed card belongs to the process that claimed it."""

REFERENCE_LENGTH = 24
"""A Discord nonce holds at most 25 characters."""


@dataclass(frozen=True, slots=True)
class ReadyCard:
    """A card to show: what it says, how many events it tells of, and its message, where it has one.

    `posting_since` is since when its message is being posted, by this process or another one.
    """

    debate: Debate
    card: Card
    seen: int
    message: int | None
    owner: str
    at: datetime
    posting_since: datetime | None = None

    @property
    def reference(self) -> str:
        """What a message that is being posted is found by, and can be posted but once under; empty for another."""
        if self.posting_since is None:
            return ""
        words = f"{self.debate.id} card since {self.posting_since.isoformat()}"
        return hashlib.sha256(words.encode()).hexdigest()[:REFERENCE_LENGTH]


async def want_card(sessions: Sessions, request: Request) -> None:
    """Have the debate here keep a card, up to date. Its opener may, and moderators."""
    async with writing(sessions, request, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(request)
        await cards.put(book.session, book.head.debate.id, request.at)


async def drop_card(sessions: Sessions, request: Request) -> StoredCard:
    """Keep no card any more. The debate's opener may, and moderators. Raises NoCard."""
    async with writing(sessions, request, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(request)
        dropped = await cards.drop(book.session, book.head.debate.id)
        if dropped is None:
            raise NoCard
        return dropped


async def card_here(sessions: Sessions, request: Request) -> StoredCard | None:
    """The card of the debate here, if it keeps one. Raises NoDebate."""
    async with sessions() as session:
        return await cards.get(session, (await debate_here(session, request)).id)


async def claim_due_cards(
    sessions: Sessions, at: datetime, owner: str, limit: int = 20, debate: int | None = None
) -> Sequence[StoredCard]:
    """Claim the cards that are due; those of another process once it has not finished them within the lease."""
    async with sessions.begin() as session:
        return await cards.claim(session, at, LEASE, owner, limit, debate)


async def ready_card(sessions: Sessions, claimed: StoredCard, at: datetime) -> ReadyCard | None:
    """What a claimed card says now; None where its debate is gone."""
    async with sessions() as session:
        await ledgers.at_one_moment(session)
        head = await debates.head(session, claimed.debate)
        found = await look_now(sessions, session, claimed.debate)
    if head is None or found is None:
        return None
    told = card(found.now, at, found.standing)
    return ReadyCard(found.now.debate, told, head.sequence, claimed.message, claimed.owner or "", at)


async def begin_posting(sessions: Sessions, ready: ReadyCard, at: datetime) -> ReadyCard | None:
    """Write down that the card's message is about to be posted; gives the card with since when one may be there.

    None where the card is another process's by now, or is kept no more.
    """
    async with sessions.begin() as session:
        since = await cards.begin_posting(session, ready.debate.id, ready.owner, at)
        return replace(ready, posting_since=since) if since is not None else None


async def is_astray(sessions: Sessions, ready: ReadyCard, message: int) -> bool:
    """Whether a message that was posted is not the card's: another one is, or the debate keeps none.

    While another process is still at the same posting, the message is left for it to find.
    """
    async with sessions() as session:
        known = await cards.get(session, ready.debate.id)
        if known is None:
            return True
        return known.message != message and known.posting_since != ready.posting_since


async def message_gone(sessions: Sessions, ready: ReadyCard) -> None:
    """Somebody has deleted the card's message: it is posted anew."""
    async with sessions.begin() as session:
        await cards.lose_message(session, ready.debate.id, ready.owner)


async def record_shown(sessions: Sessions, ready: ReadyCard, message: int, at: datetime) -> bool:
    """Write down what the card's message tells; False where the card is another process's by now, or kept no more."""
    async with sessions.begin() as session:
        return await cards.record_shown(session, ready.debate.id, ready.owner, message, ready.seen, at)


async def leave_card(sessions: Sessions, ready: ReadyCard) -> None:
    """The card cannot be shown just now: it is tried again with the next change."""
    async with sessions.begin() as session:
        await cards.rest(session, ready.debate.id, ready.owner)
