"""Answer what others tagged of one's messages, reword one's entries, take them back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.actions.deciding import OPEN_DEBATES, Decide, Written, decided
from bot.actions.request import Request
from bot.actions.tagging import looking_at_conceded
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.proposals import (
    confirmed,
    declined,
    merged,
    require_merged,
    restored,
    reworded,
    reworded_and_confirmed,
    withdrawn,
)
from bot.store.prepared import Execute
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.events import removal
from bot.store.sessions import Sessions


async def confirm(sessions: Sessions, request: Request, number: int) -> Entry:
    """Stand by what somebody else tagged."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return confirmed(look.ledger, look.entry(number), writer)

    return (await write(sessions, request, looking_at_conceded(request, number), decide)).entry(number)


async def reword_and_confirm(sessions: Sessions, request: Request, number: int, words: str) -> Entry:
    """Say in one's own words what somebody else tagged, and stand by that."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return reworded_and_confirmed(look.ledger, look.entry(number), writer, words)

    return (await write(sessions, request, looking_at_conceded(request, number), decide)).entry(number)


async def decline(sessions: Sessions, request: Request, number: int) -> Entry:
    """Refuse a tag on one's message."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return declined(look.entry(number), writer.number)

    return (await write(sessions, request, looking(request, number), decide)).entry(number)


async def reword(sessions: Sessions, request: Request, number: int, words: str) -> Entry:
    """Reword one's own entry."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        own = look.ledger.stances.get((number, writer.number))
        return reworded(look.entry(number), writer.number, words, own)

    return (await write(sessions, request, looking(request, number), decide)).entry(number)


async def withdraw(sessions: Sessions, request: Request, number: int) -> Entry:
    """Take an entry back; gives it as it was until then."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return withdrawn(look.entry(number), writer.number, request.moderator)

    return (await write(sessions, request, looking(request, number), decide)).before.entry(number)


async def restore(sessions: Sessions, request: Request, number: int) -> Entry:
    """Let an entry stand again that was withdrawn or merged; gives it as it was until then."""
    return await _restore(sessions, request, number, lambda _: None)


async def unmerge(sessions: Sessions, request: Request, number: int) -> Entry:
    """Let an entry stand again that goes on as another one; gives it as it was until then. Raises NotMerged."""
    return await _restore(sessions, request, number, require_merged)


async def _restore(sessions: Sessions, request: Request, number: int, require: Callable[[Entry], None]) -> Entry:
    async def read_look(execute: Execute) -> DebateLook:
        look = await looking(request, number)(execute)
        if number not in look.ledger.entries:
            return look
        return replace(look, removal=await removal(execute, request.channel, number))

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry, last = look.entry(number), look.removal
        require(entry)
        restates = last.restates if last is not None and last.restates in look.ledger.links else None
        return restored(entry, writer.number, request.moderator, last, restates)

    return (await write(sessions, request, read_look, decide)).before.entry(number)


@dataclass(frozen=True, slots=True)
class Merged:
    """An entry, and the one that it goes on as."""

    entry: Entry
    into: Entry


async def to_merge(sessions: Sessions, request: Request, number: int, into: int) -> Merged:
    """What a merge would do. Raises what `merge` raises."""
    look = await looking(request, number, into)(sessions.execute)
    return _merged(decided(look, request, _merging(request, number, into), OPEN_DEBATES), number, into)


async def merge(sessions: Sessions, request: Request, number: int, into: int) -> Merged:
    """Let an entry go on as another one that says the same."""
    merging = _merging(request, number, into)
    return _merged(await write(sessions, request, looking(request, number, into), merging), number, into)


def _merging(request: Request, number: int, into: int) -> Decide:
    def decide(look: DebateLook, writer: Participant) -> Changes:
        return merged(look.entry(number), look.entry(into), writer.number, request.moderator, look.ledger.links)

    return decide


def _merged(written: Written, number: int, into: int) -> Merged:
    return Merged(written.entry(number), written.before.entry(into))
