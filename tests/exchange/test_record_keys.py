"""Keys of records tell their time, are never the same, and take no more memory where there are more of them."""

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from bot.exchange import record_keys, sorted_spool
from bot.exchange.record_keys import RecordKeys
from tests.exchange.ledgers import START


@pytest.fixture
def _few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_spool, "AT_ONCE", 50)
    monkeypatch.setattr(sorted_spool, "BLOCK", 5)
    monkeypatch.setattr(sorted_spool, "MOST_RUNS", 8)


@pytest.mark.usefixtures("_few_at_a_time")
@pytest.mark.parametrize("moments", [1, 10, 100, 10_000])
@pytest.mark.parametrize("first", [0, 30])
def test_all_others_at_once_have_the_keys_that_they_would_have_one_by_one(
    moments: int, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However crowded a microsecond is, and those behind it."""
    monkeypatch.setattr(record_keys, "_PER_MICROSECOND", 4)
    random = Random(moments)
    wanted = [START + timedelta(microseconds=random.randrange(moments)) for _ in range(first + 400)]
    one_by_one, at_once = RecordKeys(), RecordKeys()

    expected = [one_by_one.key(at) for at in wanted]
    given = [*(at_once.key(at) for at in wanted[:first]), *at_once.others(wanted[first:])]

    assert given == expected
    assert len(set(given)) == len(given)


def test_a_key_tells_the_microsecond_and_the_number_within_it() -> None:
    keys, later = RecordKeys(), START + timedelta(microseconds=1)

    told = [divmod(number_of(keys.key(at)), 1024) for at in (START, later, START)]

    since_1970 = int(START.timestamp()) * 1_000_000
    assert told == [(since_1970, 0), (since_1970 + 1, 0), (since_1970, 1)]


def number_of(key: str) -> int:
    """As https://atproto.com/specs/tid has it."""
    assert len(key) == 13
    return sum("234567abcdefghijklmnopqrstuvwxyz".index(digit) << 5 * place for place, digit in enumerate(key[::-1]))


def most_held(number: int) -> int:
    """Bytes."""

    def moments() -> Iterator[timedelta]:
        return (timedelta(milliseconds=place * 7919 % number) for place in range(number))

    tracemalloc.start()
    try:
        for _ in RecordKeys().others(START + since for since in moments()):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("_few_at_a_time")
def test_four_times_the_moments_take_no_more_memory() -> None:
    most_held(100)

    assert most_held(4000) < 1.3 * most_held(1000)
