"""Take several entries back at once, and bring them back at once."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.actions.request import Request, require_moderator
from bot.actions.writing import looking, write
from bot.ledger.entries import LARGEST_NUMBER, Entry
from bot.ledger.people import LARGEST_ID, Participant
from bot.ledger.record.events import EntryRestored
from bot.ledger.refusals import ButtonExpired, NoDebate
from bot.ledger.rules import Changes
from bot.ledger.rules.proposals import restored_together, withdrawn_together
from bot.store.prepared import Execute
from bot.store.reading.authored import withdrawable
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.events import removals, withdrawn_in
from bot.store.sessions import Sessions

MOST = 25
"""How many entries are taken back at once, at most."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Entries as they were until they were taken back, and the numbers of the first and the last event of that."""

    entries: tuple[Entry, ...]
    begins: int
    ends: int


async def own_entries(sessions: Sessions, request: Request) -> list[Entry]:
    """The newest entries that who asks can take back here. Raises NoDebate."""
    return await _withdrawable(sessions, request, request.user)


async def entries_to_withdraw(sessions: Sessions, request: Request, person: int | None) -> list[Entry]:
    """The newest open entries of a person, or of anybody, for moderators. Raises ModeratorsOnly, NoDebate."""
    require_moderator(request)
    return await _withdrawable(sessions, request, None if person is None else min(person, LARGEST_ID))


async def _withdrawable(sessions: Sessions, request: Request, user: int | None) -> list[Entry]:
    found = await withdrawable(sessions.execute, request.channel, user, MOST)
    if found is None or found[0].debate.guild != request.guild:
        raise NoDebate
    return found[1]


async def withdraw_together(sessions: Sessions, request: Request, numbers: Collection[int]) -> Withdrawn:
    """Take entries back, all or none. Raises ButtonExpired for none or too many, and what `withdrawn` raises."""
    wanted = sorted(set(numbers))
    if not 0 < len(wanted) <= MOST:
        raise ButtonExpired

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return withdrawn_together([look.entry(number) for number in wanted], writer.number, request.moderator)

    written = await write(sessions, request, looking(request, *wanted), decide)
    begins = written.before.head.sequence + 1
    taken = tuple(written.before.entry(number) for number in wanted)
    return Withdrawn(taken, begins, begins + len(written.changes) - 1)


async def restore_together(sessions: Sessions, request: Request, begins: int, ends: int) -> tuple[Entry, ...]:
    """Bring back what was taken back in these events, as far as it can be; gives the entries as they stand again.

    Raises NothingRestorable, NotYours.
    """

    async def read_look(execute: Execute) -> DebateLook:
        first, last = (min(max(number, 0), LARGEST_NUMBER) for number in (begins, ends))
        numbers = await withdrawn_in(execute, request.channel, first, last, MOST)
        look = await looking(request, *numbers)(execute)
        return replace(look, removals=await removals(execute, request.channel, numbers))

    def decide(look: DebateLook, writer: Participant) -> Changes:
        gone = [look.entry(number) for number in sorted(look.removals)]
        return restored_together(gone, writer.number, request.moderator, look.removals)

    written = await write(sessions, request, read_look, decide)
    back = [change.entry for change in written.changes if isinstance(change, EntryRestored)]
    return tuple(written.entry(number) for number in back)
