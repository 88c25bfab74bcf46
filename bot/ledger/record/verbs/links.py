"""What one entry is to another."""

from bot.ledger.entries import Link, Relation
from bot.ledger.record.effects import Effects, Remove, put
from bot.ledger.record.verb import Change, EntryNumber, Event, verb


@verb("entries linked", recounts=False, on_card=True)
class EntriesLinked(Change):
    """One entry supports, attacks, restates or remains after another."""

    entry: EntryNumber
    relation: Relation
    target: EntryNumber

    def effects(self, event: Event) -> Effects:
        return put(Link(self.entry, self.relation, self.target))


@verb("entries unlinked", recounts=False, on_card=True)
class EntriesUnlinked(Change):
    """What was said of two entries does not hold any more."""

    entry: EntryNumber
    relation: Relation
    target: EntryNumber

    def effects(self, event: Event) -> Effects:
        return (Remove(Link, Link(self.entry, self.relation, self.target)),)
