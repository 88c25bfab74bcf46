"""The files of a folder or of a zip, by name, opened one at a time and never extracted.

A zip's sizes are looked at before anything of it is read, and no more than its directory says is ever read of a file:
what is small and becomes huge (a "zip bomb") is refused, wherever its directory tells the truth or not.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, TypeAlias, cast

from bot.ledger.file_problems import FileError, ProblemKind, problem

NamedFiles: TypeAlias = Mapping[str, Callable[[], BinaryIO]]
"""What opens each file, to be read from its beginning."""

MOST_FILES = 10_000
MOST_BYTES = 2 << 30
"""Of all files of a zip together: twenty million cast votes, or four million events of ledgers."""

_READ_TOGETHER = 64 * 1024
"""Bytes."""

_ENCRYPTED = 1
"""The bit of a file's flags."""

_SMALL = 16 << 20
_MOST_TO_ONE = 200
"""How many bytes one byte of a zip may become where they are many: tables of votes become about fifteen."""

_JSON = (".json", ".ndjson")
_MOST_TO_ONE_OF_JSON = 40
"""The same of JSON: ledgers become six to nine, as hashes and salts hardly can be packed."""


def files_of_zip(file: BinaryIO) -> NamedFiles:
    """The files of a zip; those of a single folder in it are named without it. Raises FileError."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as wrong:
        raise FileError(problem(ProblemKind.NO_ZIP, detail=str(wrong)[:80])) from None
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise FileError(problem(ProblemKind.ZIP_OF_TOO_MANY, limit=MOST_FILES))
    _check_sizes(members)
    _check_apart(file, members)
    named: dict[str, Callable[[], BinaryIO]] = {}
    for member in members:
        name = _name(member)
        if name is None:
            continue
        if name in named:
            raise FileError(problem(ProblemKind.ZIP_NAME_TWICE, file=name[:80]))
        named[name] = partial(_opened, archive, member)
    return named


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileError(problem(ProblemKind.NO_ZIP, detail=f"compression {member.compress_type}"))
    if member.flag_bits & _ENCRYPTED:
        raise FileError(problem(ProblemKind.NO_ZIP, detail="encrypted"))
    try:
        # By itself, a file of a zip looks for the ends of its lines in Python.
        return io.BufferedReader(cast("io.RawIOBase", archive.open(member)), _READ_TOGETHER)
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError) as wrong:
        # A place before the zip's beginning is a ValueError.
        raise FileError(problem(ProblemKind.NO_ZIP, detail=str(wrong)[:80])) from None


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    every = sum(member.file_size for member in members)
    if every > MOST_BYTES:
        raise FileError(problem(ProblemKind.ZIP_TOO_LARGE, size=every, limit=MOST_BYTES))
    for member in members:
        to_one = _MOST_TO_ONE_OF_JSON if member.filename.endswith(_JSON) else _MOST_TO_ONE
        if member.file_size > max(_SMALL, member.compress_size * to_one):
            raise FileError(problem(ProblemKind.ZIP_BOMB, file=member.filename[:80]))


def _check_apart(file: BinaryIO, members: list[zipfile.ZipInfo]) -> None:
    """Many files that lie within the same bytes would make a small zip a huge one."""
    if sum(member.compress_size for member in members) > file.seek(0, io.SEEK_END):
        raise FileError(problem(ProblemKind.ZIP_OVERLAPS))


def _name(member: zipfile.ZipInfo) -> str | None:
    """The name without its folder; None for what a system puts beside people's files."""
    *folders, name = member.filename.replace("\\", "/").split("/")
    if member.filename.startswith(("/", "\\")) or ".." in folders or ":" in member.filename:
        raise FileError(problem(ProblemKind.ZIP_ODD_PATH, file=member.filename[:80]))
    return None if "__MACOSX" in folders or name.startswith(".") else name


@contextmanager
def opened(files: NamedFiles, name: str) -> Iterator[BinaryIO]:
    """One of the files; what is wrong with it names it. Raises FileError."""
    try:
        with files[name]() as file:
            yield file
    except FileError as wrong:
        raise FileError(wrong.problem.in_file(name)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError) as wrong:
        raise FileError(problem(ProblemKind.NO_ZIP, detail=str(wrong)[:80]).in_file(name)) from None
