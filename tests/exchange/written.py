"""Files in one piece, as tests look at them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_source import LastEvent, WholeLedger
from bot.exchange.spooled import Out
from bot.ledger.entries import Stance
from bot.ledger.ledger import Ledger
from bot.ledger.record.chain import GENESIS, SealedEvent, seal
from bot.ledger.record.events import Event
from bot.ledger.record.import_mark import ImportMark
from bot.render.front_ends import DISCORD
from bot.words.front_end import FrontEnd


def written(form: Format, lines: Iterable[SealedEvent], imported: ImportMark | None = None) -> bytes:
    """The file of a ledger in a format."""
    return in_one_piece(lambda out: LedgerWriter(DISCORD).write(form, WholeLedger(lines, imported), out))


def chained(events: Iterable[Event]) -> Iterator[SealedEvent]:
    """The events, each sealed behind the one before."""
    before = GENESIS
    for event in events:
        line = seal(before, event, bytes)
        before = line.hash
        yield line


def standing_in(form: Format, whole: Ledger, front: FrontEnd = DISCORD) -> str:
    """The text, in a format, of what stands in a ledger."""
    return in_one_piece(lambda out: LedgerWriter(front).write(form, Standing(whole), out)).decode()


def in_one_piece(write: Callable[[Out], None]) -> bytes:
    """What is handed on."""
    pieces: list[bytes] = []
    write(pieces.append)
    return b"".join(pieces)


@dataclass(frozen=True)
class Standing:
    """What stands in a ledger, without the events that led to it."""

    whole: Ledger

    @property
    def ledger(self) -> Ledger:
        return replace(self.whole, stances={})

    @property
    def last(self) -> LastEvent:
        return LastEvent(1, self.whole.debate.opened_at, bytes(32))

    @property
    def imported(self) -> None:
        return None

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        return (one for _, one in sorted(self.whole.stances.items()) if entries is None or one.entry in entries)

    def events(self) -> Iterator[SealedEvent]:
        return iter(())
