"""Look whether ledgers are still what was written."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.entries import Entry
from bot.ledger.ledger import Ledger
from bot.ledger.record.comparison import differences
from bot.ledger.record.findings import Flaw, Problem, RowDiffers
from bot.ledger.record.seals import KeptSeal, SealVerdict, verdict
from bot.ledger.record.verify import Verification
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events, integrity, ledgers, schema
from bot.store.sessions import Sessions
from bot.store.threads import worked_out


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of a verification. The seal is the last event's hash; without `problems` the ledger is intact."""

    debate: int
    events: int
    erased: int
    seal: bytes
    problems: tuple[Problem, ...]


async def debates_kept(sessions: Sessions) -> list[int]:
    """The debates of this database, and those that any row says it belongs to, in the order of their ids."""
    async with sessions() as session:
        return await integrity.debates_of_any_row(session)


async def verify_debate(sessions: Sessions, debate: int) -> Verified:
    """Verify the ledger of a debate. Raises NoDebate where no row of it is stored."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        return await examine(session, debate)


async def compare_seal(sessions: Sessions, debate: int, kept: KeptSeal) -> SealVerdict:
    """Whether a ledger still has a seal that somebody kept."""
    async with sessions() as session:
        await ledgers.use_snapshot(session)
        has_debate = await debates.kept_head(session, debate) is not None
        return verdict(kept, has_debate, await events.hash_of(session, debate, kept.event))


async def verify_schema(sessions: Sessions) -> list[Problem]:
    """What the database lacks that keeps ledgers from being changed by mistake."""
    async with sessions() as session:
        return [Problem(None, finding) for finding in await schema.lacking(session)]


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
    if not problems:
        replayed = await worked_out(examined.events, examined.ledger)
        problems = await _differences(session, debate, replayed)
    problems += [Problem(None, finding) for finding in loose]
    return Verified(debate, examined.events, examined.erased, examined.seal, tuple(problems))


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
    if wordings != sum(len(entry.wordings) for entry in replayed.entries.values()) and not problems:
        problems.append(Problem(None, Flaw.WORDINGS_TOO_MANY))
    if adoptions != sum(len(definition.adopted_by) for definition in replayed.definitions.values()) and not problems:
        problems.append(Problem(None, Flaw.ADOPTIONS_TOO_MANY))
    if not problems:
        problems = [Problem(None, RowDiffers(Entry, entry, columns)) for entry, columns in computed]
    return problems
