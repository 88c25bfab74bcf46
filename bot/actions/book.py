"""The open book: one debate's ledger inside one transaction, locked for the person who writes.

Whoever writes holds the debate's row, so two people who act at once are simply one after the other.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.request import DeliveredTwice, Request
from bot.ledger.entries import STATEMENT_LIMIT, Debate, Entry, Participant, Stance
from bot.ledger.record.events import Change, DebateOpened, ParticipantMet
from bot.ledger.refusals import AmbiguousEntry, ModeratorsOnly, NoDebate, NoSuchEntry, NothingFits
from bot.ledger.rules.debates import QUESTION_LIMIT, require_open
from bot.ledger.statements import one_line
from bot.store.prepared import execute_in
from bot.store.reading import debates, entries, people
from bot.store.reading.answering import answerable
from bot.store.reading.debates import Head
from bot.store.reading.searching import search
from bot.store.sessions import Sessions
from bot.store.waiting import requests
from bot.store.writing import append, debate_rows

LARGEST_NUMBER = 2**31 - 1
"""The largest number that anything has within its debate."""

LARGEST_ID = 2**63 - 1
"""The largest number by which a platform names anything."""

MOST_FOUND = 25
"""Among how many entries that hold the words one is looked for that says just these."""

CANDIDATES_NAMED = 3
"""How many entries a refusal names when words fit several."""


@dataclass(slots=True)
class Book:
    """A debate's ledger, held by one writer."""

    session: AsyncSession
    head: Head
    request: Request
    writer: Participant
    opened_now: bool = False
    introduction: tuple[ParticipantMet, ...] = ()
    """That the ledger met the writer, where this is their first time: written with the first of their changes."""

    async def write(self, changes: Sequence[Change]) -> None:
        """Add the changes, in the writer's name."""
        if changes:
            told = (*self.introduction, *changes)
            self.introduction = ()
            self.head = await append.record(self.session, self.head, self.writer.number, told, self.request.at)

    async def introduce_writer(self) -> None:
        """Write down that the ledger met the writer, where no change of theirs has brought it along."""
        introduction, self.introduction = self.introduction, ()
        await self.write(introduction)

    async def entry(self, number: int) -> Entry:
        """The entry of that number. Raises NoSuchEntry."""
        return await entry_numbered(self.session, self.head.debate.id, number)

    async def meet(self, user: int, name: str) -> Participant:
        """The participant that a person of the server is here; made known where the ledger had not met them."""
        if user == self.writer.user:
            return self.writer
        known = await people.participant(self.session, self.head.debate.id, user)
        if known is not None:
            return known
        await self.introduce_writer()  # takes its number first
        number = await people.next_number(self.session, self.head.debate.id)
        await self.write((met(number, user, name),))
        return Participant(number, user, one_line(name) or None)


async def require_first_delivery(session: AsyncSession, request: Request) -> None:
    """Raises DeliveredTwice where this very request was done before."""
    if request.id is not None and not await requests.is_new(session, request.id, request.at):
        raise DeliveredTwice


async def was_done(sessions: Sessions, request_id: int, at: datetime) -> bool:
    """Whether a request that failed here was done all the same: a commit whose answer was lost, or another process.

    From now on nobody does it any more: one that is just doing it is waited for.
    """
    async with sessions.begin() as session:
        return not await requests.give_up(session, request_id, at)


def met(number: int, user: int, name: str) -> ParticipantMet:
    """That the ledger met a person of the platform."""
    return ParticipantMet(number, str(user), one_line(name) or None)


@asynccontextmanager
async def writing(sessions: Sessions, request: Request, *, even_closed: bool = False) -> AsyncIterator[Book]:
    """The book of the debate in that channel. Raises NoDebate, or DebateIsClosed unless `even_closed`."""
    async with sessions.begin() as session:
        head = await _held(session, request)
        if not even_closed:
            require_open(head.debate)
        async with _opened_book(session, head, request) as book:
            yield book


@asynccontextmanager
async def answering(
    sessions: Sessions, request: Request, number: int
) -> AsyncIterator[tuple[Book, Entry, Stance | None]]:
    """The book of the debate in that channel, with an entry of it and the writer's stance on that.

    What is done most often takes the fewest looks. Raises what `writing` raises, and NoSuchEntry.
    """
    async with sessions.begin() as session:
        head = await _held(session, request)
        require_open(head.debate)
        if not 0 < number <= LARGEST_NUMBER:
            raise NoSuchEntry(entry=number)
        seen = await answerable(execute_in(session), request.channel, number, request.user)
        if seen is None or seen.entry is None:
            raise NoSuchEntry(entry=number)
        async with _opened_by(seen.person, session, head, request) as book:
            yield book, seen.entry, seen.before


async def _held(session: AsyncSession, request: Request) -> Head:
    """The debate here, held by whoever asks for the first time. Raises DeliveredTwice, NoDebate."""
    if request.id is None:
        head = await debate_rows.lock(session, request.channel)
    else:
        is_new, head = await debate_rows.lock_for(session, request.channel, request.id, request.at)
        if not is_new:
            raise DeliveredTwice
    if head is None or head.debate.guild != request.guild:
        raise NoDebate
    return head


@asynccontextmanager
async def writing_or_opening(sessions: Sessions, request: Request) -> AsyncIterator[Book]:
    """The book of the debate in that channel; a channel without one gets one, with its name as the question."""
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, request.channel)
        await require_first_delivery(session, request)
        if head is not None:
            if head.debate.guild != request.guild:
                raise NoDebate
            require_open(head.debate)
            async with _opened_book(session, head, request) as book:
                yield book
            return
        head = await debate_rows.create(session, request.channel, request.guild, request.at)
        if head.sequence > 0:
            async with _opened_book(session, head, request) as book:
                yield book
            return
        question = one_line(request.channel_name)[:QUESTION_LIMIT] or "?"
        yield await begun(session, head, request, (DebateOpened(request.guild, False, question),))


async def begun(session: AsyncSession, head: Head, request: Request, opening: Sequence[Change]) -> Book:
    """The book of a debate that these changes open; its first participant is who asked."""
    first = Participant(1, request.user, one_line(request.user_name) or None)
    book = Book(session, head, request, first, opened_now=True)
    await book.write((opening[0], met(1, request.user, request.user_name), *opening[1:]))
    return book


@asynccontextmanager
async def _opened_book(session: AsyncSession, head: Head, request: Request) -> AsyncIterator[Book]:
    known = await people.participant(session, head.debate.id, request.user)
    async with _opened_by(known, session, head, request) as book:
        yield book


@asynccontextmanager
async def _opened_by(
    known: Participant | None, session: AsyncSession, head: Head, request: Request
) -> AsyncIterator[Book]:
    if known is not None:
        yield Book(session, head, request, known)
        return
    number = await people.next_number(session, head.debate.id)
    writer = Participant(number, request.user, one_line(request.user_name) or None)
    book = Book(session, head, request, writer, introduction=(met(number, request.user, request.user_name),))
    yield book
    await book.introduce_writer()


@asynccontextmanager
async def reading(sessions: Sessions, request: Request) -> AsyncIterator[tuple[AsyncSession, Debate]]:
    """A session and the debate of that channel, to read. Raises NoDebate."""
    async with sessions() as session:
        yield session, await debate_here(session, request)


async def debate_here(session: AsyncSession, request: Request) -> Debate:
    """The debate of that channel in that server. Raises NoDebate."""
    return (await head_here(session, request)).debate


async def head_here(session: AsyncSession, request: Request) -> Head:
    """That debate with the end of its chain, not held. Raises NoDebate."""
    head = await debates.head(session, request.channel)
    if head is None or head.debate.guild != request.guild:
        raise NoDebate
    return head


async def entry_numbered(session: AsyncSession, debate: int, number: int) -> Entry:
    """The entry of that number. Raises NoSuchEntry."""
    found = await entries.get(session, debate, number) if 0 < number <= LARGEST_NUMBER else None
    if found is None:
        raise NoSuchEntry(entry=number)
    return found


async def entry_named(session: AsyncSession, debate: int, words: str) -> Entry:
    """The entry that somebody names by its number ("12", "#12") or by its words.

    Raises NoSuchEntry, NothingFits, AmbiguousEntry.
    """
    named = one_line(words)
    number = named.removeprefix("#").strip()
    if number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_NUMBER)):
        return await entry_numbered(session, debate, int(number))
    found = await entries_holding(session, debate, named) if named else []
    exact = [entry for entry in found if (entry.statement or "").casefold() == named.casefold()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise NothingFits(words=named[:80])
    candidates = tuple(entry.number for entry in found[:CANDIDATES_NAMED])
    raise AmbiguousEntry(words=named[:80], candidates=candidates)


async def entries_holding(session: AsyncSession, debate: int, words: str) -> list[Entry]:
    """The entries that fit a number or hold all of the words; none where that is more than any statement holds."""
    line = one_line(words)
    if len(line) > STATEMENT_LIMIT:
        return []
    found = await search(execute_in(session), debate, line, MOST_FOUND)
    return found[1] if found is not None else []


def require_moderator(request: Request) -> None:
    """Raises ModeratorsOnly."""
    if not request.moderator:
        raise ModeratorsOnly
