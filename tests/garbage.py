"""Garbage as the bot's process collects it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from bot.garbage import spare_what_is_there


@contextmanager
def as_in_the_bot() -> Iterator[None]:
    """What is there before is not collected among: it holds up clicks too."""
    thresholds = gc.get_threshold()
    spare_what_is_there()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
