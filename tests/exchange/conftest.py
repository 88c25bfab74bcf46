"""What all tests of files share."""

import csv
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _cells_are_as_long_as_before() -> Iterator[None]:
    """A reader of another program may let cells be longer, for the whole process, as soon as it is imported."""
    longest = csv.field_size_limit()
    yield
    csv.field_size_limit(longest)
