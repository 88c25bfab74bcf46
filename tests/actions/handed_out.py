"""What `/ledger export` hands out, in one piece."""

from dataclasses import dataclass

from bot.actions.exports import export_here
from bot.actions.request import Request
from bot.exchange.formats import Format, LedgerWriter
from bot.ledger.ledger import Debate
from bot.render.front_ends import DISCORD
from bot.store.sessions import Sessions


@dataclass(frozen=True)
class HandedOut:
    """A file, and the debate that it is of."""

    debate: Debate
    written: bytes


async def handed_out(sessions: Sessions, asked: Request, form: Format, replica: Sessions | None = None) -> HandedOut:
    """The file that somebody gets who asks for it. Raises what the export raises."""
    pieces: list[bytes] = []

    async def keep(piece: bytes) -> None:
        pieces.append(piece)

    debate = await export_here(sessions, asked, form, LedgerWriter(DISCORD), lambda _: keep, replica)
    return HandedOut(debate, b"".join(pieces))
