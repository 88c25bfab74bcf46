"""Records in their order, however many there are: sorted some at a time, on a disk, and merged as they are read."""

import marshal
from collections.abc import Iterable, Iterator
from heapq import merge
from io import SEEK_END
from itertools import islice
from typing import IO, Generic, TypeVar

AT_ONCE = 20_000
"""How many records are sorted together: so many are in memory while they are taken in."""

MOST_RUNS = 256
"""How many runs, of records that were sorted together, are kept apart: of more, one is made."""

BLOCK = 100
"""How many records of each run are in memory while they are read."""

_LENGTH = 4
"""Bytes that say how long a block is."""

Record = TypeVar("Record", bound=tuple[int | str | None, ...])


class SortedSpool(Generic[Record]):
    """Takes in records, and gives all of them in their order, as often as somebody goes through them."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is where they are kept: an empty one, which nobody else writes to, and which ends with them."""
        self._file = file
        self._runs: list[tuple[int, int]] = []
        """Where each run begins and ends."""
        self._unsorted: list[Record] = []

    def add(self, record: Record) -> None:
        """Take in one more; whoever goes through them at the moment does not meet it."""
        self.extend((record,))

    def extend(self, records: Iterable[Record]) -> None:
        """Take in some more, which are few."""
        self._unsorted.extend(records)
        if len(self._unsorted) >= AT_ONCE:
            self._runs.append(self._written(sorted(self._unsorted)))
            self._unsorted.clear()
        if len(self._runs) == MOST_RUNS:
            self._runs = [self._written(merge(*map(self._read, self._runs)))]

    def __iter__(self) -> Iterator[Record]:
        return merge(*map(self._read, self._runs), sorted(self._unsorted))

    def _written(self, records: Iterable[Record]) -> tuple[int, int]:
        begins = ends = self._file.seek(0, SEEK_END)
        rest = iter(records)
        while block := list(islice(rest, BLOCK)):
            # Only this very process reads it: marshal takes a fifth of the time of JSON.
            written = marshal.dumps(block)
            self._file.seek(ends)
            ends += self._file.write(len(written).to_bytes(_LENGTH) + written)
        return begins, ends

    def _read(self, run: tuple[int, int]) -> Iterator[Record]:
        at, ends = run
        while at < ends:
            self._file.seek(at)
            length = int.from_bytes(self._file.read(_LENGTH))
            block = marshal.loads(self._file.read(length))
            at += _LENGTH + length
            yield from block
