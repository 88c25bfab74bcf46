"""Hostile files on the command line: exit code 2, one line, no traceback."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import log
from bot.cli import app
from tests.fuzz.formats import DEBATE, LEDGER, VOTES
from tests.fuzz.hostile import Hostile

COMMANDS = (("demo", "--debate"), ("import",), ("standing",))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
async def test_a_file_that_is_none_ends_a_command_with_one_line(
    command: tuple[str, ...], fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", fresh_database)
    # The runner's standard error is gone after each command, and the log of this process would still write to it.
    monkeypatch.setattr(log, "configure", lambda *_: None)
    hostile = Hostile("1:cli")
    wrong = [b"", b"\xff\xfe{\x00}", b"\xef\xbb\xbf{}", b"[" * 100_000, b"9" * 5000, b'{"a": 1e400}', b"\x1b[2J\x07"]
    wrong += [hostile.words().encode(errors="surrogatepass") for _ in range(5)]
    if command[0] != "import":
        wrong += [repr(LEDGER).encode(), *([str(DEBATE).encode()] if command[0] == "standing" else [VOTES.encode()])]
    for place, content in enumerate(wrong):
        file = tmp_path / f"{place}"
        file.write_bytes(content)

        ended = await asyncio.to_thread(CliRunner().invoke, app, [*command, str(file)])

        assert ended.exit_code == 2, (content[:80], ended.output)
        assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
        assert ended.stderr.startswith("crux: ")
        assert "Traceback" not in ended.output
        assert "\x1b" not in ended.stderr
