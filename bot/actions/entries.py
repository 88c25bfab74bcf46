"""What the ledger says of one message, one entry, or everything: for reading."""

from dataclasses import dataclass

from bot.actions.book import LARGEST_ID, entries_holding, entry_numbered, reading
from bot.actions.request import Request
from bot.ledger.entries import Entry, Ledger
from bot.ledger.record.events import Event
from bot.ledger.refusals import NoDebate
from bot.store.reading import entries, events, ledgers, people
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """An entry's events, with the ledger they belong to (for names)."""

    entry: Entry
    events: tuple[Event, ...]
    names: dict[int, str]


async def debate_of(sessions: Sessions, request: Request) -> int:
    """The id of the debate here. Raises NoDebate."""
    async with reading(sessions, request) as (_, debate):
        return debate.id


async def find_entries(sessions: Sessions, request: Request, words: str) -> list[Entry]:
    """The entries here that fit a number or some words, best first; at most 25. Raises NoDebate."""
    async with reading(sessions, request) as (session, debate):
        return await entries_holding(session, debate.id, words)


async def entries_of_message(sessions: Sessions, request: Request, message: int) -> list[Entry]:
    """The entries that a message bears. Raises NoDebate."""
    async with reading(sessions, request) as (session, debate):
        return await entries.of_message(session, debate.id, message) if 0 < message <= LARGEST_ID else []


async def ledger_here(sessions: Sessions, request: Request) -> Ledger:
    """All that stands in the ledger here. Raises NoDebate."""
    async with reading(sessions, request) as (session, debate):
        ledger = await ledgers.load(session, debate.id)
        if ledger is None:
            raise NoDebate
        return ledger


async def entry_of_mine(sessions: Sessions, request: Request, number: int) -> tuple[Entry, bool]:
    """The entry of that number, and whether who asks is its author. Raises NoDebate, NoSuchEntry."""
    async with reading(sessions, request) as (session, debate):
        entry = await entry_numbered(session, debate.id, number)
        person = await people.participant(session, debate.id, request.user)
        return entry, person is not None and person.number == entry.author


async def history(sessions: Sessions, request: Request, number: int) -> EntryHistory:
    """All that happened to an entry, oldest first. Raises NoDebate, NoSuchEntry."""
    async with reading(sessions, request) as (session, debate):
        entry = await entry_numbered(session, debate.id, number)
        lines = tuple(await events.history(session, debate.id, number))
        names = {p.number: p.name or "someone" for p in await people.all_of(session, debate.id)}
        return EntryHistory(entry, lines, names)
