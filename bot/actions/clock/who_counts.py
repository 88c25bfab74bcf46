"""Whose answers count in a server: looked at anew once it has decided that otherwise, and now and then besides."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.house import House, Membership
from bot.ledger.people import CRUX_ITSELF
from bot.ledger.record.events import ParticipantCounted
from bot.ledger.rules.house import counts, everybody_counts
from bot.store import servers
from bot.store.reading import people
from bot.store.reading.debates import Head
from bot.store.sessions import Sessions
from bot.store.writing import append, debate_rows

LOOKED_AT_AGAIN = timedelta(days=1)
"""After how long it is looked at again: people get roles, and are members for longer."""

MemberOf = Callable[[int, int], Awaitable[Membership | None]]
"""What the platform says that somebody is in a server, by its number and theirs; None where they are not in it."""


async def to_recount(sessions: Sessions, at: datetime) -> Sequence[int]:
    """The servers in which it is to be looked at by now whose answers count."""
    async with sessions() as session:
        return await servers.to_recount(session, at - LOOKED_AT_AGAIN)


async def recount(sessions: Sessions, guild: int, house: House, member_of: MemberOf, at: datetime) -> int:
    """Have those count in a server's open debates who do by its settings; gives of how many that changed.

    Where everybody counts, nobody is asked for. Raises what `member_of` raises: whoever was looked at until then counts
    as they should, and the others are looked at another time.
    """
    changed, known = 0, dict[int, bool]()
    async with sessions() as session:
        found = await people.in_open_debates(session, guild)
    for debate, users in found.items():
        for user in users - known.keys():
            membership = None if everybody_counts(house) else await member_of(guild, user)
            known[user] = counts(house, membership, at)
        changed += await _recount_debate(sessions, debate, known, at)
    async with sessions.begin() as session:
        await servers.recounted(session, guild, at)
    return changed


async def _recount_debate(sessions: Sessions, debate: int, known: Mapping[int, bool], at: datetime) -> int:
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, debate)
        changes = await _changes(session, debate, known) if head is not None and _is_written_to(head) else ()
        if head is not None and changes:
            await append.record(session, head, CRUX_ITSELF, changes, at)
    if changes:
        sessions.answers.drop(debate)
    return len(changes)


def _is_written_to(head: Head) -> bool:
    return head.debate.is_open and not head.debate.is_locked


async def _changes(session: AsyncSession, debate: int, known: Mapping[int, bool]) -> tuple[ParticipantCounted, ...]:
    there = await people.counted(session, debate)
    return tuple(
        ParticipantCounted(number, known[user])
        for number, user, uncounted in there
        if user in known and known[user] is uncounted
    )
