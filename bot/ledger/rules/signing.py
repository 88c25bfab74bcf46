"""Say whether a digest is fair to one's side, and how it would be said better."""

from datetime import datetime

from bot.ledger.entries import Entry
from bot.ledger.ledger import PostedDigest
from bot.ledger.people import Participant
from bot.ledger.record import events as e
from bot.ledger.refusals import OwnWording, SigningIsOver, SigningNeedsASide
from bot.ledger.rules import Changes
from bot.ledger.rules.entries import require_words
from bot.ledger.signatures import SIGNED_WITHIN


def signed(person: Participant, digest: PostedDigest, at: datetime, *, fair: bool) -> Changes:
    """Say whether a digest is fair to one's side; what the person said of it before is replaced.

    Raises SigningNeedsASide, and SigningIsOver a day after the digest was posted.
    """
    if person.side is None:
        raise SigningNeedsASide
    if at >= digest.at + SIGNED_WITHIN:
        raise SigningIsOver
    return (e.DigestSigned(digest.event, person.number, person.side, fair),)


def require_offered(entry: Entry, person: Participant) -> None:
    """Raises OwnWording, WordsAreGone: another wording is offered to the author of an entry that has words."""
    require_words(entry)
    if entry.author == person.number:
        raise OwnWording(entry=entry.number)
