"""Records in their order, however many there are: sorted some at a time, on a disk, and merged as they are read."""

import marshal
from collections.abc import Iterator
from heapq import merge
from typing import IO, Generic, TypeVar

AT_ONCE = 20_000
"""How many records are sorted together: so many are in memory while they are taken in."""

BLOCK = 100
"""How many of those that were sorted together are in memory while they are read."""

Record = TypeVar("Record", bound=tuple[int | str, ...])


class SortedSpool(Generic[Record]):
    """Takes in records, and gives all of them in their order, as often as somebody goes through them."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is where they are kept: an empty one, which nobody else writes to, and which ends with them."""
        self._file = file
        self._runs: list[list[tuple[int, int]]] = []
        """Where the blocks of each run of sorted records begin, and how many bytes they have."""
        self._unsorted: list[Record] = []

    def add(self, record: Record) -> None:
        """Take in one more; whoever goes through them at the moment does not meet it."""
        self._unsorted.append(record)
        if len(self._unsorted) == AT_ONCE:
            self._unsorted.sort()
            self._runs.append([self._written(self._unsorted[at : at + BLOCK]) for at in range(0, AT_ONCE, BLOCK)])
            self._unsorted.clear()

    def _written(self, block: list[Record]) -> tuple[int, int]:
        # What is written is read by this very process alone: marshal takes a fifth of the time of JSON.
        return self._file.seek(0, 2), self._file.write(marshal.dumps(block))

    def __iter__(self) -> Iterator[Record]:
        return merge(*map(self._read, self._runs), sorted(self._unsorted))

    def _read(self, run: list[tuple[int, int]]) -> Iterator[Record]:
        for begins, size in run:
            self._file.seek(begins)
            yield from marshal.loads(self._file.read(size))
