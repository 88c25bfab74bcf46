"""When Python looks for garbage in a process of Crux."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LOOKED_FOR_GARBAGE = (10_000, 4, 100)
"""After how many new objects Python looks for garbage among them; after how many such looks, among older ones.

Nothing else runs during such a look, so among the older ones it is often: each time at few of them.
"""


def look_seldom() -> None:
    """Have Python look for garbage after more new objects, and at all of them rarely: hardly any are garbage."""
    gc.set_threshold(*LOOKED_FOR_GARBAGE)


def spare_what_is_there() -> None:
    """Have Python never look for garbage among what is there by now: the modules, and all that is in them.

    Among what comes later it looks seldom.
    """
    gc.collect()
    gc.freeze()
    look_seldom()


@contextmanager
def in_bulk() -> Iterator[None]:
    """Turn Python's garbage collector off for the length of the block.

    Importing a program and reading a large ledger make hundreds of thousands of objects, hardly any of them garbage;
    collecting among them again and again takes up to as long as all other work. There must be no `await` in the block:
    other tasks would run uncollected.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
