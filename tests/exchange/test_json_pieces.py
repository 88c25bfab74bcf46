"""JSON piece by piece is what `json.dumps` writes with an indent of one."""

import json
from tempfile import TemporaryFile

import pytest

from bot.exchange.json_pieces import SpooledList, indented
from bot.exchange.ledger_view import Streamed, StreamedText, Value

VALUES: list[Value] = [
    *('家 "\\\n', 7, -1, True, None, {}, []),
    {"a": 1, "b": "two", "c": None},
    {"a": [], "b": {}, "c": [1, [2, {"d": []}]]},
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_written_as_json_dumps_writes_it(value: Value) -> None:
    assert "".join(indented(value)) == json.dumps(value, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("items", [[], VALUES, VALUES[:1]], ids=["none", "several", "one"])
def test_lists_and_texts_are_written_while_they_come_or_from_a_file(items: list[Value]) -> None:
    with TemporaryFile("w+", encoding="utf-8", newline="") as file:
        spooled = SpooledList(file, 1)
        for item in items:
            spooled.add(item)
        passing: dict[str, Streamed] = {"a": iter(items), "b": StreamedText(("one", '"two"')), "c": spooled.written()}
        written = "".join(indented(passing))

    assert written == json.dumps({"a": items, "b": 'one"two"', "c": items}, ensure_ascii=False, indent=1)
