"""Runs checks on inputs from seeds, and names the seed of the one that failed."""

import traceback
from collections.abc import Callable

from tests.fuzz.hostile import Hostile

Check = Callable[[Hostile], None]


class Failed(AssertionError):
    """A check that did not hold; the message is the seed to repeat it with."""


def run(name: str, check: Check, seed: int, inputs: int) -> int:
    """Try a check on so many inputs; gives how many were tried. Raises Failed at the first that does not hold."""
    for place in range(inputs):
        once(name, check, f"{seed}:{name}:{place}")
    return inputs


def once(name: str, check: Check, seed: str) -> None:
    """Try a check on the input of one seed."""
    try:
        check(Hostile(seed))
    except Exception as wrong:
        raise failed(name, seed, wrong) from None


def failed(name: str, seed: str, wrong: Exception) -> Failed:
    """What failed, where and on which seed, in ASCII: what failed may be text that no report could carry."""
    places = traceback.extract_tb(wrong.__traceback__)[-3:]
    where = " <- ".join(f"{place.filename.rpartition('/')[2]}:{place.lineno}" for place in reversed(places))
    return Failed(
        ascii(f"{name} fails on the input of seed {seed}: {type(wrong).__name__} {where}: {str(wrong)[:600]}")
    )
