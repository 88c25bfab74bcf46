"""Entries set aside, and brought back."""

from bot.ledger.entries import Entry, Parking
from bot.ledger.record.effects import AmendPart, Effects, amend
from bot.ledger.record.verb import Change, EntryNumber, Event, PersonNumber, verb


@verb("entry parked", recounts=False, on_card=True)
class EntryParked(Change):
    """A person set the entry aside: not the core."""

    entry: EntryNumber
    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, parking=Parking(self.person))


@verb("parking agreed", recounts=False, on_card=True)
class ParkingAgreed(Change):
    """Somebody else sets it aside too."""

    entry: EntryNumber
    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return (AmendPart(Entry, self.entry, "parking", {"agreed_by": self.person}),)


@verb("entry revived", recounts=False, on_card=True)
class EntryRevived(Change):
    """The entry is argued again: "no, core"."""

    entry: EntryNumber
    person: PersonNumber

    def effects(self, event: Event) -> Effects:
        return amend(Entry, self.entry, parking=None)
