"""Set an entry aside, agree to that, or say "no, core"."""

from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.parking import parked, revived
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


async def park(sessions: Sessions, request: Request, number: int) -> Entry:
    """Set an entry aside; where somebody of another side, or without sides somebody else, already did, agree."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry = look.entry(number)
        proposer = look.ledger.participants[entry.parking.by] if entry.parking is not None else None
        return parked(entry, writer, proposer, sided=bool(look.ledger.sides))

    return (await write(sessions, request, looking(request, number), decide)).entry(number)


async def revive(sessions: Sessions, request: Request, number: int) -> Entry:
    """Argue a parked entry again."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return revived(look.entry(number), writer.number)

    return (await write(sessions, request, looking(request, number), decide)).entry(number)
