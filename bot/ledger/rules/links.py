"""Say what one entry is to another, and take that back."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.ledger.entries import Entry, Kind, Link, Relation
from bot.ledger.record import events as e
from bot.ledger.refusals import LinkToItself, NotLinked, NotYourLink
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import require_concession
from bot.ledger.rules.entries import require_live, require_words


@dataclass(frozen=True, slots=True)
class Untying:
    """Who takes a link back, and who said it last (None: nobody knows any more)."""

    person: int
    moderator: bool
    linked_by: int | None


def linked(entry: int, relation: Relation, target: int, before: Iterable[Link]) -> Changes:
    """Say what an entry is to another. Raises LinkToItself."""
    if entry == target:
        raise LinkToItself
    return () if Link(entry, relation, target) in tuple(before) else (e.EntriesLinked(entry, relation, target),)


def tied(entry: Entry, relation: Relation, target: Entry, before: Iterable[Link]) -> Changes:
    """Say of two live entries what the one is to the other.

    Only after a concession can something remain. Raises LinkToItself, NotConcession, WordsAreGone and what
    `require_live` raises.
    """
    for one in (entry, target):
        require_live(one)
        if one.kind is not Kind.CONCESSION:
            require_words(one)
    if relation is Relation.RESIDUE_OF:
        require_concession(target)
    return linked(entry.number, relation, target.number, before)


def untied(entry: Entry, relation: Relation, target: int, by: Untying, before: Iterable[Link]) -> Changes:
    """Take back what was said of two entries: who said it may, the author of the first one, and moderators.

    Raises NotLinked, NotYourLink.
    """
    if Link(entry.number, relation, target) not in tuple(before):
        raise NotLinked(entry=entry.number, relation=relation, target=target)
    if not (by.moderator or by.person in (entry.author, by.linked_by)):
        raise NotYourLink(entry=entry.number)
    return (e.EntriesUnlinked(entry.number, relation, target),)
