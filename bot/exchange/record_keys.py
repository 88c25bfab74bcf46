"""Keys of records by their time (TID, https://atproto.com/specs/tid), none of them twice.

A key is a microsecond and a number within it. Of the records of one moment, those that come first have the first
numbers; where all numbers of a microsecond are taken, a record has one of the next microseconds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile

from bot.exchange.sorted_spool import SortedSpool

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH, _BITS, _CLOCK = 13, 5, 10
_PER_MICROSECOND = 1 << _CLOCK
_LATEST = (1 << 53) - 1
"""The last microsecond that a key can tell: of the year 2255."""

_FIRST, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class RecordKeys:
    """Gives keys to some records one by one, and then to all others at once, however many these are."""

    def __init__(self) -> None:
        self._used = Counter[int]()
        """How many keys of each microsecond are used: always the first ones."""
        self._full: dict[int, int] = {}
        """Behind which microsecond to look, where all keys of one are used: its keys are those of the next ones."""

    def key(self, at: datetime) -> str:
        """The key of the next record: these are kept in memory."""
        microsecond = _microsecond(at)
        place = self._full.get(microsecond, microsecond)
        while self._used[place] == _PER_MICROSECOND:
            place += 1
            self._full[microsecond] = place
        self._used[place] += 1
        return _written((place << _CLOCK) + self._used[place] - 1)

    def others(self, moments: Iterable[datetime]) -> Iterator[str]:
        """The keys of all other records, of these moments, in the order of the records.

        They are sorted on a disk, by moment and back. In memory are those of one microsecond, and those that found no
        place in it.
        """
        with TemporaryFile() as by_moment, TemporaryFile() as by_record:
            wanted, given = SortedSpool[tuple[int, int]](by_moment), SortedSpool[tuple[int, int]](by_record)
            for record, at in enumerate(moments):
                wanted.add((_microsecond(at), record))
            for record, number in self._given(wanted):
                given.add((record, number))
            yield from (_written(number) for _, number in given)

    def _given(self, wanted: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Each record with the number of its key. Of those who want one of a microsecond, the first records have it."""
        place, waiting = 0, list[int]()
        for microsecond, records in groupby(wanted, key=itemgetter(0)):
            while waiting and place < microsecond:
                yield from self._given_at(place, waiting)
                place += 1
            place = microsecond
            for _, record in records:
                heappush(waiting, record)
            yield from self._given_at(place, waiting)
            place += 1
        while waiting:
            yield from self._given_at(place, waiting)
            place += 1

    def _given_at(self, place: int, waiting: list[int]) -> Iterator[tuple[int, int]]:
        used = self._used.get(place, 0)
        for number in range(used, min(_PER_MICROSECOND, used + len(waiting))):
            yield heappop(waiting), (place << _CLOCK) + number


def _microsecond(at: datetime) -> int:
    return min(max((at - _FIRST) // _MICROSECOND, 0), _LATEST)


def _written(number: int) -> str:
    places = range((_LENGTH - 1) * _BITS, -1, -_BITS)
    return "".join([_ALPHABET[number >> place & 31] for place in places])
