"""Concede an entry without quoting a message."""

from dataclasses import replace

from bot.actions.request import Request
from bot.actions.tagging import TagForm, Tagged, answer_conceded, form_changes, form_look, what_was_tagged
from bot.actions.writing import Policy, write
from bot.ledger.entries import Kind, Participant, Scope
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import plain_concession
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


async def concede(sessions: Sessions, request: Request, number: int, note: str, scope: Scope = Scope.POINT) -> Tagged:
    """Concede an entry in one's own words, or plainly where there is no note."""
    form = TagForm(Kind.CONCESSION, note, concedes=str(number), scope=scope)

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry = look.entry(number)
        if note.strip():
            return form_changes(look, form, writer, writer)
        plain = plain_concession(entry, answer_conceded(look, entry, writer))
        return form_changes(look, replace(form, statement=plain), writer, writer)

    written = await write(sessions, request, form_look(request, form), decide, Policy(opens=True))
    return what_was_tagged(written, form)
