"""Files that are read in: which encodings are understood, and how others are refused."""

import io

import pytest

from bot.exchange.file_text import LONGEST_LINE, lines_of, text_of, without_mark
from bot.ledger.file_problems import FileError, ProblemKind
from bot.render.front_ends import TERMINAL
from bot.words.files import said

WORDS = 'a,b\r\n"Café 🩷",2\r\n'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"], ids=lambda name: name
)
def test_text_is_read_whichever_unicode_encoding_it_is_in(encoding: str) -> None:
    assert without_mark(text_of(WORDS.encode(encoding))) == WORDS


@pytest.mark.parametrize("mark", [b"\xfe\xff", b"\xff\xfe\0\0"])
def test_a_mark_says_the_order_of_bytes(mark: bytes) -> None:
    encoding = {b"\xfe\xff": "utf-16-be", b"\xff\xfe\0\0": "utf-32-le"}[mark]

    assert without_mark(text_of(mark + WORDS.encode(encoding))) == WORDS


def test_a_file_in_an_older_encoding_is_refused_with_its_line_and_what_to_do() -> None:
    with pytest.raises(FileError) as refused:
        text_of(b"a,b\n1,2\nCaf\xe9,2\n")

    assert said(TERMINAL, refused.value) == "line 3: not UTF-8 text: save the file as UTF-8"


def test_a_file_that_ends_inside_a_character_is_refused_by_name() -> None:
    with pytest.raises(FileError) as refused:
        text_of("a,b".encode("utf-16") + b"\x01")

    assert said(TERMINAL, refused.value) == "the text is cut off: its last character, in UTF-16, is not whole"


def test_an_empty_file_is_an_empty_text() -> None:
    assert text_of(b"") == ""


def test_lines_are_the_same_wherever_blocks_end() -> None:
    lines = [
        "\ufeffa\n",
        "\n",
        "b\r\n",
        "c\u2028d\x0b\x85e\rf\n",
        "é" * 70_000 + "\n",
        *(f"{n}\n" for n in range(20_000)),
        "end",
    ]
    read = list(lines_of(io.BytesIO("".join(lines).encode())))
    assert read == ["a\n", *lines[1:]]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [(b"\xff\n", ProblemKind.NOT_UTF8), (b"x" * (LONGEST_LINE + 1), ProblemKind.LINE_TOO_LONG)],
)
def test_lines_before_a_wrong_one_are_read_and_it_is_told_by_number(wrong: bytes, kind: ProblemKind) -> None:
    read: list[str] = []
    with pytest.raises(FileError) as refused:
        read.extend(lines_of(io.BytesIO(b"line\n" * 20_000 + wrong + b"more\n")))
    assert (len(read), refused.value.problem.kind, refused.value.problem.facts["line"]) == (20_000, kind, 20_001)
