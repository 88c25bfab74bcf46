"""What messages may be entries: kept for moderators, who look at each, and propose it to its author or drop it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.deciding import Policy, meet
from bot.actions.request import Request, require_moderator
from bot.actions.tagging import TagForm, Tagged, form_changes, form_look, require_untagged, what_was_tagged
from bot.actions.writing import write_along
from bot.ledger.entries import Source
from bot.ledger.people import LARGEST_ID, Participant
from bot.ledger.refusals import PassageIsGone, ReadLately, SuggestionDecided
from bot.ledger.rules import Changes
from bot.ledger.rules.suggestions import Decision, SuggestedOf
from bot.ledger.statements import has_passage
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.waiting import channel_readings, suggestions
from bot.store.waiting.suggestions import MOST_WAITING, Waiting

LARGEST_PLACE = 100_000
"""More than any message has characters."""

BATCH = 200
"""How many messages' suggestions are written together."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many suggestions are new, and how many wait in the channel now."""

    new: int
    waiting: int

    @property
    def is_full(self) -> bool:
        return self.waiting >= MOST_WAITING


class ReadChannel(Protocol):
    """Which channel of which server messages are of that are read from files."""

    @property
    def guild(self) -> int: ...
    @property
    def channel(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Review:
    """The suggestion to look at, None where there is none behind the last one, and how many wait in the channel."""

    shown: Waiting | None
    waiting: int


async def take_in(sessions: Sessions, of: ReadChannel, found: Iterable[SuggestedOf], at: datetime) -> Added:
    """Keep what is suggested of a file's messages: all that there is room for, or none where the file is damaged.

    Raises what reading `found` raises; `of` says what it is of, once it is read.
    """
    new = 0
    async with sessions.begin() as session:
        for batch in _batches(found):
            new += await suggestions.add(session, of.guild, of.channel, batch, at)
        return Added(new, await suggestions.waiting(session, of.guild, of.channel))


def _batches(found: Iterable[SuggestedOf]) -> Iterator[list[SuggestedOf]]:
    each = iter(found)
    while batch := list(islice(each, BATCH)):
        yield batch


async def begin_reading(sessions: Sessions, request: Request) -> None:
    """Write down that the channel's messages are read now. Raises ModeratorsOnly, ReadLately."""
    require_moderator(request)
    async with sessions.begin() as session:
        if not await channel_readings.begin(session, request.channel, request.at):
            raise ReadLately


async def suggest(sessions: Sessions, request: Request, found: Collection[SuggestedOf]) -> Added:
    """Keep what is suggested of messages of the channel. Raises ModeratorsOnly."""
    require_moderator(request)
    async with sessions.begin() as session:
        new = await suggestions.add(session, request.guild, request.channel, found, request.at)
        return Added(new, await suggestions.waiting(session, request.guild, request.channel))


async def waiting_here(sessions: Sessions, request: Request) -> int:
    """How many suggestions wait in the channel. Raises ModeratorsOnly."""
    return (await review(sessions, request, 0, 0)).waiting


async def review(sessions: Sessions, request: Request, message: int, place: int) -> Review:
    """The first suggestion that waits behind that place of that message. Raises ModeratorsOnly, SuggestionDecided."""
    require_moderator(request)
    _require_place(message, place)
    async with sessions() as session:
        shown = await suggestions.next_after(session, request.guild, request.channel, message, place)
        return Review(shown, await suggestions.waiting(session, request.guild, request.channel))


async def suggestion(sessions: Sessions, request: Request, message: int, place: int) -> Waiting:
    """The suggestion at that place of that message. Raises ModeratorsOnly, SuggestionDecided."""
    require_moderator(request)
    _require_place(message, place)
    async with sessions() as session:
        found = await suggestions.find(session, request.guild, request.channel, message, place)
    if found is None:
        raise SuggestionDecided
    return found


async def drop(sessions: Sessions, request: Request, message: int, place: int) -> None:
    """Decide that it is no entry: it is not suggested again. Raises ModeratorsOnly, SuggestionDecided."""
    await suggestion(sessions, request, message, place)
    async with sessions.begin() as session:
        await _decide(session, request, message, place, Decision.DROPPED)


async def accept(
    sessions: Sessions, request: Request, message: int, place: int, edited: TagForm | None, text: str | None
) -> Tagged:
    """Propose it to its author, who confirms it or not; one's own words are one's own tag.

    `edited` is what the moderator filled in, None where it is taken as it is suggested; `text` is the message as it is
    now, None where that is not known. Raises ModeratorsOnly, SuggestionDecided, PassageIsGone, AlreadyTagged and
    what the rules refuse.
    """
    found = await suggestion(sessions, request, message, place)
    if text is not None and not has_passage(text, found.passage):
        raise PassageIsGone
    said = replace(edited or TagForm(found.kind, found.statement), kind=found.kind, passage=found.passage)

    async def decide_it(session: AsyncSession) -> None:
        await _decide(session, request, message, place, Decision.ACCEPTED)

    def decide(look: DebateLook, writer: Participant) -> Changes:
        author, introduction = meet(look, found.author, found.author_name)
        require_untagged(look, said)
        source = Source(request.channel, message)
        return (*introduction, *form_changes(look, request, said, writer, author, found.passage, source))

    look = form_look(request, said, message=message, others=(found.author,))
    written = await write_along(sessions, request, decide_it, look, decide, Policy(opens=True))
    return what_was_tagged(written, said)


def _require_place(message: int, place: int) -> None:
    """Raises SuggestionDecided for what no message has."""
    if not (0 <= message <= LARGEST_ID and 0 <= place <= LARGEST_PLACE):
        raise SuggestionDecided


async def _decide(session: AsyncSession, request: Request, message: int, place: int, decision: Decision) -> None:
    if not await suggestions.decide(session, request.channel, message, place, decision):
        raise SuggestionDecided
