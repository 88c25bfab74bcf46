"""Mark an entry as one's crux, and take that back."""

from dataclasses import replace

from bot.actions.request import Request
from bot.actions.writing import looking, write
from bot.ledger.entries import Degree, Entry
from bot.ledger.people import Participant
from bot.ledger.rules import Changes
from bot.ledger.rules.cruxes import crux_marked, crux_unmarked
from bot.store.prepared import Execute
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.entries import merged_into
from bot.store.sessions import Sessions


async def mark_crux(
    sessions: Sessions, request: Request, number: int, target: str | None, degree: Degree = Degree.FULLY
) -> tuple[Entry, Entry | None]:
    """Say that changing one's mind on an entry would change it on the target (None: the question).

    The target is named by number or words; gives the entry and the target.
    """

    def decide(look: DebateLook, writer: Participant) -> Changes:
        entry = look.entry(number)
        aim = look.entry_named(target) if target else None
        return crux_marked(entry, writer.number, aim, degree, look.ledger.marks_on(number))

    names = (target,) if target else ()
    before = (await write(sessions, request, looking(request, number, names=names), decide)).before
    return before.entry(number), before.entry_named(target) if target else None


async def unmark_crux(sessions: Sessions, request: Request, number: int) -> Entry:
    """Take one's crux marks on an entry back."""

    async def read_look(execute: Execute) -> DebateLook:
        head = await looking(request, number)(execute)
        also = await merged_into(execute, request.channel, number)
        # The head is read first: where it still stands, so does all that was read after it.
        return replace(await looking(request, number, *also)(execute), head=head.head) if also else head

    def decide(look: DebateLook, writer: Participant) -> Changes:
        look.entry(number)
        return crux_unmarked(writer.number, look.ledger.marks.values())

    return (await write(sessions, request, read_look, decide)).before.entry(number)
