"""Hand a ledger out, in one of the formats that others read."""

from collections.abc import Callable
from enum import StrEnum

from bot.actions.asked import Asked
from bot.actions.book import LARGEST_ID, Sessions, debate_here, require_moderator
from bot.actions.bulk import in_bulk
from bot.actions.replica import caught_up
from bot.exchange import ledger_csv, ledger_json, ledger_lines, ledger_markdown
from bot.ledger.chain import SealedEvent
from bot.ledger.errors import NoDebate
from bot.ledger.replay import replay
from bot.store import copying, debates, events
from bot.store.copying import Sink


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


async def export_here(sessions: Sessions, asked: Asked, form: Format, replica: Sessions | None = None) -> str:
    """The ledger of this channel, for moderators. Raises ModeratorsOnly, NoDebate."""
    require_moderator(asked)
    async with sessions() as session:
        await debate_here(session, asked)
    return await export_ledger(sessions, asked.channel, form, replica)


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
    async with source() as session:
        if form in OF_LARGE_LEDGERS and await debates.find(session, debate) is None:
            raise NoDebate
        if form is Format.LINES:
            await sink(ledger_lines.first_line(debate))
            await copying.copy_lines_out(session, debate, sink)
        elif form is Format.EVENTS:
            await copying.copy_rows_out(session, debate, sink)
        else:
            sealed = [line async for line in events.stream(session, debate)]
            if not sealed:
                raise NoDebate
            await sink(written(form, sealed))
