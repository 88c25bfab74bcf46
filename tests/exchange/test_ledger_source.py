"""What a file is written from; no more memory is needed where there are more stances and events."""

import tracemalloc
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

import pytest

from bot.exchange import sorted_spool, spooled
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_source import WholeLedger, counted, with_stances
from bot.ledger.entries import Answer, Kind, Scope, Stance
from bot.ledger.record import events as e
from bot.ledger.record.chain import SealedEvent
from bot.ledger.record.replay import replay
from bot.ledger.standing.cruxes import crux_findings
from bot.ledger.standing.standing import standing
from bot.ledger.telling.overview import overview
from bot.render.front_ends import DISCORD
from bot.render.report import history
from tests.exchange.ledgers import CHANGES, EVERYTHING, MERGED, sealed

READ_AS_WRITTEN = {
    **dict.fromkeys((Format.JSON, Format.LINES, Format.EVENTS, Format.CSV, Format.CSV_SET), 10),
    **dict.fromkeys((Format.XAIF, Format.DDS, Format.GRAPHML, Format.LOG_JSON), 10),
    **dict.fromkeys((Format.HTML, Format.POLIS, Format.VOTES_BULK), 10),
    Format.ARGDOWN: 30,
    Format.MARKDOWN: 10,
}
"""Formats that keep neither stances nor events, one at least of each way to write; with how many times is enough."""


CONCEDED = (
    *CHANGES,
    e.SideNamed(2, "No"),
    *(e.ParticipantMet(person, None, f"person {person}") for person in range(2, 9)),
    *(e.SideJoined(person, 2) for person in range(2, 9)),
    *(e.StanceTaken(1, person, 1, Answer.AGREE) for person in range(2, 9)),
    e.EntryTagged(2, Kind.CONCESSION, 2, 2, False, concedes=1, scope=Scope.POINT, conceded_answer=Answer.AGREE),
    e.StanceTaken(1, 2, 1, Answer.UNSURE),
)
"""All agree but for somebody who conceded it, and is unsure since: their concession moved nobody."""


class Repeated(WholeLedger):
    """A ledger with so many times the stances and the events."""

    def __init__(self, times: int) -> None:
        super().__init__(sealed(EVERYTHING))
        self._times = times

    def stances(self, entries: Sequence[int] | None = None) -> Iterator[Stance]:
        return chain.from_iterable(repeat(stance, self._times) for stance in super().stances(entries))

    def events(self) -> Iterator[SealedEvent]:
        return chain.from_iterable(super(Repeated, self).events() for _ in range(self._times))


def most_held(form: Format, times: int) -> int:
    """Bytes."""
    source = Repeated(times)
    LedgerWriter(DISCORD).write(form, Repeated(1), len)
    tracemalloc.start()
    try:
        LedgerWriter(DISCORD).write(form, source, len)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("form", "times"), READ_AS_WRITTEN.items())
def test_four_times_the_stances_and_events_take_no_more_memory(
    form: Format, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What waits to be handed on, what is sorted together, and what is shown of a history is larger than these ledgers.
    monkeypatch.setattr(spooled, "PIECE", 1 << 12)
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 50)
    monkeypatch.setattr(sorted_spool, "MOST_RUNS", 4)
    monkeypatch.setattr(sorted_spool, "BLOCK", 5)
    monkeypatch.setattr(history, "MOST_EVENTS", 10)
    # In a single writing, some kilobytes of others' garbage may be counted; what grows, grows in each.
    assert any(most_held(form, 4 * times) < 1.3 * most_held(form, times) for _ in range(5))


@pytest.mark.parametrize(
    "changes", [CHANGES, EVERYTHING, MERGED, CONCEDED], ids=["least", "everything", "merged", "conceded"]
)
def test_stances_that_go_by_count_as_those_that_are_kept(changes: Sequence[object]) -> None:
    lines = sealed(changes)  # type: ignore[arg-type]
    kept, passing = replay(line.event for line in lines), counted(WholeLedger(lines))
    assert standing(passing) == standing(kept)
    assert crux_findings(passing, standing(passing)) == crux_findings(kept, standing(kept))
    assert overview(passing, lines[-1].event.at) == overview(kept, lines[-1].event.at)


def test_each_entry_comes_with_its_stances_whether_they_are_read_or_not() -> None:
    source = WholeLedger(sealed(EVERYTHING))
    entries = [entry for _, entry in sorted(source.ledger.entries.items())]

    every = {entry.number: list(its) for entry, its in with_stances(entries, source.stances())}
    later = {entry.number: list(its) for entry, its in with_stances(entries[2:], source.stances())}

    assert list(chain.from_iterable(every.values())) == list(source.stances())
    assert later == {number: its for number, its in every.items() if number > 2}
