"""Concede an entry without quoting a message."""

from bot.actions.deciding import Policy
from bot.actions.request import Request
from bot.actions.tagging import TagForm, Tagged, form_changes, form_look, what_was_tagged
from bot.actions.writing import write
from bot.ledger.entries import Kind, Participant, Scope
from bot.ledger.rules import Changes
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


async def concede(sessions: Sessions, request: Request, number: int, note: str, scope: Scope = Scope.POINT) -> Tagged:
    """Concede an entry in one's own words, or plainly where there is no note."""
    form = TagForm(Kind.CONCESSION, note, concedes=str(number), scope=scope, plain=not note.strip())

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return form_changes(look, form, writer, writer)

    written = await write(sessions, request, form_look(request, form), decide, Policy(opens=True))
    return what_was_tagged(written, form)
