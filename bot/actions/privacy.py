"""What Crux stores about a person, and how they have it erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bulk_gc import in_a_thread
from bot.actions.looks import drop
from bot.exchange import own_words
from bot.exchange.own_words import DebateWords
from bot.ledger.record.erasure import OwnWords
from bot.ledger.record.events import PersonForgotten
from bot.store import bars, readers, servers
from bot.store.reading import debates, events, ledgers, people, privacy
from bot.store.reading.debates import Head
from bot.store.reading.privacy import Kept
from bot.store.sessions import Sessions
from bot.store.waiting import drafts, estimates, refused_forms, suggestions
from bot.store.writing import append, debate_rows, erasure
from bot.store.writing.erasure import Erasure


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept of a person: in the server where they ask, in all others together, and outside of any ledger."""

    here: Kept
    elsewhere: Kept
    drafts: int
    setting_changes: int = 0
    """How many changes of servers' settings they made."""
    language: str | None = None
    """The tag of the language that they chose to be answered in; None where they chose none."""
    bars: int = 0
    """How often they were kept from writing in a server, or kept somebody, or let them write again."""
    estimates: int = 0
    """How many sealed estimates of theirs wait to be counted."""
    suggestions: int = 0
    """How many sentences of their messages wait for a moderator to say whether they may be entries."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In how many debates somebody was forgotten, how many texts were erased there, from how many changes of servers'
    settings their number, whether they had chosen a language, how many bars named them, and how many suggestions of
    their messages waited."""

    debates: int
    texts: int
    setting_changes: int = 0
    language: bool = False
    bars: int = 0
    suggestions: int = 0


async def stored_about(sessions: Sessions, user: int, guild: int) -> Stored:
    """What is kept of a person who asks in a server."""
    async with sessions() as session:
        here = await privacy.kept_in(session, user, guild)
        elsewhere = await privacy.kept_elsewhere(session, user, guild)
        changes, language = await servers.made_by(session, user), await readers.chosen_by(session, user)
        named, sealed = await bars.naming(session, user), await estimates.of_user(session, user)
        suggested = await suggestions.by(session, user)
        return Stored(here, elsewhere, await _waiting(session, user), changes, language, named, sealed, suggested)


async def _waiting(session: AsyncSession, user: int) -> int:
    """How many messages wait for a form, and forms to be sent again."""
    return await drafts.about(session, user) + await refused_forms.about(session, user)


async def words_of(sessions: Sessions, user: int, guild: int) -> str:
    """All that a server's debates have of a person's own words, as a file."""
    found = []
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        for place in await privacy.places(session, user, guild):
            own = await _own_words(session, place.debate, user)
            if own is not None:
                found.append(own)
    return await in_a_thread(lambda: _file_of(guild, found))


def _file_of(guild: int, found: Sequence["_Read"]) -> str:
    return own_words.dumps(guild, [DebateWords(own.head.debate.id, own.words.found()) for own in found])


async def forget_person(sessions: Sessions, user: int, at: datetime) -> Forgotten:
    """Erase a person's words and name in every debate of every server, their drafts, what was suggested of their
    messages, who changed what they set, the language that they chose, and what bars say of them.

    Their entries and answers stay as somebody's, and count nowhere any more. Whoever comes back after that is somebody
    new, but for a bar that is in force: it goes on. Forgotten twice at once, or with nothing kept, is nothing wrong.
    """
    async with sessions.begin() as session:
        await drafts.forget_about(session, user)
        await refused_forms.forget_about(session, user)
        suggested = await suggestions.forget_person(session, user)
        changes, language = await servers.forget_person(session, user), await readers.forget(session, user)
        named = await bars.forget_person(session, user)
    # Their drafts are cached with debates that may never have met them.
    sessions.answers.clear()
    await sessions.readers.read(sessions.execute)
    async with sessions() as session:
        places = await privacy.places(session, user)
    forgotten, erased = 0, 0
    for place in places:
        texts = await _forget_in(sessions, place.debate, user, at)
        drop(sessions, place.debate)
        if texts is not None:
            forgotten, erased = forgotten + 1, erased + texts
    return Forgotten(forgotten, erased, changes, language, named, suggested)


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of a person in a debate, as far as its events were read."""

    person: int
    head: Head
    words: OwnWords


async def _forget_in(sessions: Sessions, debate: int, user: int, at: datetime) -> int | None:
    """How many texts were erased in a debate; None where it does not know the person any more.

    The debate is locked only for what came since it was read, and for the erasure: nobody waits while all is read, and
    while it is worked out what to erase where.
    """
    while True:
        async with sessions() as session:
            own = await _own_words(session, debate, user)
        if own is None:
            return None
        prepared = await _erasure_of(own)
        async with sessions.begin() as session:
            head = await debate_rows.lock(session, debate)
            if head is not None and await _still_holds(session, own, user):
                return await _erase(session, own, prepared, head, at)
        # The same person was forgotten meanwhile, and perhaps came back; or the debate was deleted and made anew.


async def _own_words(session: AsyncSession, debate: int, user: int) -> _Read | None:
    """A person's words up to the end of a debate that is not locked; None where it does not know the person."""
    head = await debates.head(session, debate)
    known = await people.participant(session, debate, user)
    if head is None or known is None:
        return None
    own = _Read(known.number, head, OwnWords(known.number))
    await _take(session, own, 0, head.sequence)
    return own


async def _take(session: AsyncSession, own: _Read, after: int, upto: int) -> bool:
    """Whether there was anything between these two events that may decide about the person's words."""
    came = False
    async for event in privacy.decisive(session, own.head.debate.id, own.person, after, upto):
        own.words.take(event)
        came = True
    return came


async def _erasure_of(own: _Read) -> Erasure:
    return await in_a_thread(lambda: erasure.erasure_of(own.head.debate.id, own.words.found()))


async def _still_holds(session: AsyncSession, own: _Read, user: int) -> bool:
    """Whether what was read belongs to this debate, and to this person in it, now that it is locked."""
    debate = own.head.debate.id
    known = await people.participant(session, debate, user)
    same_person = known is not None and known.number == own.person
    return same_person and await events.hash_of(session, debate, own.head.sequence) == own.head.hash


async def _erase(session: AsyncSession, own: _Read, prepared: Erasure, head: Head, at: datetime) -> int:
    if await _take(session, own, own.head.sequence, head.sequence):
        prepared = await _erasure_of(own)
    await erasure.erase(session, prepared)
    await estimates.delete_of_person(session, head.debate.id, own.person)
    await append.record(session, head, own.person, (PersonForgotten(own.person, prepared.said),), at)
    return prepared.texts
