"""Messages on the closings of debates, one a closing: which are due, and by whom they are posted.

A debate has one row of a kind. What tells one closing from another is a column of it: the day of a reminder, the event
of a tally.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.prepared import Execute
from bot.store.tables import debates
from bot.store.waiting import claims
from bot.store.waiting.claims import Claims

Of = TypeVar("Of")
"""What tells one closing of a debate from another."""

ANEW = {"owner": sa.null(), "posting_since": sa.null(), "attempts": 0, "message": sa.null()}
"""The columns of a row that becomes that of another closing. Null is written out: as a value, it would have to be given
with each execution of a prepared statement."""


@dataclass(frozen=True, slots=True)
class StoredMessage(Generic[Of]):
    """The message on a debate's closing, since when it may be there unrecorded, and who is at it."""

    debate: int
    of: Of
    posting_since: datetime | None
    owner: str
    claimed_until: datetime
    attempts: int

    @property
    def channel(self) -> int:
        """The debate's own."""
        return self.debate


class ClosingMessages(Generic[Of]):
    """The messages of one kind, by their table: it has what `Claims` asks for, `posting_since` and `message`."""

    def __init__(self, table: sa.Table, of: str) -> None:
        """`of` is the column that tells one closing of a debate from another."""
        c = table.c
        self._table, self._c, self._of = table, c, c[of]
        self._claims = Claims(table, [c.debate, self._of, c.posting_since, c.owner, c.due_at, c.attempts])

    async def claim(
        self, execute: Execute, at: datetime, lease: timedelta, owner: str, limit: int
    ) -> list[StoredMessage[Of]]:
        """Take over those that are due, for as long as the lease: then they are due again.

        So are those that somebody has taken for longer than a lease can be: their clock has been set back since.
        """
        rows = await self._claims.claim(execute, claims.given(at, lease, owner, limit))
        return [StoredMessage(*row) for row in rows]

    async def begin_posting(
        self, session: AsyncSession, claimed: StoredMessage[Of], since: datetime, until: datetime
    ) -> bool:
        """Write down since when its message may be there unrecorded; the claim lasts until then.

        False where it is another's.
        """
        begun = sa.update(self._table).where(self._claimed(claimed)).values(posting_since=since, due_at=until)
        return await session.scalar(begun.returning(self._c.debate)) is not None

    async def record_posted(self, session: AsyncSession, claimed: StoredMessage[Of], message: int) -> bool:
        """Finish one with its message, whoever is at it; False where it was finished before, or another is due."""
        done = sa.update(self._table).where(self._same(claimed), self._c.due_at.is_not(None))
        finished = done.values(message=message, due_at=None, owner=None, posting_since=None)
        return await session.scalar(finished.returning(self._c.debate)) is not None

    async def message_of(self, session: AsyncSession, claimed: StoredMessage[Of]) -> int | None:
        """The message that was posted; None where none was."""
        return await session.scalar(sa.select(self._c.message).where(self._same(claimed)))

    async def finish(self, session: AsyncSession, claimed: StoredMessage[Of]) -> None:
        """Finish one without a message that stands."""
        done = sa.update(self._table).where(self._claimed(claimed))
        await session.execute(done.values(due_at=None, owner=None, posting_since=None))

    async def retry_in_server(self, session: AsyncSession, guild: int, at: datetime) -> None:
        """Have those of a server that were put off be due now."""
        here = sa.select(debates.c.id).where(debates.c.guild == guild)
        waits = self._c.owner.is_(None) & (self._c.attempts > 0) & (self._c.due_at > at)
        await session.execute(sa.update(self._table).where(waits, self._c.debate.in_(here)).values(due_at=at))

    async def put_off(
        self, session: AsyncSession, claimed: StoredMessage[Of], until: datetime, *, anew: bool = False
    ) -> None:
        """Leave one that cannot be posted now until then, and count its attempts on, or anew."""
        later = sa.update(self._table).where(self._claimed(claimed))
        await session.execute(later.values(due_at=until, owner=None, attempts=0 if anew else claimed.attempts))

    def _same(self, claimed: StoredMessage[Of]) -> sa.ColumnElement[bool]:
        return (self._c.debate == claimed.debate) & (self._of == claimed.of)

    def _claimed(self, claimed: StoredMessage[Of]) -> sa.ColumnElement[bool]:
        return self._same(claimed) & (self._c.owner == claimed.owner)
