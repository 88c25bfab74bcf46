"""Rows of events for COPY, which are made where no table is known."""

import pytest
import sqlalchemy as sa

from bot.store import tables as t
from bot.store.writing.copy_rows import EVENT_COLUMNS, TEXT_COLUMNS


@pytest.mark.parametrize(("table", "columns"), [(t.events, EVENT_COLUMNS), (t.event_texts, TEXT_COLUMNS)])
def test_rows_have_the_columns_of_their_table(table: sa.Table, columns: tuple[str, ...]) -> None:
    assert tuple(table.c.keys()) == columns
