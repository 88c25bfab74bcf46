"""Digests that were posted."""

from bot.ledger.house import Spoken
from bot.ledger.ledger import PostedDigest
from bot.ledger.record.effects import Effects, put
from bot.ledger.record.verb import (
    Change,
    Count,
    EntryNumbers,
    Event,
    PersonNumber,
    PlatformId,
    SideNumber,
    later,
    verb,
)
from bot.ledger.signatures import Signature


@verb("digest posted", recounts=False, on_card=False)
class DigestPosted(Change):
    """A digest was posted that tells of the events up to number `seen`; without a channel, in the debate's own.

    Its words were of that language, in which the same events give the same text again, and the entries that it `told`
    had a line in it; older events say neither.
    """

    seen: Count
    message: PlatformId | None
    channel: PlatformId | None = later(None)
    language: Spoken | None = later(None)
    told: EntryNumbers | None = later(None)

    def effects(self, event: Event) -> Effects:
        return put(PostedDigest(self.message, self.seen, event.at, event.sequence))


@verb("digest signed", recounts=False, on_card=False)
class DigestSigned(Change):
    """A member of a side found a digest fair to it, or said that it is not how the side would say it.

    `digest` is the number of the event that records it.
    """

    digest: Count
    person: PersonNumber
    side: SideNumber
    fair: bool

    def effects(self, event: Event) -> Effects:
        return put(Signature(self.digest, self.person, self.side, self.fair, event.at))
