"""What a person takes part in, and what became of what they wrote: in one server, for them alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.actions.outlines import Wanted, look
from bot.actions.request import Request
from bot.actions.seeing import Sees
from bot.ledger.ledger import Ledger
from bot.ledger.standing.outline import Outline
from bot.store.reading import own_page
from bot.store.reading.own_page import OwnDebate, OwnEntry
from bot.store.sessions import Sessions
from bot.store.writing import places


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page: the person's debates, and some of what they wrote with the excerpts of the ledgers that it stands in."""

    guild: int
    page: int
    pages: int
    debates: tuple[OwnDebate, ...]
    entries: tuple[tuple[OwnEntry, Ledger], ...]
    unknown: int
    """How many debates are left out, since it is not known yet where they are."""


async def page_of(sessions: Sessions, request: Request, sees: Sees, number: int, length: int) -> OwnPage:
    """A page with so many entries of who asks, in the debates of the server that they see; its number is from 1."""
    every = await own_page.debates_of(sessions.execute, request.guild, request.user)
    seen = await sees([debate.place for debate in every])
    await places.keep(sessions.execute, seen.found)
    shown = tuple(debate for debate in every if debate.id in seen.debates)
    numbers = [debate.id for debate in shown]
    total = await own_page.number_of_entries(sessions.execute, request.user, numbers)
    pages = max(1, -(-total // length))
    page = min(max(number, 1), pages)
    first = (page - 1) * length
    entries = await own_page.entries_of(sessions.execute, request.user, numbers, first, length)
    ledgers = await _ledgers(sessions, request, entries)
    told = tuple((entry, ledgers[entry.debate]) for entry in entries)
    return OwnPage(request.guild, page, pages, shown, told, seen.unknown)


async def _ledgers(sessions: Sessions, request: Request, entries: Sequence[OwnEntry]) -> dict[int, Ledger]:
    """An excerpt of each debate with these entries of it."""
    found = {}
    for debate in dict.fromkeys(entry.debate for entry in entries):
        wanted = Wanted(tuple(entry.entry for entry in entries if entry.debate == debate))
        told = await look(sessions, replace(request, channel=debate), _always(wanted))
        found[debate] = told.ledger
    return found


def _always(wanted: Wanted) -> Callable[[Outline], Wanted]:
    return lambda _: wanted
