"""Say what one entry is to another, and take that back."""

from dataclasses import dataclass, replace

from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry, Relation
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.links import Untying, tied, untied
from bot.store.prepared import Execute
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.events import linked_by
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Linked:
    """Two entries, and what the first is to the other; `may_merge` where the person of the request may merge them."""

    entry: Entry
    relation: Relation
    target: Entry
    may_merge: bool


async def link(sessions: Sessions, request: Request, number: int, relation: Relation, other: int) -> Linked:
    """Say that an entry supports, attacks or restates another one, or remains after a concession."""

    def decide(look: DebateLook, _: Participant) -> Changes:
        return tied(look.entry(number), relation, look.entry(other), look.ledger.links)

    written = await write(sessions, request, looking(request, number, other), decide)
    entry = written.before.entry(number)
    may_merge = relation is Relation.RESTATES and (request.moderator or written.writer.number == entry.author)
    return Linked(entry, relation, written.before.entry(other), may_merge)


async def unlink(sessions: Sessions, request: Request, number: int, relation: Relation, other: int) -> Linked:
    """Take a link back. Raises NotLinked, NotYourLink."""

    async def read_look(execute: Execute) -> DebateLook:
        entries = await looking(request, number, other)(execute)
        if not {number, other} <= entries.ledger.entries.keys():
            return entries
        return replace(entries, linked_by=await linked_by(execute, request.channel, number, relation, other))

    def decide(look: DebateLook, writer: Participant) -> Changes:
        by = Untying(writer.number, request.moderator, look.linked_by)
        return untied(look.entry(number), relation, look.entry(other).number, by, look.ledger.links)

    before = (await write(sessions, request, read_look, decide)).before
    return Linked(before.entry(number), relation, before.entry(other), may_merge=False)
