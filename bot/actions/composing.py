"""A digest composed from what stands in the ledger: for somebody who asks, and for a slot that is due."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.looks import DigestLooks, look_at
from bot.ledger.entries import Debate, Ledger
from bot.ledger.standing.standing import Standing
from bot.ledger.telling.digest import Digest, compose
from bot.ledger.telling.overview import Overview, overview
from bot.store.reading import digests
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class ReadyDigest:
    """A digest to post: what it says, how many events it has seen, and what makes it unique."""

    debate: Debate
    digest: Digest
    seen: int
    reference: str
    ledger: Ledger
    standing: Standing

    @property
    def overview(self) -> Overview:
        """What its picture shows; made when it is asked for, since not every digest gets one."""
        return overview(self.ledger, self.digest.at, digest=self.digest, now=self.standing)


def reference(words: str) -> str:
    """What makes a message unique, from what it is about; a front end shortens it to what the platform takes."""
    return hashlib.sha256(words.encode()).hexdigest()


async def composed(
    sessions: Sessions, session: AsyncSession, debate: int, seen: int, at: datetime, reference: str
) -> ReadyDigest:
    """The digest after the event `seen`. The session sees one moment."""
    last = await digests.last_seen(session, debate, seen)
    return composed_of(await look_at(sessions, session, debate, seen, last), seen, at, reference)


def composed_of(looks: DigestLooks, seen: int, at: datetime, reference: str) -> ReadyDigest:
    """The digest of a debate as it was looked at."""
    now, standing = looks.now, looks.standing
    digest = compose(now, looks.before, at, standing, looks.standing_before)
    return ReadyDigest(now.debate, digest, seen, reference, now, standing)
