"""What the ledger says of one message, one entry, or a page of entries: for reading."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.actions.outlines import Wanted, look, outline_here
from bot.actions.reading import entry_numbered, reading
from bot.actions.request import Request
from bot.ledger.entries import LARGEST_NUMBER, STATEMENT_LIMIT, Entry, SetApart
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.outcomes import entries_in
from bot.ledger.people import LARGEST_ID
from bot.ledger.record.events import Event
from bot.ledger.refusals import NoDebate, NoSuchEntry
from bot.ledger.standing.outline import Outline, Page
from bot.ledger.statements import one_line
from bot.ledger.telling.card import Waiting
from bot.ledger.telling.outcome import told
from bot.ledger.telling.status import DebateStatus, SideStatus
from bot.store.reading import excerpts, histories, people, searching, set_apart
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """An entry's latest events, how many there were before them, and what those who acted are called."""

    entry: Entry
    events: tuple[Event, ...]
    earlier: int
    names: dict[int, str | None]
    survivor: Callable[[int], int]
    """The entry that one goes on as, through all merges."""


@dataclass(frozen=True, slots=True)
class ShownEntries:
    """Entries, and an excerpt of the ledger that tells where they stand; `mine` where who asks is their author."""

    entries: tuple[Entry, ...]
    ledger: Ledger
    mine: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of a ledger, and an excerpt that tells where its entries stand."""

    page: Page
    ledger: Ledger


async def find_entries(sessions: Sessions, request: Request, words: str, limit: int) -> list[Entry]:
    """The entries here that fit a number or some words, best first. Raises NoDebate."""
    # More words than any statement has are found in none, but still raise NoDebate.
    line = one_line(words)
    most = limit if len(line) <= STATEMENT_LIMIT else 0
    matches = await searching.search(sessions.execute, request.channel, line, most)
    if matches is None or matches[0].debate.guild != request.guild:
        raise NoDebate
    return matches[1]


async def find_set_apart(sessions: Sessions, request: Request, how: SetApart, words: str, limit: int) -> list[Entry]:
    """The entries here that were set apart so and fit a number or some words, newest first. Raises NoDebate."""
    line = one_line(words)
    most = limit if len(line) <= STATEMENT_LIMIT else 0
    matches = await set_apart.set_apart(sessions.execute, request.channel, how, line, most)
    if matches is None or matches[0].debate.guild != request.guild:
        raise NoDebate
    return matches[1]


async def entries_of_message(sessions: Sessions, request: Request, message: int) -> ShownEntries:
    """The entries tagged on a message. Raises NoDebate."""
    there = 0 < message <= LARGEST_ID
    numbers = await excerpts.quoting(sessions.execute, request.channel, message) if there else []
    return await _shown(sessions, request, numbers)


async def entries_named(sessions: Sessions, request: Request, numbers: Sequence[int]) -> ShownEntries:
    """The entries of these numbers, without those that are not there. Raises NoDebate."""
    return await _shown(sessions, request, [number for number in numbers if 0 < number <= LARGEST_NUMBER])


async def entry_here(sessions: Sessions, request: Request, number: int) -> ShownEntries:
    """The entry of that number. Raises NoDebate, NoSuchEntry."""
    shown = await _shown(sessions, request, [number] if 0 < number <= LARGEST_NUMBER else [])
    if not shown.entries:
        raise NoSuchEntry(entry=number)
    return shown


async def _shown(sessions: Sessions, request: Request, numbers: Sequence[int]) -> ShownEntries:
    ledger = (await look(sessions, request, lambda _: Wanted(numbers))).ledger
    shown = tuple(ledger.entries[number] for number in numbers if number in ledger.entries)
    mine = all(ledger.participants[entry.author].user == request.user for entry in shown)
    return ShownEntries(shown, ledger, mine)


async def page_here(sessions: Sessions, request: Request, number: int, length: int) -> LedgerPage:
    """A page of so many live and proposed entries; the nearest one where there is no such page. Raises NoDebate."""
    shown = await look(sessions, request, lambda outline: Wanted(outline.page(number, length).entries))
    return LedgerPage(shown.outline.page(number, length), shown.ledger)


async def status_here(sessions: Sessions, request: Request, named: int = 0) -> DebateStatus:
    """The debate here in a few numbers; of each side, so many people are named. Raises NoDebate."""

    def first(people: Collection[int]) -> list[int]:
        return sorted(people)[:named]

    def choose(outline: Outline) -> Wanted:
        return Wanted(people=[person for people in outline.camps.values() for person in first(people)])

    shown = await look(sessions, request, choose)
    in_outcome = entries_in(shown.ledger.debate.settled, shown.ledger.debate.still_open)
    let_show = await _who_let_estimates_be_shown(sessions, shown.ledger.debate)
    if in_outcome or let_show:

        def choose_more(outline: Outline) -> Wanted:
            return Wanted(in_outcome, (*choose(outline).people, *let_show))

        shown = await look(sessions, request, choose_more)
    ledger, outline = shown.ledger, shown.outline
    return DebateStatus(
        debate=ledger.debate,
        live=Counter(outline.live),
        proposed=outline.proposed,
        sides=tuple(
            SideStatus(name, len(people), tuple(ledger.name(person) for person in first(people)))
            for name, people in outline.sides_in(ledger)
        ),
        unsided=len(outline.unsided) + len(outline.camps.get(None, ())),
        uncounted=len(outline.uncounted),
        outcome=told(ledger.debate, ledger),
    )


async def _who_let_estimates_be_shown(sessions: Sessions, debate: Debate) -> Sequence[int]:
    if debate.tally is None:
        return ()
    async with sessions() as session:
        return await people.with_shown_estimates(session, debate.id)


async def waiting_here(sessions: Sessions, request: Request, after: int) -> Waiting:
    """The first entry after that number that waits for the stance of the person of the request. Raises NoDebate."""
    answered = await excerpts.answered_by(sessions.execute, request.channel, request.user)
    shown = await look(sessions, request, lambda outline: Wanted(_first(outline.waiting_for(answered, after))))
    first, number = shown.outline.waiting_for(answered, after)
    if first is None:
        return Waiting(None, number, None, reworded=False)
    entry = shown.ledger.entries[first]
    return Waiting(entry, number, shown.ledger.name(entry.author), reworded=first in answered)


def _first(waiting: tuple[int | None, int]) -> tuple[int, ...]:
    return (waiting[0],) if waiting[0] is not None else ()


async def entry_of_mine(sessions: Sessions, request: Request, number: int) -> tuple[Entry, bool]:
    """The entry of that number, and whether who asks is its author. Raises NoDebate, NoSuchEntry."""
    async with reading(sessions, request) as (session, debate):
        entry = await entry_numbered(session, debate.id, number)
        person = await people.participant(session, debate.id, request.user)
        return entry, person is not None and person.number == entry.author


async def history(sessions: Sessions, request: Request, number: int, most: int) -> EntryHistory:
    """An entry's latest events, so many at most, oldest first. Raises NoDebate, NoSuchEntry."""
    head, outline = await outline_here(sessions, request)
    there = 0 < number <= LARGEST_NUMBER
    found = await histories.history(sessions.execute, request.channel, number, most) if there else None
    if found is None:
        raise NoSuchEntry(entry=number)
    entry, latest = found
    known = Ledger(head.debate, entries={number: entry}, merged=outline.merged)
    return EntryHistory(entry, latest.events, latest.earlier, latest.names, known.survivor)
