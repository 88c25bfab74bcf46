"""What became of the message that an entry comes from."""

from bot.ledger.entries import Entry
from bot.ledger.record.effects import Effects, amend
from bot.ledger.record.verb import Change, EntryNumber, ErasedTexts, Event, later, verb


@verb("source edited", recounts=True, on_card=True)
class SourceEdited(Change):
    """The message was edited after the entry was tagged."""

    entry: EntryNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, source_edited=True)


@verb("source deleted", recounts=True, on_card=True, erases="entry")
class SourceDeleted(Change):
    """The message is gone, and with it what is quoted of it."""

    entry: EntryNumber
    erased: ErasedTexts | None = later(None)

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, source_deleted=True)


@verb("passage lost", recounts=True, on_card=True)
class PassageLost(Change):
    """The passage is no longer in its message."""

    entry: EntryNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, orphaned=True)
