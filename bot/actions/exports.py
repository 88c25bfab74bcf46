"""Hand a ledger out, in one of the formats that others read."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.bulk_gc import in_a_thread
from bot.actions.copied_exports import CopiedEvents
from bot.actions.reading import debate_here
from bot.actions.replica import caught_up
from bot.actions.request import Request, require_one_of
from bot.actions.thread_writing import Draw, write_in_a_thread
from bot.exchange import ledger_json, ledger_lines
from bot.exchange.formats import BINARY, ENDINGS, Format, LedgerWriter, require_installed
from bot.exchange.ledger_source import LastEvent, LedgerSource
from bot.exchange.pseudonyms.ledger import FirstReading, SecondReading, ThirdReading
from bot.exchange.pseudonyms.server import ServerNames
from bot.exchange.server_zip import FileKind, LedgerFacts, ServerZip
from bot.exchange.spooled import Out
from bot.ledger.entries import Stance
from bot.ledger.ledger import Debate, Ledger
from bot.ledger.people import LARGEST_ID
from bot.ledger.pseudonymity import is_pseudonymous
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.import_mark import ImportMark
from bot.ledger.refusals import NoDebate
from bot.store.reading import debates, events, import_marks, ledgers, people, stances
from bot.store.sessions import Sessions
from bot.store.writing.copying import Sink

COPIED = frozenset({Format.LINES, Format.EVENTS, Format.JSON})
"""The formats whose events PostgreSQL writes by itself."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """What a pseudonymous ledger is written with: how its events become pseudonymous, and what stands after them."""

    second: SecondReading
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class LedgerSnapshot:
    """A ledger at one moment, whatever is written or forgotten while it is read."""

    debate: Debate
    last: LastEvent
    _sessions: Sessions
    _session: AsyncSession
    _kept_as: int
    """The debate's number in the database."""
    _disguise: Disguise | None = None

    async def under_pseudonyms(self, server: ServerNames | None = None) -> "LedgerSnapshot":
        """The same ledger under pseudonyms, whatever it is written as: for that it is read three times.

        Whom its server's debates know is named in none of its words: `server` where they were read before.
        """
        first = FirstReading()
        async for line in self._kept_events():
            first.take(line)
        second = SecondReading(first, server or await self.server_names())
        async for line in self._kept_events():
            second.take(line)
        third = ThirdReading(second)
        last = self.last
        async for line in self._kept_events():
            written = third.written(line)
            last = LastEvent(written.event.sequence, written.event.at, written.hash)
        ledger = third.ledger
        return replace(self, debate=ledger.debate, last=last, _disguise=Disguise(second, ledger))

    async def server_names(self) -> ServerNames:
        """What everybody is called in the debates of its server; pseudonyms are nobody's names."""
        if is_pseudonymous(self.debate.guild):
            return ServerNames()
        names = await people.called_in(self._session, self.debate.guild)
        return await in_a_thread(lambda: ServerNames(names))

    async def write(self, form: Format, writer: LedgerWriter, sink: Sink) -> None:
        """Write it piece by piece: what is streamed is never in memory as a whole. Raises FormatNotInstalled."""
        require_installed(form)
        if form in COPIED and self._disguise is None:
            await self._copy(form, sink)
        else:
            await self._write_in_a_thread(partial(writer.write, form), sink)

    def _kept_events(self) -> AsyncIterator[SealedEvent]:
        return events.stream(self._session, self._kept_as)

    async def sealed_events(self) -> AsyncIterator[SealedEvent]:
        """Its events in their order."""
        third = ThirdReading(self._disguise.second) if self._disguise is not None else None
        async for line in self._kept_events():
            yield third.written(line) if third is not None else line

    async def stances(self, entries: Sequence[int] | None) -> AsyncIterator[Stance]:
        """The stances that stand, by entry and person; of these entries alone, where they are given."""
        async for stance in stances.stream(self._session, self._kept_as, entries):
            yield self._disguise.second.disguised_stance(stance) if self._disguise is not None else stance

    async def _ledger(self) -> Ledger:
        """What stands in it, without its stances. Raises NoDebate."""
        if self._disguise is not None:
            return self._disguise.ledger
        ledger = await ledgers.load(self._session, self._kept_as, stances=False)
        if ledger is None:
            raise NoDebate
        return ledger

    async def _mark(self) -> ImportMark | None:
        """Since when it is known here; that a pseudonymous ledger came from a file would lead to where it came from."""
        return None if self._disguise is not None else await import_marks.mark_of(self._session, self._kept_as)

    async def entries(self) -> int:
        """How many entries it has, whatever became of them."""
        return await debates.number_of_entries(self._session, self._kept_as)

    async def written(self, form: Format, writer: LedgerWriter) -> bytes:
        """The same in one piece."""
        pieces: list[bytes] = []

        async def keep(piece: bytes) -> None:
            pieces.append(piece)

        await self.write(form, writer, keep)
        return b"".join(pieces)

    async def _copy(self, form: Format, sink: Sink) -> None:
        """PostgreSQL writes the events."""
        events_kept = CopiedEvents(self._sessions, self._session, self._kept_as, self.last.sequence)
        if form is Format.LINES:
            pseudonymous = is_pseudonymous(self.debate.guild)
            await sink(ledger_lines.first_line(self._kept_as, await self._mark(), pseudonymous=pseudonymous))
            await events_kept.lines(sink)
        elif form is Format.EVENTS:
            await events_kept.rows(sink)
        else:
            await self._write_in_a_thread(ledger_json.write_beginning, sink)
            await events_kept.members(sink)
            await sink(ledger_json.END.encode())

    async def _write_in_a_thread(self, write: Callable[[LedgerSource, Out], None], sink: Sink) -> None:
        ledger, mark = await self._ledger(), await self._mark()

        def write_drawn(draw: Draw, out: Out) -> None:
            write(_Drawn(ledger, self.last, mark, self, draw), out)

        await write_in_a_thread(write_drawn, sink)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A snapshot as its writer sees it, who is in a thread."""

    ledger: Ledger
    last: LastEvent
    imported: ImportMark | None
    _snapshot: LedgerSnapshot
    _draw: Draw

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        return self._draw(self._snapshot.stances(entries))

    def events(self) -> Iterator[SealedEvent]:
        return self._draw(self._snapshot.sealed_events())


@asynccontextmanager
async def ledger_snapshot(
    sessions: Sessions, debate: int, replica: Sessions | None = None
) -> AsyncIterator[LedgerSnapshot]:
    """The ledger of a debate as it stands now. Raises NoDebate.

    Where there is a replica, that is read, once it has everything that was in the ledger when the export began.
    """
    if not 0 <= debate <= LARGEST_ID:
        raise NoDebate
    source = sessions if replica is None else await caught_up(sessions, replica, debate)
    async with source() as session:
        await ledgers.use_snapshot(session)
        head = await debates.head(session, debate)
        if head is None:
            raise NoDebate
        at = await events.moment_of(session, debate, head.sequence)
        yield LedgerSnapshot(head.debate, LastEvent(head.sequence, at, head.hash), source, session, head.debate.id)


async def export_here(
    sessions: Sessions,
    request: Request,
    form: Format,
    writer: LedgerWriter,
    sink_for: Callable[[Debate], Sink],
    replica: Sessions | None = None,
    *,
    pseudonymous: bool = False,
) -> Debate:
    """Write the ledger of this channel piece by piece, for whom the server lets: else moderators alone.

    The sink is asked for with the debate as it stood at the same moment, which is given back. Raises NoDebate,
    ModeratorsOnly, OpenersOnly, ParticipantsOnly, FormatNotInstalled.
    """
    async with sessions() as session:
        debate = await debate_here(session, request)
        person = await people.participant(session, debate.id, request.user)
    require_one_of(request.house.exports, request, debate, person)
    async with ledger_snapshot(sessions, request.channel, replica) as whole:
        ledger = await whole.under_pseudonyms() if pseudonymous else whole
        await ledger.write(form, writer, sink_for(ledger.debate))
        return ledger.debate


async def export_ledger(
    sessions: Sessions,
    debate: int,
    form: Format,
    writer: LedgerWriter,
    replica: Sessions | None = None,
    *,
    pseudonymous: bool = False,
) -> bytes:
    """The ledger of a debate as a file of that format. Raises NoDebate."""
    async with ledger_snapshot(sessions, debate, replica) as whole:
        ledger = await whole.under_pseudonyms() if pseudonymous else whole
        return await ledger.written(form, writer)


async def write_ledger(
    sessions: Sessions, debate: int, form: Format, writer: LedgerWriter, sink: Sink, replica: Sessions | None = None
) -> None:
    """The same, piece by piece. Raises NoDebate."""
    async with ledger_snapshot(sessions, debate, replica) as ledger:
        await ledger.write(form, writer, sink)


async def debates_of_server(sessions: Sessions, guild: int) -> Sequence[int]:
    """The debates of a server, private ones too. Raises NoDebate where there is none."""
    async with sessions() as session:
        found = await debates.of_server(session, guild) if 0 <= guild <= LARGEST_ID else ()
    if not found:
        raise NoDebate
    return found


async def write_server(
    sessions: Sessions,
    ledgers_of: Sequence[int],
    form: Format,
    writer: LedgerWriter,
    file: IO[bytes],
    replica: Sessions | None = None,
    *,
    pseudonymous: bool = False,
) -> None:
    """Write the ledgers of these debates into a zip with an index, one after the other, each as of one moment.

    A debate that was deleted meanwhile is left out. Under pseudonyms, people of other debates have the names that they
    had when the first ledger was read. Raises FormatNotInstalled.
    """
    names: ServerNames | None = None
    kind = FileKind(ENDINGS[form], len(str(len(ledgers_of))), is_packed=form in BINARY)
    with ServerZip(file, writer.front, kind) as packed:
        for debate in ledgers_of:
            with suppress(NoDebate):
                async with ledger_snapshot(sessions, debate, replica) as whole:
                    if pseudonymous:
                        names = names or await whole.server_names()
                    ledger = await whole.under_pseudonyms(names) if pseudonymous else whole
                    facts = LedgerFacts(ledger.debate, await ledger.entries(), ledger.last)
                    with packed.ledger(facts) as write:
                        await ledger.write(form, writer, partial(_in_a_thread, write))


async def _in_a_thread(write: Callable[[bytes], object], piece: bytes) -> None:
    await asyncio.to_thread(write, piece)
