"""Exports whose events PostgreSQL writes by itself: they are no values of ours, for a document plain ones alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.reading import ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import AWAY
from bot.store.writing import copying
from bot.store.writing.copying import Sink

PATIENCE = 2.0
"""Seconds that a second connection may take to come; after them, one reads alone."""


@dataclass(frozen=True, slots=True)
class CopiedEvents:
    """The events of a debate at the moment that a session sees."""

    sessions: Sessions
    session: AsyncSession
    debate: int
    number: int
    """How many there are."""

    async def lines(self, sink: Sink) -> None:
        """Each as a line of NDJSON."""
        async with self._beside() as beside:
            await copying.copy_lines_out(self.session, self.debate, sink, beside)

    async def rows(self, sink: Sink) -> None:
        """Each as a row of CSV, behind the names of the columns."""
        async with self._beside() as beside:
            await copying.copy_rows_out(self.session, self.debate, sink, beside)

    async def members(self, sink: Sink) -> None:
        """Each as a member of the list in a JSON file. They are put in order in a thread."""
        # Only an export has a use for it.
        from bot.exchange.json_members import Members

        members = Members()

        async def in_order(piece: bytes) -> None:
            await sink(await asyncio.to_thread(members.of_lines, piece))

        await self.lines(in_order)

    @asynccontextmanager
    async def _beside(self) -> AsyncIterator[tuple[AsyncSession, ...]]:
        """A second session at the same moment, where the ledger is long enough and a connection is to be had."""
        second_connection = self.sessions.second_connection
        if self.number <= copying.PART or second_connection.locked():
            yield ()
            return
        async with second_connection, self.sessions() as second:
            try:
                async with asyncio.timeout(PATIENCE):
                    await ledgers.share_snapshot(second, self.session)
            except (TimeoutError, *AWAY):
                await second.close()
                yield ()
            else:
                yield (second,)
