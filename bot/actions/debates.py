"""Open a debate and close it."""

from dataclasses import dataclass

from bot.actions.deciding import Policy, require_opener
from bot.actions.request import Request, require_moderator
from bot.actions.writing import looking, write
from bot.ledger.entries import Debate, Participant, SideName
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import closed, opened
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class OpenedDebate:
    """A debate that was opened, or opened again."""

    debate: Debate
    sides: tuple[SideName, ...]
    again: bool


async def open_debate(sessions: Sessions, request: Request, question: str, side_a: str, side_b: str) -> OpenedDebate:
    """Open the debate of a channel with a question, and with both sides or neither.

    Where question or sides of an open debate were erased, moderators put them again.
    """

    def decide(look: DebateLook, _: Participant) -> Changes:
        debate = look.ledger.debate if look.is_opened else None
        sides = tuple(look.ledger.sides.values())
        changes = opened(debate, sides, request.guild, question, (side_a, side_b), request.unnamed_side)
        if debate is not None and debate.is_open and sides:
            require_moderator(request)
        return changes

    written = await write(sessions, request, looking(request), decide, Policy(in_closed=True, opens=True))
    after = written.after
    return OpenedDebate(after.debate, tuple(side.called for side in after.sides.values()), not written.opened)


async def close_debate(sessions: Sessions, request: Request) -> Debate:
    """Close the debate: who opened it may, and moderators."""

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_opener(request, look.ledger.debate, writer)
        return closed(look.ledger.debate)

    return (await write(sessions, request, looking(request), decide, Policy(in_closed=True))).after.debate
