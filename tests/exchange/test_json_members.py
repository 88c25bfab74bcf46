"""What the database writes of events becomes what a JSON file has of them, to the byte."""

import json

import orjson
import pytest

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.json_members import Members
from tests.exchange.ledgers import EVERYTHING, sealed

EVENTS = sealed(EVERYTHING)


def as_the_database_has_it(line: bytes) -> bytes:
    """The line with its keys in the order of the database: the shorter ones first."""
    event = orjson.loads(line)
    return (
        orjson.dumps(event | {"data": _shorter_first(event["data"]), "texts": _shorter_first(event["texts"])}) + b"\n"
    )


def _shorter_first(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: _shorter_first(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}


@pytest.mark.parametrize("size", [1, 7, 1000, 1 << 20])
def test_lines_in_pieces_of_any_size_become_the_events_of_the_file(size: int) -> None:
    lines = b"".join(as_the_database_has_it(ledger_lines.line(event)) for event in EVENTS)
    members = Members()

    written = b"".join(members.of_lines(lines[place : place + size]) for place in range(0, len(lines), size))

    document = ledger_json.dumps(EVENTS).encode()
    assert document.endswith(b'"events": [' + written + ledger_json.END.encode())
    assert len(json.loads(b"[" + written + b"]")) == len(EVENTS)
