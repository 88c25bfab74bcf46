"""The garbage collector is off during work on very many values."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_bulk() -> Iterator[None]:
    """Turn Python's garbage collector off for the length of the block.

    A large ledger is hundreds of thousands of frozen values, none of them garbage; collecting among them again and
    again takes as long as all other work. There must be no `await` in the block: other tasks would run uncollected.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
