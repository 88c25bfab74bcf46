"""The look of a reader: an outline of the debate, and an excerpt of its ledger under the same head.

Outlines are cached, and updated by the events since: of ten thousand entries, a reader is shown ten. They are lost with
the process; the next one is counted from the tables.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.actions.request import Request
from bot.ledger.ledger import Ledger
from bot.ledger.refusals import NoDebate
from bot.ledger.standing.outline import Outline
from bot.store.prepared import Execute, execute_in
from bot.store.reading import excerpts, ledgers, outlines
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions

TRIES = 3
"""How often an outline and an excerpt are read, each by itself, before one transaction reads both."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The entries to be shown, and the people to be named besides their authors."""

    entries: Sequence[int] = ()
    people: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class ReaderLook:
    """What a reader is shown of a debate: its outline, and an excerpt of its ledger under the same head."""

    head: Head
    outline: Outline
    ledger: Ledger


async def look(sessions: Sessions, request: Request, choose: Callable[[Outline], Wanted]) -> ReaderLook:
    """The outline of the debate here, and an excerpt with what `choose` wants of it. Raises NoDebate."""
    for _ in range(TRIES):
        head, outline = await outline_here(sessions, request)
        shown = await _excerpt(sessions.execute, head, outline, choose(outline))
        if shown is not None:
            return shown
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        execute = execute_in(session)
        head, outline = await _counted(execute, request)
        shown = await _excerpt(execute, head, outline, choose(outline))
    if shown is None:
        raise NoDebate
    return shown


async def outline_here(sessions: Sessions, request: Request) -> tuple[Head, Outline]:
    """The outline of the debate here, and the head that it was brought up to. Raises NoDebate."""
    outline = sessions.outlines.of(request.channel)
    if outline is not None:
        head = await outlines.brought_up_to_date(sessions.execute, outline, request.channel)
        if head is not None:
            return _here(head, request), outline
    head, outline = await _counted(sessions.execute, request)
    sessions.outlines.keep(request.channel, outline)
    return head, outline


async def _counted(execute: Execute, request: Request) -> tuple[Head, Outline]:
    counted = await outlines.counted(execute, request.channel)
    if counted is None:
        raise NoDebate
    head, outline = counted
    return _here(head, request), outline


def _here(head: Head, request: Request) -> Head:
    if head.debate.guild != request.guild:
        raise NoDebate
    return head


async def _excerpt(execute: Execute, head: Head, outline: Outline, wanted: Wanted) -> ReaderLook | None:
    """The excerpt; None where something was appended to the ledger meanwhile."""
    pair = () if outline.declared else tuple(number for number in outline.camps if number is not None)
    excerpt = await excerpts.excerpt(
        execute,
        head.debate.id,
        wanted.entries,
        (*wanted.people, *pair),
        by_person=bool(pair),
        merged=outline.merged,
    )
    if excerpt is None or excerpt.head != head or outline.sequence != head.sequence:
        return None
    return ReaderLook(head, outline, excerpts.ledger_of(excerpt, outline))
