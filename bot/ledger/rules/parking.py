"""Set an entry aside, agree to that, revive it."""

from bot.ledger.entries import Entry, Kind
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import CannotParkThat, NotParked, ParkingNeedsASide
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_live, require_words


def parked(entry: Entry, person: Participant, proposer: Participant | None, *, sided: bool) -> Changes:
    """Set an entry aside; somebody of another side who does so too makes it mutual, without sides anybody else.

    `proposer` is who set it aside, where somebody did: whoever counts nowhere, or is on none of the declared sides, is
    replaced; a `person` who does not count makes nothing mutual. `sided` says whether sides are declared.
    Raises CannotParkThat, ParkingNeedsASide, WordsAreGone and what `require_live` raises.
    """
    if entry.kind is Kind.CONCESSION:
        raise CannotParkThat(entry=entry.number)
    require_live(entry)
    require_words(entry)
    if entry.parking is None or proposer is None:
        return (e.EntryParked(entry.number, person.number),)
    if entry.parking.agreed_by is not None or proposer.number == person.number:
        return ()
    if sided and person.side is None:
        raise ParkingNeedsASide(entry=entry.number)
    if person.uncounted:
        return ()
    if proposer.counts_nowhere or (sided and proposer.side is None):
        return (e.EntryParked(entry.number, person.number),)
    return () if sided and proposer.side == person.side else (e.ParkingAgreed(entry.number, person.number),)


def revived(entry: Entry, person: int) -> Changes:
    """Argue a parked entry again: "no, core". Raises NotParked."""
    if entry.parking is None:
        raise NotParked(entry=entry.number)
    return (e.EntryRevived(entry.number, person),)
