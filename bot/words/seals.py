"""A seal as people are shown it."""

SEAL_SHOWN = 16
"""How many digits of a seal people are shown: enough to note and to compare."""


def written(event: int, sealed: bytes) -> str:
    """The number of an event and the first digits of its hash, as they are given to be compared."""
    return f"{event}:{sealed.hex()[:SEAL_SHOWN]}"
