"""Hand a ledger out, in one of the formats that others read."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.book import LARGEST_ID, debate_here, require_moderator
from bot.actions.bulk_gc import in_bulk
from bot.actions.replica import caught_up
from bot.actions.request import Request
from bot.exchange import ledger_csv, ledger_json, ledger_lines, ledger_markdown
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events, ledgers
from bot.store.sessions import Sessions
from bot.store.setup.engine import AWAY
from bot.store.writing import copying
from bot.store.writing.copying import Sink


class Format(StrEnum):
    """The formats of an export."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    LINES = "ndjson"
    EVENTS = "events-csv"


ENDINGS = {
    Format.JSON: "json",
    Format.CSV: "csv",
    Format.MARKDOWN: "md",
    Format.HTML: "html",
    Format.LINES: "ndjson",
    Format.EVENTS: "events.csv",
}

OF_LARGE_LEDGERS = frozenset({Format.LINES, Format.EVENTS})
"""The formats that are written as they are read, and say nothing that the others do not say as well."""

PATIENCE = 2.0
"""Seconds that a second connection may take to come; after them, one reads alone."""

Written = Callable[[list[SealedEvent]], str]


def _page(sealed: list[SealedEvent]) -> str:
    # A page brings along what it takes to draw and to fill it in, which nothing else that a bot does needs.
    from bot.exchange import ledger_html

    return ledger_html.dumps(sealed)


_WRITERS: dict[Format, Written] = {
    Format.JSON: ledger_json.dumps,
    Format.CSV: lambda sealed: ledger_csv.dumps(replay(line.event for line in sealed)),
    Format.HTML: _page,
    Format.MARKDOWN: lambda sealed: ledger_markdown.dumps(replay(line.event for line in sealed)),
}


def written(form: Format, sealed: list[SealedEvent]) -> bytes:
    """A whole ledger in one of the formats that are written at once."""
    with in_bulk():
        return _WRITERS[form](sealed).encode()


async def export_here(sessions: Sessions, request: Request, form: Format, replica: Sessions | None = None) -> str:
    """The ledger of this channel, for moderators. Raises ModeratorsOnly, NoDebate."""
    require_moderator(request)
    async with sessions() as session:
        await debate_here(session, request)
    return await export_ledger(sessions, request.channel, form, replica)


async def export_ledger(sessions: Sessions, debate: int, form: Format, replica: Sessions | None = None) -> str:
    """The ledger of a debate. Raises NoDebate."""
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    await write_ledger(sessions, debate, form, keep, replica)
    return b"".join(pieces).decode()


async def write_ledger(
    sessions: Sessions, debate: int, form: Format, sink: Sink, replica: Sessions | None = None
) -> None:
    """The same, piece by piece: events as lines or rows are never held as a whole. Raises NoDebate.

    Where there is a replica it is read from there, once that has all that stood in the ledger when it was asked for.
    """
    if not 0 <= debate <= LARGEST_ID:
        raise NoDebate
    source = sessions if replica is None else await caught_up(sessions, replica, debate)
    if form in OF_LARGE_LEDGERS:
        await _write_large(source, debate, form, sink)
        return
    async with source() as session:
        sealed = [line async for line in events.stream(session, debate)]
    if not sealed:
        raise NoDebate
    await sink(written(form, sealed))


async def _write_large(sessions: Sessions, debate: int, form: Format, sink: Sink) -> None:
    async with sessions() as session:
        await ledgers.at_one_moment(session)
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
                await ledgers.at_the_moment_of(second, session)
        except (TimeoutError, *AWAY):
            await second.close()
            yield ()
        else:
            yield (second,)
