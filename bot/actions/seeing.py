"""What somebody may see of a server's debates: that only a front end knows, from where they are."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from bot.store.reading.server_debates import Place


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody may see of some debates: these of them; and how many are in places that nobody knows yet.

    What was found out about where they are is to be kept.
    """

    debates: Collection[int]
    unknown: int = 0
    found: Sequence[Place] = ()


Sees = Callable[[Sequence[Place]], Awaitable[Seen]]
"""Which debates may be told of, from where they are."""
