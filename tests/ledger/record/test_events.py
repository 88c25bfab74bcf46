"""Events as data: what is written, what may be missing, and that a field added later leaves old events as they were."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from bot.ledger.record import events
from bot.ledger.record.chain import GENESIS, data_as_json, event_hash
from bot.ledger.record.events import CHANGES, Change, Event, change_from, data_of, later

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Weighed(Change):
    """A verb as its first version had it."""

    verb: ClassVar[str] = "weighed"
    entry: int


@dataclass(frozen=True, slots=True)
class WeighedTwice(Change):
    """The same verb with a field added later."""

    verb: ClassVar[str] = "weighed"
    entry: int
    twice: bool = later(False)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    CHANGES.pop("weighed", None)
    _forget_caches()


def _forget_caches() -> None:
    for cached in (events._names, events.later_fields, events._reading, events.types_of):
        cached.cache_clear()


def _known(kind: type[Change]) -> None:
    from bot.ledger.record import chain

    CHANGES["weighed"] = kind
    _forget_caches()
    chain._form.cache_clear()


def _hash(change: Change) -> bytes:
    return event_hash(GENESIS, Event(99, 1, NOON, 1, change), {})


def test_a_field_added_later_leaves_the_hashes_of_old_events() -> None:
    _known(Weighed)
    before, data = _hash(Weighed(3)), data_of(Weighed(3))

    _known(WeighedTwice)

    assert data_of(WeighedTwice(3)) == data
    assert _hash(WeighedTwice(3)) == before
    assert _hash(WeighedTwice(3, True)) != before


def test_a_field_added_later_is_written_where_it_is_not_its_default() -> None:
    _known(WeighedTwice)

    assert data_of(WeighedTwice(3, True)) == {"entry": 3, "twice": True}
    assert data_as_json(WeighedTwice(3, True)) == '{"entry":3,"twice":true}'
    assert data_as_json(WeighedTwice(3)) == '{"entry":3}'


@pytest.mark.parametrize("change", [WeighedTwice(3), WeighedTwice(3, True)])
def test_a_field_added_later_is_read_back(change: Change) -> None:
    _known(WeighedTwice)

    assert change_from("weighed", json.loads(data_as_json(change)), {}) == change


def test_a_default_that_is_written_all_the_same_is_refused() -> None:
    """The hash leaves it out, so it could be put in and taken out unseen."""
    _known(WeighedTwice)

    with pytest.raises(ValueError, match="'twice' is written only where it is not False"):
        change_from("weighed", {"entry": 3, "twice": False}, {})
    with pytest.raises(ValueError, match="'entry' is missing"):
        change_from("weighed", {"twice": True}, {})
