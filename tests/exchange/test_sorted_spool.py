"""Records come in their order, however many there are, and as often as somebody goes through them."""

from collections.abc import Iterator
from itertools import groupby
from tempfile import TemporaryFile
from typing import IO

import pytest

from bot.exchange import sorted_spool
from bot.exchange.sorted_spool import SortedSpool


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Iterator[IO[bytes]]:
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 10)
    monkeypatch.setattr(sorted_spool, "BLOCK", 3)
    monkeypatch.setattr(sorted_spool, "MOST_RUNS", 4)
    with TemporaryFile() as opened:
        yield opened


@pytest.mark.parametrize("number", [0, 1, 9, 10, 11, 100, 137])
def test_records_come_in_their_order_each_time(number: int, file: IO[bytes]) -> None:
    records = [(place * 7919 % 101, place, f"家 {place}\n") for place in range(number)]
    spool = SortedSpool[tuple[int, int, str]](file)
    for record in records:
        spool.add(record)

    assert list(spool) == sorted(records)
    assert list(spool) == sorted(records)


def test_two_can_go_through_them_at_the_same_time(file: IO[bytes]) -> None:
    spool = SortedSpool[tuple[int, int]](file)
    for place in range(55):
        spool.add((place % 5, place))

    once = [(group, [place for _, place in its]) for group, its in groupby(spool, key=lambda record: record[0])]
    together = list(zip(spool, spool, strict=True))

    assert once == [(group, list(range(group, 55, 5))) for group in range(5)]
    assert all(one == other for one, other in together)


def test_what_is_added_later_is_in_its_place_too(file: IO[bytes]) -> None:
    spool = SortedSpool[tuple[int]](file)
    for number in (*range(20, 50), 60):
        spool.add((number,))
    first = list(spool)
    for number in range(15):
        spool.add((number,))

    assert first == [(number,) for number in (*range(20, 50), 60)]
    assert list(spool) == [(number,) for number in (*range(15), *range(20, 50), 60)]
