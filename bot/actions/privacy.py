"""What Crux holds about a person, and how they have it erased."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.book import Sessions
from bot.actions.looks import let_go
from bot.exchange import own_words
from bot.exchange.own_words import DebateWords
from bot.ledger.record.erasure import OwnWords, Text
from bot.ledger.record.events import PersonForgotten
from bot.store.reading import events, people, privacy
from bot.store.reading.privacy import Kept
from bot.store.waiting import drafts
from bot.store.writing import append, debate_rows, erasure


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a person: in the server where they ask, in all others together, and outside of any ledger."""

    here: Kept
    elsewhere: Kept
    drafts: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In how many debates somebody was forgotten, and how many texts were erased there."""

    debates: int
    texts: int


async def held_about(sessions: Sessions, user: int, guild: int) -> Held:
    """What is kept of a person who asks in a server."""
    async with sessions() as session:
        here = await privacy.kept_in(session, user, guild)
        elsewhere = await privacy.kept_elsewhere(session, user, guild)
        return Held(here, elsewhere, await drafts.about(session, user))


async def words_of(sessions: Sessions, user: int, guild: int) -> str:
    """All that a server's debates have of a person's own words, as a file."""
    found = []
    async with sessions() as session:
        for place in await privacy.places(session, user, guild):
            found.append(DebateWords(place.debate, await _texts(session, place.debate, place.person)))
    return own_words.dumps(guild, found)


async def forget_person(sessions: Sessions, user: int, at: datetime) -> Forgotten:
    """Erase a person's words and name in every debate of every server, and their drafts.

    Their entries and answers go on counting, as somebody's. Whoever comes back after that is somebody new. Forgotten
    twice at once, or with nothing kept, is nothing wrong.
    """
    async with sessions.begin() as session:
        await drafts.forget_about(session, user)
    async with sessions() as session:
        places = await privacy.places(session, user)
    forgotten, erased = 0, 0
    for place in places:
        texts = await _forget_in(sessions, place.debate, user, at)
        let_go(sessions, place.debate)
        if texts is not None:
            forgotten, erased = forgotten + 1, erased + texts
    return Forgotten(forgotten, erased)


async def _forget_in(sessions: Sessions, debate: int, user: int, at: datetime) -> int | None:
    """How many texts were erased in a debate; None where it does not know the person any more."""
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, debate)
        # Looked up again now that the debate is held: the same person may have asked twice at once.
        person = await people.participant(session, debate, user) if head is not None else None
        if head is None or person is None:
            return None
        texts = await _texts(session, debate, person.number)
        await erasure.erase(session, debate, texts)
        await append.record(session, head, person.number, (PersonForgotten(person.number),), at)
        return len(texts)


async def _texts(session: AsyncSession, debate: int, person: int) -> list[Text]:
    own = OwnWords(person)
    async for line in events.stream(session, debate):
        own.take(line.event)
    return own.found()
