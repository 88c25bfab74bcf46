"""Look whether ledgers are still what was written."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.reading import reading
from bot.actions.request import Request
from bot.ledger.entries import Entry
from bot.ledger.ledger import Ledger
from bot.ledger.record.comparison import differences
from bot.ledger.record.findings import Flaw, Problem, RowDiffers
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.record.ledger_fields import FIELDS
from bot.ledger.record.seals import KeptSeal, SealVerdict, verdict
from bot.ledger.record.verify import Verification
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events, import_marks, integrity, ledgers, schema
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a verification. The seal is the last event's hash; without `problems` the ledger is intact.

    `rows` counts what the events give for the tables, and these were compared with: 0 where the events themselves are
    not intact.
    """

    debate: int
    events: int
    texts: int
    erased: int
    rows: int
    seal: bytes
    imported: ImportMark | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class VerifiedSchema:
    """How many parts of the schema were looked at, and what of them is not as the migrations make it."""

    parts: int
    problems: tuple[Problem, ...]


async def debates_kept(sessions: Sessions) -> list[int]:
    """The debates of this database, and those that any row says it belongs to, in the order of their ids."""
    async with sessions() as session:
        return await integrity.debates_of_any_row(session)


async def debate_to_verify(sessions: Sessions, request: Request, kept: KeptSeal | None = None) -> int | None:
    """The id of the debate here; None where a kept seal is of another one, or the only thing left of this one.

    Raises NoDebate where nothing is kept here, and nobody has a seal to ask about.
    """
    if kept is not None and kept.debate not in (None, request.channel):
        return None
    try:
        async with reading(sessions, request) as (_, debate):
            return debate.id
    except NoDebate:
        if kept is None:
            raise
        return None


async def verify_debate(sessions: Sessions, debate: int) -> Verified:
    """Verify the ledger of a debate. Raises NoDebate where no row of it is stored."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        return await examine(session, debate)


async def compare_seal(sessions: Sessions, debate: int, kept: KeptSeal) -> SealVerdict:
    """Whether the ledger of a debate still has a seal that somebody kept."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        has_debate = await debates.kept_head(session, debate) is not None
        return verdict(kept, has_debate, await events.hash_of(session, debate, kept.event))


async def compare_seal_in(sessions: Sessions, guild: int, channel: int, kept: KeptSeal) -> SealVerdict:
    """The same, as it is told in a channel: of another one's debate only that it is kept, of other servers nothing."""
    of = channel if kept.debate is None else kept.debate
    async with sessions() as session:
        debate = await debates.find(session, of)
    if debate is None or debate.guild != guild:
        return SealVerdict.NO_DEBATE
    return await compare_seal(sessions, of, kept) if of == channel else SealVerdict.KEPT_ELSEWHERE


async def verify_schema(sessions: Sessions) -> VerifiedSchema:
    """Whether the schema, which keeps ledgers from being changed by mistake, is as the migrations make it."""
    async with sessions() as session:
        wrong = await schema.wrong(session)
    return VerifiedSchema(len(schema.due()), tuple(Problem(None, finding) for finding in wrong))


async def examine(session: AsyncSession, debate: int) -> Verified:
    """The same within a transaction, in which nobody else's writing may come between. Raises NoDebate."""
    head = await debates.kept_head(session, debate)
    examined = Verification()
    async for some in events.kept(session, debate):
        await worked_out(len(some), partial(examined.take_all, some))
    alone = await events.first_text_without_event(session, debate)
    loose = await integrity.of_nothing(session, debate)
    if head is None and not examined.events and alone is None and not loose:
        raise NoDebate
    problems = await worked_out(examined.events, lambda: examined.end(head))
    if alone is not None:
        problems.append(Problem(alone, Flaw.MISSING_BUT_FOR_ITS_TEXTS))
    problems += [Problem(None, finding) for finding in await integrity.doubled(session, debate)]
    rows = 0
    if not problems:
        replayed = await worked_out(examined.events, examined.ledger)
        rows = _rows_of(replayed)
        problems = await _differences(session, debate, replayed)
    problems += [Problem(None, finding) for finding in loose]
    mark = await import_marks.mark_of(session, debate)
    if mark is not None and await events.hash_of(session, debate, mark.events) != mark.hash:
        problems.append(Problem(None, Flaw.IMPORTED_OTHERWISE))
    found = (examined.events, examined.texts, examined.erased, rows, examined.seal)
    return Verified(debate, *found, mark, tuple(problems))


def _rows_of(ledger: Ledger) -> int:
    """How many rows a ledger takes in the tables that follow from its events."""
    return sum(len(field.values(ledger)) for field in FIELDS) + _wordings(ledger) + _adoptions(ledger)


def _wordings(ledger: Ledger) -> int:
    return sum(len(entry.wordings) for entry in ledger.entries.values())


def _adoptions(ledger: Ledger) -> int:
    return sum(len(definition.adopted_by) for definition in ledger.definitions.values())


async def _differences(session: AsyncSession, debate: int, replayed: Ledger) -> list[Problem]:
    try:
        standing = await ledgers.load(session, debate)
        wordings, adoptions = await ledgers.rows_beside(session, debate)
        computed = await ledgers.wordings_computed_wrongly(session, debate)
    except (ValueError, KeyError, OverflowError):
        return [Problem(None, Flaw.UNREADABLE_TABLES)]
    if standing is None:
        return [Problem(None, Flaw.NO_DEBATE_ROW)]
    problems = await worked_out(len(standing.stances), lambda: differences(replayed, standing))
    if wordings != _wordings(replayed) and not problems:
        problems.append(Problem(None, Flaw.WORDINGS_TOO_MANY))
    if adoptions != _adoptions(replayed) and not problems:
        problems.append(Problem(None, Flaw.ADOPTIONS_TOO_MANY))
    if not problems:
        problems = [Problem(None, RowDiffers(Entry, entry, columns)) for entry, columns in computed]
    return problems
