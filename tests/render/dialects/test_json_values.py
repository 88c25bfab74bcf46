"""A document is read value by value, wherever its file is cut into pieces."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from bot.render.dialects.json_faults import NotJson, TooDeep, TooMuchInOne
from bot.render.dialects.json_values import LONGEST_VALUE, MOST_VALUES, JsonValues

ITEMS = [{"a": "},{"}, {"b": [{}, {"c": {}}]}, 12345, 'é\\"😀', None, -1.5e3, [], {"d": "x" * 70_000}, {"e": 1}]


class Bytewise(BytesIO):
    """A file that gives one byte at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(1 if size else 0)


def items_of(data: bytes, opened: Callable[[bytes], BytesIO] = BytesIO) -> list[object]:
    document = JsonValues(opened(data))
    found = list(document.items())
    document.end()
    return found


@pytest.mark.parametrize("items", [[], ITEMS[:1], ITEMS, ITEMS * 40, [{"a": n} for n in range(8_000)]])
@pytest.mark.parametrize("form", [{"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])
def test_items_are_the_same_as_of_a_document_that_is_read_at_once(items: list[object], form: dict[str, object]) -> None:
    assert items_of(json.dumps(items, **form).encode()) == items  # type: ignore[arg-type]


def test_a_file_may_be_cut_between_any_two_bytes() -> None:
    short = [*ITEMS[:7], {"e": 1}, {"f": 2}]
    assert items_of(f"\ufeff {json.dumps(short, ensure_ascii=False)} ".encode(), Bytewise) == short


def test_keys_come_with_their_values() -> None:
    document = JsonValues(BytesIO(b'{"a": [1, 2], "b" : {"c": 3}, "d":4}'))
    assert {key: document.value() for key in document.keys()} == {"a": [1, 2], "b": {"c": 3}, "d": 4}  # noqa: SIM118


def test_what_is_no_list_has_no_items() -> None:
    assert items_of(b'{"a": 1}') == []


@pytest.mark.parametrize(
    "data",
    [b"", b"[", b"[1", b"[1,", b"[1 2]", b"[1]x", b"[1,]", b"[NaN]", b'["\xff"]', b'["a', b"[" + b"9" * 5_000 + b"]"],
)
def test_what_is_no_json_is_told(data: bytes) -> None:
    with pytest.raises(NotJson):
        items_of(data)


def test_no_more_is_read_than_shows_that_it_is_no_json() -> None:
    file = BytesIO(b"[nonsense" + b" " * 1_000_000)
    with pytest.raises(NotJson):
        list(JsonValues(file).items())
    assert file.tell() < 200_000


def test_what_has_far_too_much_in_it_is_not_read() -> None:
    for data in (b"[[" + b"1," * MOST_VALUES, b"[[" + b"[]," * MOST_VALUES + b"1]]", b'["' + b"x" * 3 * LONGEST_VALUE):
        file = BytesIO(data)
        with pytest.raises(TooMuchInOne):
            list(JsonValues(file).items())
        assert file.tell() <= 2 * LONGEST_VALUE + 100_000


def test_what_lies_too_deep_is_not_read() -> None:
    with pytest.raises(TooDeep):
        items_of(b"[" * 100_000)
