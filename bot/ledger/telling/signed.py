"""What each side said of the last digest: found fair by so many, and by how many not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class SignedBy:
    """How many members of the side at that place found the last digest fair to it, and how many did not."""

    place: int
    fair: int
    otherwise: int


def signed(ledger: Ledger, sides: Sequence[int | None]) -> tuple[SignedBy, ...]:
    """By each of these declared sides, as far as it said anything; what those said who do not count is left out."""
    counts = Counter(_said(ledger))
    told = (
        SignedBy(place, counts[number, True], counts[number, False])
        for place, number in enumerate(sides)
        if number is not None
    )
    return tuple(one for one in told if one.fair or one.otherwise)


def _said(ledger: Ledger) -> Iterator[tuple[int, bool]]:
    """Of whom the last digest was signed, and how."""
    last = max((digest.event for digest in ledger.digests), default=0)
    for signature in ledger.signatures.values():
        if signature.digest == last and not ledger.counts_nowhere(signature.person):
            yield ledger.side_now(signature.side), signature.fair
