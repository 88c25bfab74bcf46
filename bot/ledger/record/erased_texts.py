"""Which texts went with a person or a message, as the event of it says: `passage 4-6 9; statement 4`.

Fields in the order of the alphabet, each with the numbers of its events, runs of them as a range. There is one way to
write each set, since the event is sealed with it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.ledger.record.events import CHANGES

Place = tuple[int, str]
"""Where a text is: the number of its event, and its field."""


def written(places: Iterable[Place]) -> str:
    """The places as an event says them; empty where there are none."""
    in_order = sorted((field, event) for event, field in set(places))
    return "; ".join(
        " ".join([field, *_ranges([event for _, event in of_field])])
        for field, of_field in groupby(in_order, key=lambda place: place[0])
    )


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(numbers), key=lambda numbered: numbered[1] - numbered[0]):
        first, *others = (number for _, number in run)
        yield f"{first}-{others[-1]}" if others else str(first)


def read(said: str, before: int) -> list[Place]:
    """The places that an event says, each in an event numbered below `before`. Raises ValueError for anything else."""
    places = [place for part in said.split("; ") for place in _of_field(part, before)] if said else []
    if written(places) != said:
        raise ValueError("not as texts that are erased are written")
    return places


def _of_field(part: str, before: int) -> Iterator[Place]:
    field, *ranges = part.split(" ")
    if not any(field in kind.form.texts for kind in CHANGES.values()):
        raise ValueError("no field has texts of that name")
    last = 0
    for numbers in ranges:
        first, _, end = numbers.partition("-")
        begin, until = _number(first), _number(end or first)
        # Looked at before it is spread out: a short range may say a thousand million.
        if not last < begin <= until < before:
            raise ValueError("no events with texts before this one")
        last = until
        yield from ((number, field) for number in range(begin, until + 1))


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 10):
        raise ValueError("no number of an event")
    return int(written)
