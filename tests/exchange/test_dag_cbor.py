"""Content identifiers of records: those that others compute of the same record."""

import pytest

from bot.exchange.dag_cbor import Value, cid, encoded
from tests.exchange.node import read_by

RECORDS: tuple[dict[str, Value], ...] = (
    {},
    {"a": 1, "b": [True, False, None], "": "", "aa": {"z": -1, "y": "é家👩\u200d👧"}},
    {"$type": "org.dds-wg.v1.vote", "value": {"value": -10000}, "createdAt": "2026-01-01T12:00:05.000000Z"},
    {f"key {number}": number for number in (0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**53 - 1)},
    {f"minus {number}": -number for number in (1, 24, 25, 256, 257, 65536, 65537, 2**32, 2**53 - 1)},
    {"long": "x" * 70000, "many": list(range(300))},
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({}, "a0"),
        ({"b": 1, "a": 2, "aa": 3}, "a3616102616201626161" + "03"),
        ([24, -25, "é"], "8318183818" + "62c3a9"),
        ([True, False, None], "83f5f4f6"),
    ],
)
def test_values_are_written_in_one_way(value: Value, written: str) -> None:
    assert encoded(value).hex() == written


def test_the_identifier_of_nothing_is_the_one_that_is_known() -> None:
    assert cid({}) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"


def test_a_number_that_no_record_can_hold_is_refused() -> None:
    with pytest.raises(OverflowError):
        encoded(2**64)


def test_identifiers_are_those_that_the_makers_of_the_format_compute() -> None:
    assert [cid(record) for record in RECORDS] == read_by("records.mjs", "@ipld/dag-cbor", RECORDS)
