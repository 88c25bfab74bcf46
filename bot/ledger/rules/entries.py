"""What can be done with an entry, by its status and kind."""

from bot.ledger.entries import Entry, Kind, Status
from bot.ledger.refusals import AwaitsItsAuthor, ConcessionTakesNoStance, EntryIsGone


def is_alive(entry: Entry) -> bool:
    """Whether an entry is live or may become so."""
    return entry.status in (Status.LIVE, Status.PROPOSED)


def require_live(entry: Entry) -> None:
    """Raises AwaitsItsAuthor or EntryIsGone."""
    if entry.status is Status.PROPOSED:
        raise AwaitsItsAuthor(entry=entry.number)
    if entry.status is not Status.LIVE:
        raise EntryIsGone(entry=entry.number, status=entry.status)


def require_answerable(entry: Entry) -> None:
    """Raises AwaitsItsAuthor, EntryIsGone or ConcessionTakesNoStance."""
    require_live(entry)
    if entry.kind is Kind.CONCESSION:
        raise ConcessionTakesNoStance(entry=entry.number, target=entry.concession.entry if entry.concession else None)
