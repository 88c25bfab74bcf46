"""Take a stance; mark a crux."""

from dataclasses import dataclass

from bot.actions.at_once import written
from bot.actions.book import LARGEST_NUMBER, answering, entry_named, met, writing
from bot.actions.request import Request
from bot.ledger.entries import Answer, Degree, Entry, Stance
from bot.ledger.refusals import Refusal
from bot.ledger.rules.cruxes import crux_marked, crux_unmarked
from bot.ledger.rules.debates import require_open
from bot.ledger.rules.stances import stance_taken
from bot.store.answer_cache import seen_by
from bot.store.reading import entries
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
) -> TakenStance:
    """Answer an entry. `read` is the wording that the person had before their eyes, where a button knows it."""
    taken = await _taken_at_once(sessions, request, number, answer, credence, read)
    if taken is not None:
        return taken
    async with answering(sessions, request, number) as (book, entry, before):
        await book.write(stance_taken(entry, book.writer.number, answer, credence, before, read))
        return TakenStance(entry, answer, credence, before)


async def _taken_at_once(
    sessions: Sessions, request: Request, number: int, answer: Answer, credence: int | None, read: int | None
) -> TakenStance | None:
    """The stance taken without holding the debate; None where that cannot be, or there is something to refuse.

    A refusal is for who holds the debate: only then can it be told from a request that was done before.
    """
    if not 0 < number <= LARGEST_NUMBER:
        return None
    debate = request.channel
    async with sessions.turn(debate):
        seen = await seen_by(sessions.answers, sessions.execute, debate, number, request.user)
        if seen is None or seen.head.debate.guild != request.guild:
            return None
        try:
            require_open(seen.head.debate)
            changes = stance_taken(seen.entry, seen.person, answer, credence, seen.before, read)
        except Refusal:
            return None
        if not changes:
            return None
        if not seen.met:
            changes = (met(seen.person, request.user, request.user_name), *changes)
        if await written(sessions, seen.head, seen.person, changes, request.at, request.id) is None:
            return None
        return TakenStance(seen.entry, answer, credence, seen.before)


async def mark_crux(
    sessions: Sessions, request: Request, number: int, target: str | None, degree: Degree = Degree.FULLY
) -> tuple[Entry, Entry | None]:
    """Say that changing one's mind on an entry would change it on the target (None: the question).

    The target is named by number or words; gives the entry and the target.
    """
    async with writing(sessions, request) as book:
        entry = await book.entry(number)
        aim = await entry_named(book.session, request.channel, target) if target else None
        before = await entries.marks_on(book.session, request.channel, number)
        await book.write(crux_marked(entry, book.writer.number, aim, degree, before))
        return entry, aim


async def unmark_crux(sessions: Sessions, request: Request, number: int) -> Entry:
    """Take one's crux marks on an entry back."""
    async with writing(sessions, request) as book:
        entry = await book.entry(number)
        before = await entries.marks_on(book.session, request.channel, number)
        await book.write(crux_unmarked(entry, book.writer.number, before))
        return entry
