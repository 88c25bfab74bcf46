"""Events as data: what is written, what may be missing, and that a field added later leaves old events as they were."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.ledger.record.chain import GENESIS, data_as_json, event_hash
from bot.ledger.record.effects import Effects
from bot.ledger.record.events import CHANGES, Change, Event, MalformedChange, change_from, data_of
from bot.ledger.record.findings import Fault, Malformed
from bot.ledger.record.verb import EntryNumber, later, verb

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def weighed() -> type[Change]:
    """A verb as its first version had it."""

    @verb("weighed", recounts=False, on_card=True)
    class Weighed(Change):
        entry: EntryNumber

        def effects(self, event: Event) -> Effects:
            return ()

    return Weighed


def weighed_since() -> type[Change]:
    """The same verb with a field added later."""

    @verb("weighed", recounts=False, on_card=True)
    class Weighed(Change):
        entry: EntryNumber
        twice: bool = later(False)

        def effects(self, event: Event) -> Effects:
            return ()

    return Weighed


@pytest.fixture(autouse=True)
def _known_here_only() -> Iterator[None]:
    yield
    CHANGES.pop("weighed", None)


def _hash(change: Change) -> bytes:
    return event_hash(GENESIS, Event(99, 1, NOON, 1, change), {})


def test_a_field_added_later_leaves_the_hashes_of_old_events() -> None:
    first, since = weighed(), weighed_since()

    assert data_of(since(3)) == data_of(first(3)) == {"entry": 3}
    assert _hash(since(3)) == _hash(first(3))
    assert _hash(since(3, True)) != _hash(first(3))


def test_a_field_added_later_is_written_where_it_is_not_its_default() -> None:
    since = weighed_since()

    assert data_of(since(3, True)) == {"entry": 3, "twice": True}
    assert data_as_json(since(3, True)) == '{"entry":3,"twice":true}'
    assert data_as_json(since(3)) == '{"entry":3}'


@pytest.mark.parametrize("twice", [False, True])
def test_a_field_added_later_is_read_back(twice: bool) -> None:
    change = weighed_since()(3, twice)

    assert change_from("weighed", json.loads(data_as_json(change)), {}) == change


def test_a_default_that_is_written_all_the_same_is_refused() -> None:
    """The hash leaves it out, so it could be put in and taken out unseen."""
    weighed_since()

    with pytest.raises(MalformedChange) as refused:
        change_from("weighed", {"entry": 3, "twice": False}, {})

    assert refused.value.finding == Malformed(Fault.NEEDLESS_DEFAULT, "weighed", "twice")


def test_a_field_that_was_always_there_may_not_be_missing() -> None:
    weighed_since()

    with pytest.raises(MalformedChange) as refused:
        change_from("weighed", {"twice": True}, {})

    assert refused.value.finding == Malformed(Fault.MISSING_FIELD, "weighed", "entry")
