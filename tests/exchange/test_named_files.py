"""The files of a zip, and zips that are refused before anything of them is read."""

import io
import zipfile
from collections.abc import Mapping
from hashlib import sha256

import pytest

from bot.exchange import named_files
from bot.exchange.named_files import files_of_zip, opened
from bot.exchange.zips import write_zip
from bot.ledger.file_problems import FileError, ProblemKind, problem
from bot.render.front_ends import TERMINAL
from bot.words.files import said


def read(packed: bytes, name: str) -> bytes:
    with opened(files_of_zip(io.BytesIO(packed)), name) as file:
        return file.read()


def refusal(packed: bytes, name: str = "votes.csv") -> str:
    with pytest.raises(FileError) as refused:
        read(packed, name)
    return said(TERMINAL, refused.value)


def packed(files: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_files_are_named_without_their_folder_and_those_of_a_system_are_not_there() -> None:
    archive = packed({"report/votes.csv": b"a", "__MACOSX/report/._votes.csv": b"b", "report/.DS_Store": b"c"})

    assert list(files_of_zip(io.BytesIO(archive))) == ["votes.csv"]
    assert read(archive, "votes.csv") == b"a"


def test_the_same_files_make_the_same_zip() -> None:
    once, again = io.BytesIO(), io.BytesIO()
    for written in (once, again):
        write_zip({"b.csv": (b"1",), "a.csv": (b"2",)}, written.write)

    assert once.getvalue() == again.getvalue()
    assert list(files_of_zip(once)) == ["b.csv", "a.csv"]


def test_what_becomes_far_larger_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_files, "_SMALL", 1 << 16)
    archive = packed({"votes.csv": bytes(1 << 20)})

    assert refusal(archive) == "votes.csv: this file becomes far larger than its zip: it is not read"


def test_no_more_is_read_than_the_directory_of_a_zip_says() -> None:
    """Its directory says four bytes of a file that has a million."""
    archive = packed({"votes.csv": bytes(1 << 20)})
    place = archive.rindex(b"PK\x01\x02")
    told = archive[: place + 24] + (4).to_bytes(4, "little") + archive[place + 28 :]

    assert refusal(told).startswith("votes.csv: no zip that can be read: ")


@pytest.mark.parametrize("name", ["../a.csv", "a/../../a.csv", "/etc/a.csv", "C:/a.csv", "a\\..\\a.csv"])
def test_a_place_outside_of_the_zip_is_refused(name: str) -> None:
    assert "the zip names a place outside of itself" in refusal(packed({name: b"a"}))


def test_two_files_of_one_name_are_refused() -> None:
    assert refusal(packed({"a/votes.csv": b"a", "b/votes.csv": b"b"})) == (
        "votes.csv: the zip holds two files of this name"
    )


def test_too_many_or_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = packed({"votes.csv": b"abc", "b": b"def"}, zipfile.ZIP_STORED)
    monkeypatch.setattr(named_files, "MOST_BYTES", 5)
    assert refusal(archive) == "the files in the zip have 6 bytes together; at most 5 are read"

    monkeypatch.setattr(named_files, "MOST_FILES", 1)
    assert refusal(archive) == "the zip holds more than 1 files"


def test_what_is_encrypted_cut_off_damaged_or_packed_otherwise_is_no_zip() -> None:
    archive = packed({"votes.csv": b"abc" * 100}, zipfile.ZIP_STORED)
    encrypted = bytearray(archive)
    encrypted[archive.rindex(b"PK\x01\x02") + 8] |= 1

    for damaged in (
        archive[:-30],
        archive.replace(b"abcabc", b"abcabd", 1),
        bytes(encrypted),
        packed({"votes.csv": b"a" * 99}, zipfile.ZIP_LZMA),
    ):
        assert "no zip that can be read: " in refusal(damaged)
    assert refusal(bytes(encrypted)).endswith("no zip that can be read: encrypted")


def test_files_that_share_their_bytes_are_refused() -> None:
    """A hundred entries of the directory that all name the same file in the zip."""
    archive = packed({"0001.csv": bytes(range(256)) * 16}, zipfile.ZIP_STORED)
    start, end = archive.index(b"PK\x01\x02"), archive.index(b"PK\x05\x06")
    directory = b"".join(archive[start:end].replace(b"0001", b"%04d" % number) for number in range(100))
    counts = (100).to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little") + start.to_bytes(4, "little")
    shared = archive[:start] + directory + archive[end : end + 8] + counts + b"\0\0"

    assert refusal(shared) == "files of the zip share bytes: it is not read"


def test_json_may_become_less_larger_than_tables_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger has hashes and salts, which hardly can be packed."""
    monkeypatch.setattr(named_files, "_SMALL", 1 << 10)
    words = b"".join(sha256(b"%d" % number).hexdigest().encode() + bytes(3000) for number in range(100))

    assert read(packed({"votes.csv": words}), "votes.csv") == words
    assert "far larger than its zip" in refusal(packed({"1-housing.json": words}), "1-housing.json")


@pytest.mark.parametrize("fact", ["file", "names"])
def test_what_a_zip_calls_its_files_is_said_on_one_line_without_what_steers_a_terminal(fact: str) -> None:
    wrong = problem(ProblemKind.NO_SUCH_FORMAT, **{"names": "a", "formats": "crux", fact: "\x1b[2J\nwhole.txt"})

    line = said(TERMINAL, FileError(wrong))

    assert "whole.txt" in line
    assert line.isprintable()
