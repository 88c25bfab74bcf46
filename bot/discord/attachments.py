"""Files that messages carry: what is written goes to disk, and comes out as files that Discord takes.

It is one file while it fits, else a zip of it, else the parts of that zip: `name.zip.001`, `name.zip.002` … In a row
they are the zip; 7-Zip and its like open the first one, with the others beside it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BufferedRandom
from tempfile import TemporaryFile
from typing import Self
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZipFile, ZipInfo

from bot.ledger.refusals import FileTooLarge

MARGIN = 0.9
"""How much of what Discord takes is used: it does not say how it counts."""

MOST_FILES = 10
"""How many files a message carries."""

LARGEST_MESSAGE = 24 << 20
"""Bytes that the files of a message take together: a request may have 25 MiB."""

MOST_PARTS = 20
"""Into how many parts a file is split. Whoever runs Crux can write a larger one."""

PIECE = 1 << 20
"""Bytes that are written together, in a thread."""

ZIP = ".zip"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, open at its beginning."""

    name: str
    file: BufferedRandom
    size: int


class Attachments:
    """What is written piece by piece, as files of at most `limit` bytes. Leaving it closes them."""

    def __init__(self, limit: int) -> None:
        self.name = ""
        self._limit = int(limit * MARGIN)
        self._files = ExitStack()
        self._waiting = bytearray()
        self._size = 0
        self._plain = _new_file(self._files)
        self._volumes: _Volumes | None = None
        self._pack: _Pack | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._volumes is not None and self._pack is not None:
            self._volumes.is_over = True
            self._pack.close()
        self._files.close()

    def named(self, name: str) -> Callable[[bytes], Awaitable[None]]:
        """What takes the pieces of a file of that name."""
        self.name = name
        return self.take

    async def take(self, piece: bytes) -> None:
        """Write what comes next. Raises FileTooLarge."""
        self._waiting += piece
        if len(self._waiting) >= PIECE:
            await asyncio.to_thread(self._write)

    async def attached(self) -> Sequence[Attachment]:
        """The files, one or more; nothing is written any longer. Raises FileTooLarge."""
        return await asyncio.to_thread(self._finished)

    def _finished(self) -> Sequence[Attachment]:
        self._write()
        if self._volumes is None:
            self._plain.seek(0)
            return [Attachment(self.name, self._plain, self._size)]
        if self._pack is not None:
            self._pack.close()
            self._pack = None
        return self._volumes.attachments(self._packed_name)

    @property
    def _packed_name(self) -> str:
        return self.name if self.name.endswith(ZIP) else self.name + ZIP

    def _write(self) -> None:
        pieces, self._waiting = self._waiting, bytearray()
        self._size += len(pieces)
        if self._volumes is None and self._size > self._limit:
            self._begin_volumes()
        write = self._pack or self._volumes or self._plain
        write.write(pieces)

    def _begin_volumes(self) -> None:
        """Write what was written so far into volumes instead."""
        self._volumes = _Volumes(self._limit, self._files)
        # What is a zip already gets no smaller.
        if self._packed_name != self.name:
            self._pack = _Pack(self._volumes, self.name)
        into = self._pack or self._volumes
        self._plain.seek(0)
        while piece := self._plain.read(PIECE):
            into.write(piece)
        self._plain.close()


def _new_file(files: ExitStack) -> BufferedRandom:
    """A file on disk that is gone once it is closed."""
    return files.enter_context(TemporaryFile())


class _Volumes:
    """A file in as many files of at most `limit` bytes as it takes. It has no place to go back to."""

    def __init__(self, limit: int, files: ExitStack) -> None:
        self._limit, self._files = limit, files
        self._written: list[Attachment] = []
        self.is_over = False
        """Whether nobody wants what is still written."""

    def write(self, piece: bytes | bytearray) -> int:
        """Raises FileTooLarge where there would be too many files."""
        left = memoryview(b"" if self.is_over else piece)
        while left:
            last = self._with_room()
            now, left = left[: self._limit - last.size], left[self._limit - last.size :]
            last.file.write(now)
            self._written[-1] = replace(last, size=last.size + len(now))
        return len(piece)

    def _with_room(self) -> Attachment:
        if not self._written or self._written[-1].size == self._limit:
            if len(self._written) == MOST_PARTS:
                raise FileTooLarge
            self._written.append(Attachment("", _new_file(self._files), 0))
        return self._written[-1]

    def flush(self) -> None:
        """Nothing waits."""

    def attachments(self, name: str) -> Sequence[Attachment]:
        """The files, named in their order where there are several."""
        for each in self._written:
            each.file.seek(0)
        if len(self._written) == 1:
            return [replace(self._written[0], name=name)]
        return [replace(each, name=f"{name}.{place:03}") for place, each in enumerate(self._written, start=1)]


class _Pack:
    """A zip of one file; the same file gives the same zip."""

    def __init__(self, volumes: _Volumes, name: str) -> None:
        self._zip = ZipFile(volumes, "w", ZIP_DEFLATED)  # type: ignore[call-overload]
        self._entry = self._zip.open(_described(name), "w")
        self._size = 0

    def write(self, piece: bytes | bytearray) -> None:
        """Raises FileTooLarge for what older programs cannot unpack."""
        self._size += len(piece)
        if self._size > ZIP64_LIMIT:
            raise FileTooLarge
        self._entry.write(piece)

    def close(self) -> None:
        self._entry.close()
        self._zip.close()


def _described(name: str) -> ZipInfo:
    """The file in a zip; its moment is the earliest that a zip knows."""
    described = ZipInfo(name)
    described.compress_type = ZIP_DEFLATED
    return described


def messages(attachments: Sequence[Attachment]) -> Iterator[Sequence[Attachment]]:
    """The files message by message: so many as one carries."""
    carried: list[Attachment] = []
    for each in attachments:
        together = sum(one.size for one in (*carried, each))
        if carried and (len(carried) == MOST_FILES or together > LARGEST_MESSAGE):
            yield carried
            carried = []
        carried.append(each)
    yield carried
