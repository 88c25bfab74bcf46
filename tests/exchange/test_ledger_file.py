"""Files of ours as an import begins to read them."""

import pytest

from bot.exchange import ledger_document, ledger_file, ledger_json, ledger_lines, line_blocks
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_file import BegunDocument, BegunLines, begun
from bot.exchange.line_blocks import events_in
from bot.exchange.read_events import ReadEvent, sealed_of
from bot.ledger.file_problems import ProblemKind
from bot.ledger.record.replay import replay
from tests.exchange.ledgers import EVERYTHING, sealed
from tests.exchange.read_lines import whole

EVENTS = list(sealed(EVERYTHING))
DEBATE = EVENTS[0].event.debate
LINES = b"".join([ledger_lines.first_line(DEBATE), *map(ledger_lines.line, EVENTS)]).decode()
CUT = LINES[: LINES.rindex('"verb"')]

A_LINE_A_BLOCK, A_FEW = 1, 1_000


def test_a_document_gives_its_events() -> None:
    found = begun(ledger_json.dumps(EVENTS))

    assert isinstance(found, BegunDocument)
    assert not list(found.others)
    assert [sealed_of(DEBATE, place, event) for place, event in enumerate(found.beginning, start=1)] == EVENTS
    assert whole(found.ledger()) == replay(line.event for line in EVENTS)


def test_the_events_of_a_large_document_are_read_in_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_document, "PIECE", A_FEW)
    monkeypatch.setattr(ledger_file, "BEGINNING", A_FEW)
    found = begun(ledger_json.dumps(EVENTS))
    assert isinstance(found, BegunDocument)
    assert 1 < len(found.beginning) < len(EVENTS) / 2

    others = list(found.incoming.taken(found.others))

    read = [*found.beginning, *others]
    assert [sealed_of(DEBATE, place, event) for place, event in enumerate(read, start=1)] == EVENTS
    assert whole(found.ledger()) == replay(line.event for line in EVENTS)


@pytest.mark.parametrize("size", [A_LINE_A_BLOCK, A_FEW, 1 << 18])
@pytest.mark.parametrize("text", [LINES, LINES.removesuffix("\n")])
def test_lines_give_their_events_and_their_ledger_wherever_blocks_end(
    text: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_blocks, "SIZE", size)
    monkeypatch.setattr(ledger_file, "BEGINNING", size)
    found = begun(text)
    assert isinstance(found, BegunLines)
    beginning = len(found.beginning)

    others = [event for block in found.others for event in found.incoming.taken(events_in(block))]

    read = [*found.beginning, *others]
    assert [sealed_of(DEBATE, place, event) for place, event in enumerate(read, start=1)] == EVENTS
    assert whole(found.ledger()) == replay(line.event for line in EVENTS)
    assert (beginning < len(EVENTS)) is (size < 1 << 18)


def all_events(text: str) -> list[ReadEvent]:
    """The events of a file of lines."""
    found = begun(text)
    assert isinstance(found, BegunLines)
    return [*found.beginning, *(event for block in found.others for event in events_in(block))]


def test_what_is_wrong_in_the_beginning_is_raised_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "SIZE", A_FEW)

    with pytest.raises(LedgerFileError) as refused:
        begun(CUT)

    assert refused.value.problem.kind is ProblemKind.LINE_NOT_JSON


def test_what_is_wrong_behind_it_is_raised_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_blocks, "SIZE", A_FEW)
    monkeypatch.setattr(ledger_file, "BEGINNING", A_FEW)
    found = begun(CUT)
    assert isinstance(found, BegunLines)

    with pytest.raises(LedgerFileError) as refused:
        [list(events_in(block)) for block in found.others]

    assert refused.value.problem.facts["line"] == len(EVENTS) + 1


def test_lines_without_events_are_refused_at_once() -> None:
    with pytest.raises(LedgerFileError) as refused:
        begun(ledger_lines.first_line(DEBATE).decode())

    assert refused.value.problem.kind is ProblemKind.NO_EVENTS


@pytest.mark.parametrize("place", [1, 2, len(EVENTS) // 2])
def test_a_block_is_held_against_the_hash_before_it(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever seals the events anew from some place on, or puts in another hash, is found out at that place."""
    monkeypatch.setattr(line_blocks, "SIZE", A_LINE_A_BLOCK)
    lines = LINES.splitlines(keepends=True)
    lines[place] = lines[place].replace(EVENTS[place - 1].hash.hex(), "00" * 32)

    with pytest.raises(LedgerFileError) as refused:
        all_events("".join(lines))

    assert (refused.value.problem.kind, refused.value.problem.facts["event"]) == (ProblemKind.EVENT_CHANGED, place)
