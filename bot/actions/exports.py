"""Hand a ledger out, in one of the formats that others read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bulk_gc import in_bulk
from bot.actions.reading import debate_here
from bot.actions.replica import caught_up
from bot.actions.request import LARGEST_ID, Request, require_moderator
from bot.exchange import ledger_lines
from bot.exchange.formats import STREAMED, Format, LedgerWriter
from bot.ledger.record.chain import SealedEvent
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import AWAY
from bot.store.writing import copying
from bot.store.writing.copying import Sink

PATIENCE = 2.0
"""Seconds that a second connection may take to come; after them, one reads alone."""


def written(writer: LedgerWriter, form: Format, sealed: list[SealedEvent]) -> bytes:
    """A ledger in one of the formats that are not streamed."""
    with in_bulk():
        return writer.written(form, sealed).encode()


async def export_here(
    sessions: Sessions, request: Request, form: Format, writer: LedgerWriter, replica: Sessions | None = None
) -> str:
    """The ledger of this channel, for moderators. Raises ModeratorsOnly, NoDebate."""
    require_moderator(request)
    async with sessions() as session:
        await debate_here(session, request)
    return await export_ledger(sessions, request.channel, form, writer, replica)


async def export_ledger(
    sessions: Sessions, debate: int, form: Format, writer: LedgerWriter, replica: Sessions | None = None
) -> str:
    """The ledger of a debate. Raises NoDebate."""
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    await write_ledger(sessions, debate, form, writer, keep, replica)
    return b"".join(pieces).decode()


async def write_ledger(
    sessions: Sessions, debate: int, form: Format, writer: LedgerWriter, sink: Sink, replica: Sessions | None = None
) -> None:
    """The same, piece by piece: events as lines or rows are never in memory as a whole. Raises NoDebate.

    Where there is a replica, that is read, once it has everything that was in the ledger when the export began.
    """
    if not 0 <= debate <= LARGEST_ID:
        raise NoDebate
    source = sessions if replica is None else await caught_up(sessions, replica, debate)
    if form in STREAMED:
        await _write_large(source, debate, form, sink)
        return
    async with source() as session:
        sealed = [line async for line in events.stream(session, debate)]
    if not sealed:
        raise NoDebate
    await sink(written(writer, form, sealed))


async def _write_large(sessions: Sessions, debate: int, form: Format, sink: Sink) -> None:
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        head = await debates.head(session, debate)
        if head is None:
            raise NoDebate
        async with _beside(sessions, session, head.sequence) as beside:
            if form is Format.LINES:
                await sink(ledger_lines.first_line(debate))
                await copying.copy_lines_out(session, debate, sink, beside)
            else:
                await copying.copy_rows_out(session, debate, sink, beside)


@asynccontextmanager
async def _beside(sessions: Sessions, session: AsyncSession, length: int) -> AsyncIterator[tuple[AsyncSession, ...]]:
    """A second session at the same moment, where the ledger is long enough for it and a connection is to be had."""
    if length <= copying.PART or sessions.second_connection.locked():
        yield ()
        return
    async with sessions.second_connection, sessions() as second:
        try:
            async with asyncio.timeout(PATIENCE):
                await ledgers.share_snapshot(second, session)
        except (TimeoutError, *AWAY):
            await second.close()
            yield ()
        else:
            yield (second,)
