"""What a newer Crux added to a ledger's file: each key that an import leaves out is counted by its place."""

import json
from io import BytesIO
from typing import Any

import pytest

from bot.exchange import ledger_json, ledger_lines
from bot.exchange.ledger_events import event_out
from bot.exchange.ledger_text import in_memory
from bot.exchange.newer_keys import MOST_KINDS, OTHERS, LeftOut, of_document, of_lines
from bot.ledger.large_ledger import LargeLedger
from tests.exchange.ledgers import DEBATE, EVERYTHING, MERGED, ledger, sealed

EVENTS = sealed(EVERYTHING)


def document(**more: object) -> dict[str, Any]:
    """The file of the ledger with everything in it, and more at the top."""
    written: dict[str, Any] = json.loads(ledger_json.dumps(EVENTS))
    return written | more


def left_out(written: dict[str, Any]) -> LeftOut | None:
    """What is left out of a document that is taken in as the ledger with everything in it."""
    text = json.dumps(written)
    assert ledger_json.loads(text) == EVENTS
    return of_document(in_memory(text), lambda: LargeLedger.of(ledger()))


def lines(first: dict[str, object], **more: object) -> BytesIO:
    """The lines of the same ledger, with more in the first one, and in each of the others."""
    head = json.loads(ledger_lines.first_line(DEBATE)) | first
    told = (head, *(event_out(line) | more for line in EVENTS))
    return BytesIO("\n".join(map(json.dumps, told)).encode())


def test_keys_of_a_document_are_counted_wherever_they_stand() -> None:
    newer = document(minor=7, drawn_by={"name": ["x", None]})
    newer["ledger"] |= {"moods": [1.5]}
    for entry in newer["ledger"]["entries"]:
        entry["colour"] = "red"
    newer["ledger"]["entries"][0]["stances"][0]["mood"] = {"calm": True}
    newer["ledger"]["entries"][2]["concedes"]["thanks"] = ""
    for event in newer["events"]:
        event["device"] = "phone"

    assert left_out(newer) == LeftOut(
        "1.7",
        {
            "drawn_by": 1,
            "ledger.moods": 1,
            "ledger.entries.colour": len(newer["ledger"]["entries"]),
            "ledger.entries.stances.mood": 1,
            "ledger.entries.concedes.thanks": 1,
            "events.device": len(EVENTS),
        },
    )


def test_keys_of_lines_are_counted_in_the_first_one_and_beside_those_of_an_event() -> None:
    newer = lines({"minor": 2, "drawn_by": "x"}, device="phone", mood=None)

    assert of_lines(newer) == LeftOut("1.2", {"drawn_by": 1, "events.device": len(EVENTS), "events.mood": len(EVENTS)})


@pytest.mark.parametrize("changes", [EVERYTHING, MERGED])
def test_nothing_is_left_out_of_a_newer_file_in_which_everything_is_known(changes: tuple[Any, ...]) -> None:
    text = ledger_json.dumps(sealed(changes)).replace('"version": 1', '"version": 1, "minor": 1')

    assert of_document(in_memory(text), lambda: LargeLedger.of(ledger(changes))) == LeftOut("1.1", {})
    assert of_lines(lines({"minor": 1, "pseudonymous": False})) == LeftOut("1.1", {})


def test_a_file_of_this_version_is_not_newer() -> None:
    assert left_out(document()) is None
    assert left_out(document(minor=0)) is None
    assert of_lines(lines({})) is None


def test_a_key_is_named_on_one_line_however_it_is_written() -> None:
    newer = left_out(document(**{"minor": 1, "no\nte": 1, "a.b": 1, "x" * 50: 1}))

    assert newer is not None
    assert set(newer.keys) == {r"'no\nte'", "'a.b'", f"'{'x' * 40}'"}


def test_a_file_of_countless_keys_is_counted_without_keeping_them_all() -> None:
    newer = of_lines(lines({"minor": 1, **{f"key{number}": 1 for number in range(MOST_KINDS + 5)}}))

    assert newer is not None
    assert (len(newer.keys), newer.keys[OTHERS]) == (MOST_KINDS + 1, 5)
