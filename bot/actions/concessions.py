"""Concede an entry without quoting a message, and take a concession back."""

from dataclasses import replace

from bot.actions.deciding import Policy
from bot.actions.request import Request
from bot.actions.tagging import TagForm, Tagged, form_changes, form_look, what_was_tagged
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry, Kind, Link, Relation, Scope, Status
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import taken_back
from bot.store.prepared import Execute
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.events import stance_moved
from bot.store.sessions import Sessions


async def concede(sessions: Sessions, request: Request, number: int, note: str, scope: Scope = Scope.POINT) -> Tagged:
    """Concede an entry in one's own words, or plainly where there is no note."""
    form = TagForm(Kind.CONCESSION, note, concedes=str(number), scope=scope, plain=not note.strip())

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return form_changes(look, request, form, writer, writer)

    written = await write(sessions, request, form_look(request, form), decide, Policy(opens=True))
    return what_was_tagged(written, form)


async def take_back(sessions: Sessions, request: Request, number: int) -> Entry:
    """Take a concession of one's own back at once, and the stance that it moved; gives the conceded entry."""

    async def read_look(execute: Execute) -> DebateLook:
        look = await looking(request, number, number + 1, conceded=True)(execute)
        entry = look.ledger.entries.get(number)
        if entry is None or entry.concession is None:
            return look
        moved = await stance_moved(execute, request.channel, entry.concession.entry, entry.author)
        return replace(look, moved=moved)

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry = look.entry(number)
        return taken_back(entry, writer.number, look.moved, _remainder(look, entry))

    before = (await write(sessions, request, read_look, decide)).before
    concession = before.entry(number).concession
    return before.entry(concession.entry if concession is not None else number)


def _remainder(look: DebateLook, entry: Entry) -> Entry | None:
    """What was said to remain when a concession was made, where that still stands; None where nothing does."""
    behind = look.ledger.entries.get(entry.number + 1)
    linked = Link(entry.number + 1, Relation.RESIDUE_OF, entry.number) in look.ledger.links
    if behind is None or not linked or behind.author != entry.author or behind.tagged_at != entry.tagged_at:
        return None
    return behind if behind.status is Status.LIVE else None
