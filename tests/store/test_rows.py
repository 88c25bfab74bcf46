"""Each kind of value goes to its row and back as it was."""

from dataclasses import replace
from typing import Any

import pytest

from bot.ledger.entries import Wording
from bot.ledger.ledger import Ledger
from bot.ledger.record.ledger_fields import FIELDS, LedgerField
from bot.ledger.record.replay import replay
from bot.store import tables as t
from bot.store.mapping import Computed
from bot.store.reading.values import by_key, from_rows
from bot.store.rows import MAPPINGS, WORDINGS, columns_that_say
from tests.exchange.ledgers import EVERYTHING, sealed


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return replay(line.event for line in sealed(EVERYTHING))


@pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])
def test_every_value_comes_back_from_its_row(ledger: Ledger, field: LedgerField) -> None:
    mapping, values = MAPPINGS[field.kind], dict(field.values(ledger))
    # What is derived is read from other rows: it is not compared.
    derived = (None,) * (len(mapping.selected) - len(mapping.columns))
    rows = [mapping.row(value) + derived for value in values.values()]
    items: list[tuple[Any, ...]] = []
    if (collection := mapping.collection) is not None:
        for value in values.values():
            items += [(mapping.row(value)[0], *collection.row(item)) for item in mapping.items(value)]

    assert values
    assert by_key(from_rows(mapping, rows, items)) == values


@pytest.mark.parametrize("field", FIELDS, ids=[field.name for field in FIELDS])
def test_the_columns_of_a_key_find_the_row_of_its_value(ledger: Ledger, field: LedgerField) -> None:
    mapping = MAPPINGS[field.kind]
    for key, value in field.values(ledger).items():
        row = dict(zip(mapping.columns, mapping.row(value), strict=True))
        assert mapping.key_columns(key).items() <= row.items()


def test_a_wording_is_written_with_its_folded_form_and_loses_it_with_its_words() -> None:
    assert WORDINGS.written == ("number", "statement", "folded")
    assert WORDINGS.written_row(Wording(2, "Die Straße")) == (2, "Die Straße", "die strasse")
    assert WORDINGS.written_row(Wording(2, None)) == (2, None, None)
    assert columns_that_say(t.wordings, "statement") == {"statement", "folded"}
    assert columns_that_say(t.entries, "passage") == {"passage"}


@pytest.mark.parametrize("computed", [(), (Computed("bare", "statement", str), *WORDINGS.computed)])
def test_a_collection_writes_every_column_of_its_table_and_no_other(computed: tuple[Computed, ...]) -> None:
    with pytest.raises(TypeError, match="wordings and the table wordings do not fit"):
        replace(WORDINGS, computed=computed)
