"""The hash of an event: over JSON that anybody can write with any library, whatever the event holds."""

import hashlib
import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.record.chain import GENESIS, data_as_json, event_hash
from bot.ledger.record.events import CHANGES, Change, Event, data_of
from bot.ledger.record.verb import TEXT

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def canonical(told: object) -> str:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _values(kinds: tuple[type, ...]) -> st.SearchStrategy[object]:
    of = {int: st.integers(-(2**80), 2**80), bool: st.booleans(), type(None): st.none(), str: st.text()}
    return st.one_of([st.sampled_from(kind) if issubclass(kind, StrEnum) else of[kind] for kind in kinds])


@cache
def changes_of(kind: type[Change]) -> st.SearchStrategy[Change]:
    """Made once: before it draws from a new strategy, Hypothesis looks through it, each time."""
    types = kind.form.types
    return st.builds(kind, **{field.name: _values(types[field.name]) for field in fields(kind)})


@pytest.mark.parametrize("kind", CHANGES.values(), ids=list(CHANGES))
@given(data=st.data())
def test_what_a_change_says_is_written_as_any_library_writes_it(kind: type[Change], data: st.DataObject) -> None:
    change = data.draw(changes_of(kind))

    assert data_as_json(change) == canonical(data_of(change))


@given(
    st.one_of([changes_of(kind) for kind in CHANGES.values()]),
    st.integers(0, 2**63 - 1),
    st.integers(1, 2**31 - 1),
    st.integers(0, 2**31 - 1),
    st.timedeltas(timedelta(days=-700_000), timedelta(days=2_000_000)),
    st.binary(min_size=32, max_size=32),
)
def test_the_hash_is_over_the_hash_before_and_the_events_canonical_json(
    change: Change, debate: int, sequence: int, actor: int, later: timedelta, before: bytes
) -> None:
    event = Event(debate, sequence, START + later, actor, change)
    names = [field.name for field in fields(change) if TEXT in field.metadata]
    commitments = {name: hashlib.sha256(name.encode()).digest() for name in names}
    told = {
        "debate": debate,
        "sequence": sequence,
        "at": event.at.isoformat(),
        "actor": actor,
        "verb": change.verb,
        "data": data_of(change),
        "texts": {name: value.hex() for name, value in commitments.items()},
    }

    assert event_hash(before, event, commitments) == hashlib.sha256(before + canonical(told).encode()).digest()


def test_the_hash_of_an_event_stays_what_it_was() -> None:
    opened = CHANGES["debate opened"](7, True, "Should the city build more homes?")  # type: ignore[call-arg]

    found = event_hash(GENESIS, Event(99, 1, START, 1, opened), {"question": bytes(32)})

    assert found.hex() == "ef9b031a0e6d10c0ba98cbc1031ab7828330fdcf88af486cccad95e2df745191"
