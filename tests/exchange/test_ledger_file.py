"""Files of ours as an import begins to read them."""

import pytest

from bot.exchange import ledger_file, ledger_json, ledger_lines
from bot.exchange.ledger_events import LedgerFileError
from bot.exchange.ledger_file import begun
from bot.ledger.file_problems import ProblemKind
from bot.ledger.record.replay import replay
from tests.exchange.ledgers import EVERYTHING, sealed

EVENTS = list(sealed(EVERYTHING))
DEBATE = EVENTS[0].event.debate
LINES = b"".join([ledger_lines.first_line(DEBATE), *map(ledger_lines.line, EVENTS)]).decode()
CUT = LINES[: LINES.rindex('"verb"')]


@pytest.fixture(params=[1, 3, 1_000])
def _beginning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_file, "BEGINNING", request.param)


@pytest.mark.usefixtures("_beginning")
@pytest.mark.parametrize("text", [ledger_json.dumps(EVENTS), LINES])
def test_a_file_gives_its_events_and_their_ledger_wherever_its_beginning_ends(text: str) -> None:
    read = begun(text)

    assert list(read.events) == EVENTS
    assert read.ledger() == replay(line.event for line in EVENTS)


def test_what_is_wrong_in_the_beginning_is_raised_at_once() -> None:
    with pytest.raises(LedgerFileError) as refused:
        begun(CUT)

    assert refused.value.problem.kind is ProblemKind.LINE_NOT_JSON


def test_what_is_wrong_behind_it_is_raised_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_file, "BEGINNING", 3)
    read = begun(CUT)

    with pytest.raises(LedgerFileError) as refused:
        list(read.events)

    assert refused.value.problem.facts["line"] == len(EVENTS) + 1
