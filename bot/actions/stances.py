"""Take a stance."""

from dataclasses import dataclass

from bot.actions.deciding import unopened
from bot.actions.request import Request
from bot.actions.writing import write
from bot.ledger.entries import Answer, Entry, Participant, Stance
from bot.ledger.rules import Changes
from bot.ledger.rules.stances import stance_taken
from bot.store.prepared import Execute
from bot.store.reading.answering import answer_look
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class TakenStance:
    """A stance as it stands now, and what the person had answered before."""

    entry: Entry
    answer: Answer
    credence: int | None
    before: Stance | None


async def take_stance(
    sessions: Sessions,
    request: Request,
    number: int,
    answer: Answer,
    credence: int | None = None,
    *,
    read: int | None = None,
    meant: bool = False,
) -> TakenStance:
    """Answer an entry. `read` is the wording that the person has read, where a button knows it.

    `meant` where they were asked about a credence that speaks against their answer. Raises CredenceContradicts where
    they must be asked, and what `stance_taken` raises.
    """

    async def read_look(execute: Execute) -> DebateLook:
        return await answer_look(sessions.answers, execute, unopened(request), number, request.user)

    def decide(look: DebateLook, writer: Participant) -> Changes:
        before = look.ledger.stances.get((number, writer.number))
        return stance_taken(look.entry(number), writer.number, answer, credence, before, read, meant=meant)

    def cached() -> DebateLook | None:
        return sessions.answers.look(request.channel, number, request.user)

    written = await write(sessions, request, read_look, decide, cached=cached)
    before = written.before.ledger.stances.get((number, written.writer.number))
    return TakenStance(written.before.entry(number), answer, credence, before)
