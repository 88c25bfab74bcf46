"""Hand a ledger out, in one of the formats that others read."""

from collections.abc import Callable
from enum import StrEnum

from bot.actions.asked import Asked
from bot.actions.book import LARGEST_ID, Sessions, debate_here, require_moderator
from bot.exchange import ledger_csv, ledger_html, ledger_json, ledger_markdown
from bot.ledger.chain import SealedEvent
from bot.ledger.errors import NoDebate
from bot.ledger.replay import replay
from bot.store import events


class Format(StrEnum):
    """The formats of an export."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


ENDINGS = {Format.JSON: "json", Format.CSV: "csv", Format.MARKDOWN: "md", Format.HTML: "html"}

Written = Callable[[list[SealedEvent]], str]

_WRITERS: dict[Format, Written] = {
    Format.JSON: ledger_json.dumps,
    Format.CSV: lambda sealed: ledger_csv.dumps(replay(line.event for line in sealed)),
    Format.HTML: ledger_html.dumps,
    Format.MARKDOWN: lambda sealed: ledger_markdown.dumps(replay(line.event for line in sealed)),
}


async def export_here(sessions: Sessions, asked: Asked, form: Format) -> str:
    """The ledger of this channel, for moderators. Raises ModeratorsOnly, NoDebate."""
    require_moderator(asked)
    async with sessions() as session:
        await debate_here(session, asked)
    return await export_ledger(sessions, asked.channel, form)


async def export_ledger(sessions: Sessions, debate: int, form: Format) -> str:
    """The ledger of a debate. Raises NoDebate."""
    if not 0 <= debate <= LARGEST_ID:
        raise NoDebate
    async with sessions() as session:
        sealed = [line async for line in events.stream(session, debate)]
    if not sealed:
        raise NoDebate
    return _WRITERS[form](sealed)
