"""A file that is written with going back in it, as a zip is, handed on piece by piece once it is whole: from a disk."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

Out = Callable[[bytes], object]
"""Takes the bytes of a file, piece by piece."""

PIECE = 1 << 16
"""Bytes that are handed on together."""


def in_pieces(texts: Iterable[str | bytes], out: Out) -> None:
    """Hand on many small pieces together."""
    waiting = bytearray()
    for text in texts:
        waiting += text.encode() if isinstance(text, str) else text
        if len(waiting) >= PIECE:
            out(bytes(waiting))
            waiting.clear()
    if waiting:
        out(bytes(waiting))


@contextmanager
def spooled(out: Out) -> Iterator[IO[bytes]]:
    """A file to write to; it is handed on at the end, unless something is raised before."""
    with TemporaryFile() as file:
        yield file
        file.seek(0)
        while piece := file.read(PIECE):
            out(piece)
