"""Answer what others tagged of one's messages, reword one's entries, take them back."""

from bot.actions.request import Request
from bot.actions.tagging import looking_at_conceded
from bot.actions.writing import looking, write
from bot.ledger.entries import Entry, Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.proposals import confirmed, declined, merged, reworded, reworded_and_confirmed, withdrawn
from bot.store.reading.debate_look import DebateLook
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
    """Take an entry back."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return withdrawn(look.entry(number), writer.number, request.moderator)

    return (await write(sessions, request, looking(request, number), decide)).entry(number)


async def merge(sessions: Sessions, request: Request, number: int, into: int) -> tuple[Entry, Entry]:
    """Let an entry go on as another one that says the same; gives both, the merged one first."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        return merged(look.entry(number), look.entry(into), writer.number, request.moderator, look.ledger.links)

    written = await write(sessions, request, looking(request, number, into), decide)
    return written.entry(number), written.before.entry(into)
