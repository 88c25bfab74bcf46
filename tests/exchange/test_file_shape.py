"""A file that would fill the memory is refused at its first pieces, and no file of ours is."""

import json
import tracemalloc
from collections.abc import Iterator

import pytest

from bot.exchange import ledger_json
from bot.exchange.file_shape import LONGEST_ROW, DocumentShape, Shape, TableShape, shaped
from bot.exchange.file_text import text_of
from bot.ledger.file_problems import FileError, ProblemKind
from tests.exchange.ledgers import EVERYTHING, sealed

MEGABYTE = 1 << 20
HUGE = 40
"""Megabytes of a file that is not to be read to its end."""


def repeated(begins: bytes, part: bytes) -> Iterator[bytes]:
    """A huge file of one part again and again, a megabyte at a time."""
    yield begins
    for _ in range(HUGE):
        yield part * (MEGABYTE // len(part))


@pytest.mark.parametrize(
    ("begins", "part", "shape", "kind"),
    [
        (b"", b"[],", DocumentShape(), ProblemKind.NO_OBJECT),
        (b"[", b"[],", DocumentShape(), ProblemKind.NO_OBJECT),
        (b'{"format": "crux-ledger", "events": [', b"[],", DocumentShape(), ProblemKind.TOO_MANY_VALUES),
        (b'{"ledger": {"sides": [', b"{},", DocumentShape(), ProblemKind.TOO_MANY_VALUES),
        (b'{"events": [', b"1,", DocumentShape(), ProblemKind.TOO_MANY_VALUES),
        (b'{"events": ', b"[", DocumentShape(), ProblemKind.TOO_MANY_VALUES),
        (b'{"format": "a \\" quote", "messages": [', b'"",', DocumentShape(), ProblemKind.TOO_MANY_VALUES),
        (b'{"format": "crux-ledger"', b', "statement": "words"', DocumentShape(), ProblemKind.TOO_MANY_KEYS),
        (b"participant,comment", b",,,", TableShape(), ProblemKind.LINE_TOO_LONG),
        (b"participant,group,comment,vote\n", b"[],", TableShape(), ProblemKind.LINE_TOO_LONG),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_of_little_but_values_is_refused_before_it_is_in_memory(
    begins: bytes, part: bytes, shape: Shape, kind: ProblemKind, encoding: str
) -> None:
    shape = type(shape)()
    pieces = (piece.decode().encode(encoding) for piece in repeated(begins, part))
    tracemalloc.start()
    try:
        with pytest.raises(FileError) as refused:
            shaped(pieces, shape)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert refused.value.problem.kind is kind
    assert most < HUGE * MEGABYTE / 2


@pytest.mark.parametrize(("begins", "part"), [(b'{"events": [\n', b"{},"), (b'{"a": 1,\n', b'"b": 1,')])
def test_it_is_told_up_to_which_line(begins: bytes, part: bytes) -> None:
    with pytest.raises(FileError) as refused:
        shaped(repeated(begins, part), DocumentShape())

    assert refused.value.problem.facts["line"] == 2


@pytest.mark.parametrize("separators", [None, (",", ":")])
@pytest.mark.parametrize("size", [1, 7, 1000, MEGABYTE])
def test_a_ledger_is_read_whatever_pieces_it_comes_in(separators: tuple[str, str] | None, size: int) -> None:
    document = json.loads(ledger_json.dumps(sealed(EVERYTHING)))
    data = ("\ufeff " + json.dumps(document, separators=separators, ensure_ascii=False)).encode()

    pieces = (data[place : place + size] for place in range(0, len(data), size))

    assert shaped(pieces, DocumentShape()) == data


def test_words_full_of_brackets_are_words() -> None:
    data = json.dumps({"messages": [{"text": '[{,"\\' * 800, "key": str(n)} for n in range(500)]}).encode()

    assert shaped((data[at : at + 999] for at in range(0, len(data), 999)), DocumentShape()) == data


def test_what_is_no_text_is_found_when_it_is_read() -> None:
    data = shaped([b'{"a": "\xff"}'], DocumentShape())

    with pytest.raises(FileError) as refused:
        text_of(data)
    assert refused.value.problem.kind is ProblemKind.NOT_UTF8


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
@pytest.mark.parametrize("size", [7, 1 << 16, LONGEST_ROW, MEGABYTE])
def test_the_line_that_is_too_long_is_named(end: bytes, size: int) -> None:
    fits, too_long = b"," * (LONGEST_ROW - len(end)), b"," * (LONGEST_ROW + 1)
    data = (b"abcdef" + end) * 9 + fits + end + end + fits + end + too_long

    with pytest.raises(FileError) as refused:
        shaped((data[at : at + size] for at in range(0, len(data), size)), TableShape())

    assert refused.value.problem.facts["line"] == 13


def test_a_table_is_read_in_pieces_of_any_size() -> None:
    data = b"".join(b"%d,a,b,1\r\n" % row for row in range(300))

    assert all(
        shaped((data[at : at + size] for at in range(0, len(data), size)), TableShape()) == data
        for size in (1, 7, 5000)
    )
