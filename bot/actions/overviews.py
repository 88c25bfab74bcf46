"""The debates of a server together: where each stands, what is most agreed and most contested, and who is awaited."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.actions.looks import look_now
from bot.actions.request import Request, require_one_of
from bot.actions.seeing import Sees
from bot.ledger.rules.house import require
from bot.ledger.telling.in_counts import Counts, InCounts, RankedEntry, in_counts, ranked
from bot.store.prepared import Row
from bot.store.reading import debates, people, server_debates
from bot.store.reading import in_counts as counting
from bot.store.reading.server_debates import Called, EntryKey, SaidEntry, ServerDebate
from bot.store.sessions import Sessions
from bot.store.threads import worked_out
from bot.store.writing import places

MOST_RANKED = 3
"""How many entries are named as the most agreed, and how many as the most contested."""


@dataclass(frozen=True, slots=True)
class DebateLine:
    """A debate of an overview: where it stands, and what it is called."""

    debate: ServerDebate
    counts: InCounts
    called: Called


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry of an overview, what it says, and what its debate asks (None: erased)."""

    ranked: RankedEntry
    said: SaidEntry
    question: str | None


@dataclass(frozen=True, slots=True)
class ServerOverview:
    """A page of the debates of a server, and what there is in all of them."""

    guild: int
    page: int
    pages: int
    debates: int
    open: int
    agreed: int
    diverging: int
    lines: tuple[DebateLine, ...]
    most_agreed: tuple[EntryLine, ...]
    most_contested: tuple[EntryLine, ...]
    unknown: int
    """How many debates are left out, since it is not known yet where they are."""
    every: tuple[tuple[ServerDebate, InCounts], ...] = ()
    """All debates, with where each stands."""


async def overview(sessions: Sessions, request: Request, sees: Sees, number: int, length: int) -> ServerOverview:
    """A page of so many debates of the server where somebody asks, of those that they may see; its number is from 1."""
    return await overview_of(sessions, request.guild, sees, number, length)


async def overview_of(sessions: Sessions, guild: int, sees: Sees, number: int, length: int) -> ServerOverview:
    """The same of a server that nobody asks in."""
    every = await server_debates.of_server(sessions.execute, guild)
    seen = await sees([debate.place for debate in every])
    await places.keep(sessions.execute, seen.found)
    shown = [debate for debate in every if debate.id in seen.debates]
    counts = await all_counts(sessions, shown)
    counted = _Counted([debate for debate in shown if debate.id in counts], counts)
    pages = max(1, -(-len(counted.debates) // length))
    page = min(max(number, 1), pages)
    lines, agreed, contested = await counted.called(sessions, (page - 1) * length, length)
    return ServerOverview(
        guild=guild,
        page=page,
        pages=pages,
        debates=len(counted.debates),
        open=sum(debate.closed_at is None for debate in counted.debates),
        agreed=sum(told.agreed + told.rejected for told in counts.values()),
        diverging=sum(told.diverging for told in counts.values()),
        lines=lines,
        most_agreed=agreed,
        most_contested=contested,
        unknown=seen.unknown,
        every=tuple((debate, counts[debate.id]) for debate in counted.debates),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Debates in their order, and where each stands."""

    debates: Sequence[ServerDebate]
    counts: Mapping[int, InCounts]

    async def called(
        self, sessions: Sessions, first: int, length: int
    ) -> tuple[tuple[DebateLine, ...], tuple[EntryLine, ...], tuple[EntryLine, ...]]:
        """So many debates from a place on, then the most agreed and the most contested entries of all, in words."""
        here = self.debates[first : first + length]
        agreed = ranked((one for told in self.counts.values() for one in told.most_agreed), MOST_RANKED)
        contested = ranked((one for told in self.counts.values() for one in told.most_contested), MOST_RANKED)
        named = {one.debate for one in (*agreed, *contested)} | {one.id for one in here}
        called = await server_debates.called(sessions.execute, sorted(named), list(self._people(here)))
        said = await server_debates.said(sessions.execute, [(one.debate, one.entry) for one in (*agreed, *contested)])
        lines = tuple(DebateLine(one, self.counts[one.id], called[one.id]) for one in here if one.id in called)
        return lines, tuple(_lines(agreed, said, called)), tuple(_lines(contested, said, called))

    def _people(self, here: Iterable[ServerDebate]) -> Iterator[tuple[int, int]]:
        """The people who are sides by themselves, and are awaited."""
        for debate in here:
            for awaited in self.counts[debate.id].awaited:
                if awaited.person is not None:
                    yield debate.id, awaited.person


def _lines(
    entries: Iterable[RankedEntry], said: Mapping[EntryKey, SaidEntry], called: Mapping[int, Called]
) -> Iterator[EntryLine]:
    """The entries in words; one that was erased meanwhile is left out."""
    for one in entries:
        words, its = said.get((one.debate, one.entry)), called.get(one.debate)
        if words is not None and its is not None:
            yield EntryLine(one, words, its.question)


async def require_may_show(sessions: Sessions, request: Request) -> None:
    """Whether somebody may show the overview to everyone where they ask: who may post a digest there may.

    Raises ParticipantsOnly, OpenersOnly or ModeratorsOnly.
    """
    who = request.house.posts_digests
    async with sessions() as session:
        here = await debates.find(session, request.channel)
        if here is None or here.guild != request.guild:
            require(who, moderator=request.moderator)
        else:
            person = await people.participant(session, here.id, request.user)
            require_one_of(who, request, here, person)


async def all_counts(sessions: Sessions, those: Iterable[ServerDebate]) -> dict[int, InCounts]:
    """Where these debates stand; only those are counted in which something has happened since they were last."""
    found, wanted = dict[int, InCounts](), list[ServerDebate]()
    for debate in those:
        kept = sessions.in_counts.of(debate.id, debate.sequence, debate.hash)
        if kept is None:
            wanted.append(debate)
        else:
            found[debate.id] = kept
    async for counted in _counted(sessions, wanted):
        sessions.in_counts.keep(counted)
        found[counted.debate] = counted
    return found


async def _counted(sessions: Sessions, wanted: Iterable[ServerDebate]) -> AsyncIterator[InCounts]:
    """Each batch is counted while the database reads the next one."""
    reading: asyncio.Task[list[Counts]] | None = None
    try:
        for batch in (*_batches(wanted), None):
            read = await reading if reading is not None else []
            reading = asyncio.create_task(_read(sessions, batch)) if batch is not None else None
            for counts in await worked_out(sum(one.entries for one in read), partial(_all_in_counts, read)):
                yield counts
    finally:
        if reading is not None:
            reading.cancel()


async def _read(sessions: Sessions, batch: Sequence[ServerDebate]) -> list[Counts]:
    events = sum(debate.sequence for debate in batch)
    if len(batch) == 1 and events > counting.MOST_EVENTS:
        look = await look_now(sessions, batch[0].id)
        return [counting.from_ledger(look.ledger, look.upto, look.hash)] if look is not None else []
    rows = await counting.rows_of(sessions.execute, [debate.id for debate in batch])
    return await worked_out(events, partial(_all_counts, rows))


def _all_counts(rows: Iterable[Row]) -> list[Counts]:
    return [counts for row in rows if (counts := counting.counts_of(row)) is not None]


def _batches(debates: Iterable[ServerDebate]) -> Iterator[list[ServerDebate]]:
    """The debates by so many together as one statement reads: others have the event loop in between."""
    batch, events = list[ServerDebate](), 0
    for debate in debates:
        if batch and events + debate.sequence > counting.MOST_EVENTS:
            yield batch
            batch, events = [], 0
        batch.append(debate)
        events += debate.sequence
    if batch:
        yield batch


def _all_in_counts(told: Iterable[Counts]) -> list[InCounts]:
    return [in_counts(counts) for counts in told]
