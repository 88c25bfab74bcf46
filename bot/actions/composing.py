"""A digest composed from what stands in the ledger: for somebody who asks, and for a slot that is due."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import DigestLooks, look_at
from bot.ledger.house import Spoken
from bot.ledger.ledger import Debate
from bot.ledger.record import entry_numbers
from bot.ledger.record.events import DigestPosted
from bot.ledger.telling.digest import Anchor, Digest, compose
from bot.store.reading import digests
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


@dataclass(frozen=True, slots=True)
class ReadyDigest:
    """A digest to post: what it says, the number of the last event it tells of, and what makes it unique."""

    debate: Debate
    digest: Digest
    upto: int
    reference: str
    hash: bytes | None
    """Of the last event that it tells of."""
    elsewhere: int | None = None
    """The server's channel for digests, where it is posted; None in the debate's own."""

    @property
    def channel(self) -> int:
        """The channel in which it is posted."""
        return self.debate.id if self.elsewhere is None else self.elsewhere

    @property
    def anchor(self) -> Anchor | None:
        """What readers can keep, to see later whether the ledger was changed."""
        return Anchor(self.upto, self.hash) if self.hash is not None else None


def posted(ready: ReadyDigest, message: int, language: Spoken | None, told: Collection[int] | None) -> DigestPosted:
    """That a digest was posted, in which language, and which entries had a line in it, where that is known."""
    numbers = entry_numbers.written(told) if told is not None else None
    return DigestPosted(ready.upto, message, ready.elsewhere, language, numbers)


def reference(words: str) -> str:
    """What makes a message unique, from what it is about; a front end shortens it to what the platform takes."""
    return hashlib.sha256(words.encode()).hexdigest()


async def composed(
    sessions: Sessions, session: AsyncSession, debate: int, upto: int, at: datetime, reference: str
) -> ReadyDigest:
    """The digest after the event `upto`. The session reads one snapshot."""
    last_digest = await digests.last_upto(session, debate, upto)
    looks = await look_at(sessions, session, debate, upto, last_digest)
    return await worked_out(len(looks.now.entries), lambda: composed_of(looks, upto, at, reference))


def composed_of(looks: DigestLooks, upto: int, at: datetime, reference: str) -> ReadyDigest:
    """The digest of a debate as it was looked at."""
    digest = compose(looks.now, looks.before, at, looks.standing, looks.standing_before)
    return ReadyDigest(looks.now.debate, digest, upto, reference, looks.hash)
