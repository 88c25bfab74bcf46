"""That a ledger was imported stands in its files, and is believed only where it fits their events."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.formats import Format
from bot.exchange.ledger_events import LedgerFileError, event_out
from bot.ledger.record.import_mark import ImportMark
from bot.render.front_ends import TERMINAL
from bot.words.files import said
from tests.exchange.ledgers import DEBATE, EVERYTHING, sealed
from tests.exchange.read_lines import read_lines
from tests.exchange.written import written

EVENTS = sealed(EVERYTHING)
MARK = ImportMark(datetime(2026, 6, 2, 12, 30, tzinfo=UTC), 7, EVENTS[6].hash)
WRITTEN = {"at": "2026-06-02T12:30:00+00:00", "events": 7, "hash": EVENTS[6].hash.hex()}


def lines(mark: ImportMark | None) -> str:
    """The ledger as lines."""
    first = ledger_lines.first_line(DEBATE, mark).decode()
    return first + "".join(json.dumps(event_out(line)) + "\n" for line in EVENTS)


def test_it_stands_beside_the_ledger_and_comes_out_again() -> None:
    text = ledger_json.dumps(EVENTS, MARK)

    assert json.loads(text)["imported"] == WRITTEN
    assert ledger_json.read(text) == (EVENTS, MARK)
    assert ledger_json.dumps(*ledger_json.read(text)) == text


def test_of_lines_it_stands_in_the_first_one() -> None:
    text = lines(MARK)

    assert json.loads(text.partition("\n")[0])["imported"] == WRITTEN
    assert ledger_lines.is_lines(text)
    assert read_lines(text)[0] == EVENTS


def test_a_ledger_that_was_not_imported_has_none() -> None:
    assert "imported" not in json.loads(ledger_json.dumps(EVENTS))
    assert ledger_json.read(ledger_json.dumps(EVENTS)) == (EVENTS, None)
    assert "imported" not in lines(None).partition("\n")[0]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (None, '"imported" must have "at", "events" and "hash"'),
        ([], '"imported" must have "at", "events" and "hash"'),
        ({"at": WRITTEN["at"], "events": 7}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"by": "ana"}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"at": "2026-06-02"}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"events": True}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"events": 7.0}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"events": 0}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"hash": "7647"}, '"imported" must have "at", "events" and "hash"'),
        (WRITTEN | {"events": 8}, '"imported" has another hash than the file has for event 8'),
        (WRITTEN | {"events": 2**31 - 1}, '"imported" has another hash than the file has for event 2147483647'),
        (WRITTEN | {"hash": "00" * 32}, '"imported" has another hash than the file has for event 7'),
    ],
)
def test_one_that_does_not_fit_is_refused(mark: Any, told: str) -> None:
    document = json.loads(ledger_json.dumps(EVENTS)) | {"imported": mark}
    first, _, rest = lines(None).partition("\n")
    as_lines = json.dumps(json.loads(first) | {"imported": mark}) + "\n" + rest

    with pytest.raises(LedgerFileError) as refused:
        ledger_json.loads(json.dumps(document))
    with pytest.raises(LedgerFileError) as refused_lines:
        read_lines(as_lines)

    assert said(TERMINAL, refused.value).startswith(told)
    assert said(TERMINAL, refused_lines.value).startswith(told)


def test_report_and_document_tell_readers_of_it() -> None:
    told = f"up to the seal 7:{EVENTS[6].hash.hex()[:16]}: Crux did not see them happen."

    document = written(Format.MARKDOWN, EVENTS, MARK).decode()
    page = written(Format.HTML, EVENTS, MARK).decode()

    assert f"Its first 7 events came from a file on Jun 2, 2026, {told}" in document
    assert told in page
    assert told not in written(Format.HTML, EVENTS).decode()
