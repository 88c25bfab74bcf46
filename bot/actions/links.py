"""Say what one entry is to another, and take that back."""

from dataclasses import dataclass

from bot.actions.book import writing
from bot.actions.request import Request
from bot.ledger.entries import Entry, Relation
from bot.ledger.rules.links import Untying, tied, untied
from bot.store.reading import entries, events
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Linked:
    """Two entries, and what the first is to the other; `may_merge` where who asked could merge them."""

    entry: Entry
    relation: Relation
    target: Entry
    may_merge: bool


async def link(sessions: Sessions, request: Request, number: int, relation: Relation, other: int) -> Linked:
    """Say that an entry supports, attacks or restates another one, or remains after a concession."""
    async with writing(sessions, request) as book:
        entry, target = await book.entry(number), await book.entry(other)
        before = await entries.links_of(book.session, book.head.debate.id, number)
        await book.write(tied(entry, relation, target, before))
        may_merge = relation is Relation.RESTATES and (request.moderator or book.writer.number == entry.author)
        return Linked(entry, relation, target, may_merge)


async def unlink(sessions: Sessions, request: Request, number: int, relation: Relation, other: int) -> Linked:
    """Take a link back. Raises NotLinked, NotYourLink."""
    async with writing(sessions, request) as book:
        debate = book.head.debate.id
        entry, target = await book.entry(number), await book.entry(other)
        before = await entries.links_of(book.session, debate, number)
        linked_by = await events.linked_by(book.session, debate, number, relation, other)
        by = Untying(book.writer.number, request.moderator, linked_by)
        await book.write(untied(entry, relation, other, by, before))
        return Linked(entry, relation, target, may_merge=False)
