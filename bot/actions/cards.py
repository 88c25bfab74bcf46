"""The status card: have a debate keep one, and bring it up to date.

A card is claimed in one transaction and recorded in another; between them its message is edited, or posted where there
is none. Editing twice does no harm; before posting, the moment is written down, so that whoever finds a claim that was
never recorded looks for the message first.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.asked import Asked
from bot.actions.book import Sessions, debate_here, require_moderator, writing
from bot.ledger.card import Card, Waiting, card, waiting_for
from bot.ledger.entries import Debate
from bot.ledger.errors import NoCard, NoDebate
from bot.store import cards, debates, ledgers, people
from bot.store.cards import StoredCard

LEASE = timedelta(minutes=1)
"""How long a claimed card belongs to the process that claimed it; also how long changes gather into one edit."""

REFERENCE_LENGTH = 24
"""A Discord nonce holds at most 25 characters."""


@dataclass(frozen=True, slots=True)
class ReadyCard:
    """A card to show: what it says, how many events it tells of, its message, and how often it was posted before."""

    debate: Debate
    card: Card
    seen: int
    message: int | None
    owner: str
    posts: int
    at: datetime

    @property
    def reference(self) -> str:
        """What its message is found by, and can be posted but once under."""
        words = f"{self.debate.id} card {self.posts}"
        return hashlib.sha256(words.encode()).hexdigest()[:REFERENCE_LENGTH]


async def want_card(sessions: Sessions, asked: Asked) -> StoredCard | None:
    """Have the debate here keep a card; gives the one it has already. Its opener may, and moderators."""
    async with writing(sessions, asked, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(asked)
        known = await cards.get(book.session, book.head.debate.id)
        await cards.put(book.session, book.head.debate.id, asked.at)
        return known


async def drop_card(sessions: Sessions, asked: Asked) -> StoredCard:
    """Keep no card any more. The debate's opener may, and moderators. Raises NoCard."""
    async with writing(sessions, asked, even_closed=True) as book:
        if book.writer.number != book.head.debate.opened_by:
            require_moderator(asked)
        dropped = await cards.drop(book.session, book.head.debate.id)
        if dropped is None:
            raise NoCard
        return dropped


async def card_here(sessions: Sessions, asked: Asked) -> StoredCard | None:
    """The card of the debate here, if it keeps one. Raises NoDebate."""
    async with sessions() as session:
        return await cards.get(session, (await debate_here(session, asked)).id)


async def waiting_here(sessions: Sessions, asked: Asked, after: int) -> Waiting:
    """What waits for the stance of who asks, behind the entry of that number. Raises NoDebate."""
    async with sessions() as session:
        debate = await debate_here(session, asked)
        ledger = await ledgers.load(session, debate.id)
        if ledger is None:
            raise NoDebate
        person = await people.participant(session, debate.id, asked.user)
        return waiting_for(ledger, person.number if person else None, after)


async def claim_due_cards(
    sessions: Sessions, at: datetime, owner: str, limit: int = 20, debate: int | None = None
) -> Sequence[StoredCard]:
    """Claim the cards that are due; those of another process once it has not finished them within the lease."""
    async with sessions.begin() as session:
        return await cards.claim(session, at, LEASE, owner, limit, debate)


async def ready_card(sessions: Sessions, claimed: StoredCard, at: datetime) -> ReadyCard | None:
    """What a claimed card says now; None where its debate is gone."""
    async with sessions() as session:
        return await _ready(session, claimed, at)


async def _ready(session: AsyncSession, claimed: StoredCard, at: datetime) -> ReadyCard | None:
    await ledgers.at_one_moment(session)
    head = await debates.head(session, claimed.debate)
    ledger = await ledgers.load(session, claimed.debate)
    if head is None or ledger is None:
        return None
    return ReadyCard(
        ledger.debate, card(ledger, at), head.sequence, claimed.message, claimed.owner or "", claimed.posts, at
    )


async def begin_posting(sessions: Sessions, ready: ReadyCard, at: datetime) -> datetime | None:
    """Write down that the card's message is about to be posted; gives since when one may be there unrecorded.

    None where the card is another process's by now, or is kept no more.
    """
    async with sessions.begin() as session:
        return await cards.begin_posting(session, ready.debate.id, ready.owner, at)


async def message_gone(sessions: Sessions, ready: ReadyCard) -> None:
    """Somebody has deleted the card's message: it is posted anew."""
    async with sessions.begin() as session:
        await cards.lose_message(session, ready.debate.id, ready.owner)


async def record_shown(sessions: Sessions, ready: ReadyCard, message: int, at: datetime) -> bool:
    """Write down what the card's message tells; False where the card is another process's by now, or kept no more."""
    async with sessions.begin() as session:
        return await cards.record_shown(session, ready.debate.id, ready.owner, message, ready.seen, at + LEASE)


async def leave_card(sessions: Sessions, ready: ReadyCard) -> None:
    """The card cannot be shown just now: it is tried again with the next change."""
    async with sessions.begin() as session:
        await cards.rest(session, ready.debate.id, ready.owner)
