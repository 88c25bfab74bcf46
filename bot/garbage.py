"""When Python looks for garbage in a process of Crux."""

import gc

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
