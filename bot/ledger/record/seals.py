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
LARGEST_DEBATE = 2**63 - 1


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """The first digits of an event's hash, and the event's number; `debate` is None for the one that is asked in."""

    event: int
    digits: str
    debate: int | None = None


class SealVerdict(Enum):
    """What a kept seal says of the ledger as it is now."""

    MATCHES = auto()
    DIFFERS = auto()
    """The event, or one before it, was written anew."""
    TOO_FEW_EVENTS = auto()
    NO_DEBATE = auto()
    """Nothing is kept of the debate: it was deleted, if it ever was there."""
    KEPT_ELSEWHERE = auto()
    """The debate is kept, and asked about outside of its channel: what else it holds is told there."""


def seal_from(words: str) -> KeptSeal:
    """The seal that a digest shows as `44:7647f578f548`, also behind its debate: `1330000000000000000:44:7647f578f548`.

    Raises BadSeal for anything else.
    """
    parts = words.strip().strip("`").rsplit(":", 2)
    if len(parts) == 1:
        raise BadSeal
    *debate, number, digits = parts
    if not (FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and set(digits) <= set(hexdigits)):
        raise BadSeal
    of_debate = _number(debate[0], LARGEST_DEBATE) if debate else None
    return KeptSeal(_number(number, LARGEST_EVENT), digits.lower(), of_debate)


def _number(words: str, largest: int) -> int:
    """A number from 1 on. Raises BadSeal."""
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(largest)) and 1 <= int(words) <= largest):
        raise BadSeal
    return int(words)


def verdict(kept: KeptSeal, has_debate: bool, found: bytes | None) -> SealVerdict:
    """What the seal says; `found` is the hash that the event of its number has now, None where there is none."""
    if not has_debate:
        return SealVerdict.NO_DEBATE
    if found is None:
        return SealVerdict.TOO_FEW_EVENTS
    return SealVerdict.MATCHES if found.hex().startswith(kept.digits) else SealVerdict.DIFFERS
