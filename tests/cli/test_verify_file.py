"""`crux verify FILE`: one line of what a file holds, or of what is wrong with it, with no database and no settings."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.cli.verify import verify
from bot.exchange import ledger_json, ledger_lines
from bot.exchange.ledger_events import event_out
from bot.ledger.record.import_mark import ImportMark
from tests.cli.test_imports import DATABASE, DISCORD, OPERATED, imported
from tests.exchange.ledgers import DEBATE, EVERYTHING, START, sealed

EVENTS = sealed(EVERYTHING)
MARK = ImportMark(START, 3, EVENTS[2].hash)
SEAL = f"75:{EVENTS[-1].hash.hex()[:16]}"
LINES = ledger_lines.first_line(DEBATE).decode() + "".join(json.dumps(event_out(line)) + "\n" for line in EVENTS)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return file_of(tmp_path / "ledger.json", ledger_json.dumps(EVENTS, MARK).encode())


def file_of(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def told(capsys: pytest.CaptureFixture[str], file: object, *seals: str) -> tuple[int, list[str]]:
    """The exit code, and the lines without the file's name, which begins each."""
    code = 0
    try:
        verify(str(file), list(seals))
    except typer.Exit as ended:
        code = ended.exit_code
    printed = capsys.readouterr()
    return code, [line.removeprefix(f"{file}: ") for line in (printed.out + printed.err).splitlines()]


def test_a_whole_file_is_told_in_one_line(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, document)

    assert (code, line.startswith(f"debate {DEBATE}: whole, 75 events, 0 texts erased, seal {SEAL}")) == (0, True)
    assert "imported" in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_read_one_by_one_whichever_encoding_they_are_in(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path / "ledger.ndjson", LINES.encode(encoding))

    assert told(capsys, file) == (0, [f"debate {DEBATE}: whole, 75 events, 0 texts erased, seal {SEAL}"])


@pytest.mark.parametrize("text", [LINES, ledger_json.dumps(EVENTS)], ids=["lines", "document"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_may_come_from_a_pipe(text: str, encoding: str, tmp_path: Path) -> None:
    command = (sys.executable, "-c", "from bot.cli import main; main()", "verify", "/dev/stdin")

    ended = subprocess.run(command, input=text.encode(encoding), capture_output=True, check=True)

    assert ended.stdout.decode().startswith(f"/dev/stdin: debate {DEBATE}: whole, 75 events, 0 texts erased")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("ana", "eve", "NOT WHOLE: the text 'name' of event 2 was changed"),
        ("\n", "\n\n", "NOT WHOLE: line 2 is not JSON: input data is empty"),
        (
            '"stance taken"',
            '"stance sung"',
            "NOT WHOLE: event 6: unknown verb 'stance sung'. A newer Crux wrote the file",
        ),
        ('"version":1', '"version":1,"more":"\udcff"', "NOT WHOLE: line 1: not UTF-8 text"),
        ("benny", "\udcff", "NOT WHOLE: line 51: not UTF-8 text"),
        ("benny", "x" * 1_000_001, "NOT WHOLE: line 51 has more than 1000000 characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    old: str, new: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(tmp_path / "ledger.ndjson", LINES.replace(old, new).encode(errors="surrogateescape"))

    code, (found,) = told(capsys, file)

    assert (code, found[: len(line)]) == (1, line)


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"\0" * 1000, b"[" * 100_000, b'{"format": "crux-ledger"}', b"\xff{}"]
)
def test_what_is_no_ledger_is_said_to_be_none(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, file_of(tmp_path / "ledger.json", data))

    assert (code, line.startswith("NOT WHOLE: ")) == (1, True)


def test_a_file_of_a_newer_crux_is_said_to_say_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(tmp_path / "ledger.ndjson", LINES.replace('"version":1', '"version":1,"minor":4').encode())

    code, lines = told(capsys, file)

    assert (code, len(lines)) == (0, 2)
    assert lines[1] == "A newer Crux wrote it (version 1.4): what that adds beside the events was not looked at."


@pytest.mark.parametrize(
    ("seal", "code", "line"),
    [
        (SEAL, 0, f"The seal {SEAL} matches: up to event 75,"),
        (f"{DEBATE}:{SEAL}", 0, f"The seal {DEBATE}:{SEAL} matches: up to event 75,"),
        ("75:00000000", 1, "The seal 75:00000000 does NOT match: the ledger was written anew,"),
        ("76:00000000", 1, "The seal 76:00000000 does NOT match: the file has no event 76."),
        (f"5:{SEAL}", 1, f"The seal 5:{SEAL} does NOT match: it is of another debate than the file."),
    ],
)
def test_a_kept_seal_is_compared(
    seal: str, code: int, line: str, document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, (_, said) = told(capsys, document, seal)

    assert (ended, said[: len(line)]) == (code, line)


def test_what_there_is_no_file_of_or_no_seal_ends_otherwise(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, document.parent / "none.json")[0] == 2
    assert told(capsys, document, "75")[0] == 2


def test_it_imports_nothing_of_discord_or_a_database(document: Path) -> None:
    there = imported("verify", document)

    assert "bot.exchange.ledger_check" in there
    assert (DISCORD | DATABASE | OPERATED) & there == set()


GARBAGE = {
    "numbers": b'{"format": "crux-ledger", "version": 1, "events": [' + b"1," * 5_000_000 + b"1]}",
    "keys": b'{"format": "crux-ledger", "version": 1, "x": {' + b'"aaaaaaaaaaaaaaa": {}, ' * 450_000 + b'"b": 1}}',
    "lines": b'{"format":"crux-ledger-lines","version":1,"debate":"5"}\n' + b'{"sequence": 1}\n' * 650_000,
}

MEASURED = r"""
import re, sys, time
from contextlib import suppress
from pathlib import Path
import typer
from bot.cli.verify_file import verify_file
begun = time.process_time()
with suppress(typer.Exit):
    verify_file(Path(sys.argv[1]), [])
# Of this program alone: what getrusage counts begins with the process that it was forked from.
print(time.process_time() - begun, int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory of a process is read from Linux's /proc")
@pytest.mark.parametrize("name", GARBAGE)
def test_ten_megabytes_of_garbage_are_refused_within_two_seconds_and_two_hundred_megabytes(
    name: str, tmp_path: Path
) -> None:
    file = file_of(tmp_path / "garbage", GARBAGE[name])

    command = [sys.executable, "-c", MEASURED, str(file)]
    *_, line, measured = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()

    seconds, megabytes = map(float, measured.split())
    assert "NOT WHOLE" in line
    assert (seconds < 2, megabytes < 200) == (True, True), measured
