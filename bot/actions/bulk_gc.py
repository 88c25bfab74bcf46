"""Work on very many values at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_bulk() -> Iterator[None]:
    """Have Python look for no garbage meanwhile.

    Frozen values by the hundred thousand, as a large ledger is, are no garbage, and looking through them again and
    again costs as much as all the rest. Where others have work in the process too, not to be held over an `await`:
    what they do then is no bulk.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
