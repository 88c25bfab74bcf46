"""A time that the rig steers: the machine's, moved by an offset that several processes read from one file."""

import mmap
import struct
import time
from datetime import UTC, datetime
from pathlib import Path

_OFFSET = struct.Struct("d")


class SteeredClock:
    """The steered time, as a bot process reads it."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _OFFSET.size)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    @property
    def offset(self) -> float:
        """Seconds that the steered time is ahead of the machine's."""
        return float(_OFFSET.unpack_from(self._shared)[0])

    def set_offset(self, seconds: float) -> None:
        _OFFSET.pack_into(self._shared, 0, seconds)


def steered_by(file: Path) -> SteeredClock:
    """A clock on a new file, with the machine's time."""
    file.write_bytes(_OFFSET.pack(0.0))
    return SteeredClock(file)
