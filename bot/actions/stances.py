"""Take a stance."""

from dataclasses import dataclass, replace

from bot.actions.deciding import unopened
from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Answer, Entry, Stance
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.concessions import Moved
from bot.ledger.rules.entries import require_answerable
from bot.ledger.rules.stances import stance_taken, stance_taken_back
from bot.store.prepared import Execute
from bot.store.reading.answering import answer_look, cached_look
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.events import stance_moved
from bot.store.sessions import Sessions


@dataclass(frozen=True, slots=True)
class TakenStance:
    """A stance as it stands now, and what the person had answered before."""

    entry: Entry
    answer: Answer
    credence: int | None
    before: Stance | None

    @property
    def is_new(self) -> bool:
        """Whether it is another answer than before, or the first."""
        return self.before is None or (self.before.answer, self.before.credence) != (self.answer, self.credence)


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

    async def cached() -> DebateLook | None:
        return await cached_look(sessions.answers, sessions.execute, request.channel, number, request.user)

    written = await write(sessions, request, read_look, decide, cached=cached)
    before = written.before.ledger.stances.get((number, written.writer.number))
    return TakenStance(written.before.entry(number), answer, credence, before)


@dataclass(frozen=True, slots=True)
class StanceBefore:
    """An entry, and what a person answers it again; None where they have not answered it."""

    entry: Entry
    stance: Stance | None


async def take_stance_back(sessions: Sessions, request: Request, number: int, answer: Answer) -> StanceBefore:
    """Undo the latest change of one's stance on an entry, by which one gave that answer."""

    async def read_look(execute: Execute) -> DebateLook:
        look = await looking(request, number)(execute)
        person = look.person(request.user)
        if person is None or number not in look.ledger.entries:
            return look
        return replace(look, moved=await stance_moved(execute, request.channel, number, person.number))

    def decide(look: DebateLook, writer: Participant) -> Changes:
        require_answerable(look.entry(number))
        return stance_taken_back(number, writer.number, answer, look.moved or Moved())

    written = await write(sessions, request, read_look, decide)
    return StanceBefore(written.entry(number), written.after.stances.get((number, written.writer.number)))
