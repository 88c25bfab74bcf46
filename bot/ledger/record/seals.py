"""A seal that somebody kept, and whether a ledger still has it.

A chain alone cannot show that all of it was written anew, from its first event on: it holds together then as well.
Who kept the seal of an event can tell.
"""

from dataclasses import dataclass
from enum import Enum, auto
from string import hexdigits

from bot.ledger.refusals import BadSeal

FEWEST_DIGITS, MOST_DIGITS = 8, 64
"""How many digits of a hash are compared: by chance, one of four thousand million has the same eight."""

LARGEST_EVENT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """The first digits of an event's hash, and the event's number."""

    event: int
    digits: str


class SealVerdict(Enum):
    """What a kept seal says of the ledger as it is now."""

    MATCHES = auto()
    DIFFERS = auto()
    """The event, or one before it, was written anew."""
    TOO_FEW_EVENTS = auto()
    NO_DEBATE = auto()
    """The debate was deleted: nothing is kept of it."""


def seal_from(words: str) -> KeptSeal:
    """The seal that a digest shows as `44:7647f578f548`. Raises BadSeal for anything else."""
    number, colon, digits = words.strip().strip("`").partition(":")
    is_number = number.isascii() and number.isdigit() and len(number) <= 10 and 1 <= int(number) <= LARGEST_EVENT
    if not (colon and is_number and FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and set(digits) <= set(hexdigits)):
        raise BadSeal
    return KeptSeal(int(number), digits.lower())


def verdict(kept: KeptSeal, has_debate: bool, found: bytes | None) -> SealVerdict:
    """What the seal says; `found` is the hash that the event of its number has now, None where there is none."""
    if not has_debate:
        return SealVerdict.NO_DEBATE
    if found is None:
        return SealVerdict.TOO_FEW_EVENTS
    return SealVerdict.MATCHES if found.hex().startswith(kept.digits) else SealVerdict.DIFFERS
