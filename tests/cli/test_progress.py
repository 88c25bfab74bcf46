"""A bar for what takes long, on a terminal; elsewhere, and in what a command prints, nothing of it."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO

import pytest

from bot.cli.progress import progress

AN_HOUR, PATIENCE = 3600.0, 30.0


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard error is a terminal; gives the side from which is read what it shows."""
    ours, theirs = os.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with os.fdopen(theirs, "w") as error, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", error)
        yield ours
    os.close(ours)


def shown_until(terminal: int, words: str) -> str:
    """All that is shown until these words are. Raises TimeoutError."""
    shown = ""
    while words not in shown:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise TimeoutError(shown)
        shown += os.read(terminal, 65536).decode(errors="replace")
    return shown


def all_shown(terminal: int) -> str:
    """What is shown and was not read yet."""
    os.set_blocking(terminal, False)
    shown = b""
    with suppress(BlockingIOError):
        while piece := os.read(terminal, 65536):
            shown += piece
    return shown.decode(errors="replace")


def test_what_takes_long_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as shown, progress("Verifying", 3, after=0) as done:
        assert "Verifying" in shown_until(shown, "0/3")
        done.step()
        assert "Verifying" in shown_until(shown, "1/3")


def test_what_is_quick_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as shown:
        with progress("Verifying", 3, after=AN_HOUR) as done:
            done.step()
        assert all_shown(shown) == ""


def test_lines_go_to_standard_output_where_a_file_takes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    file = StringIO()
    monkeypatch.setattr(sys, "stdout", file)
    with terminal(monkeypatch) as shown:
        with progress("Verifying", after=0) as done:
            shown_until(shown, "Verifying")
            done.say("debate 70: whole")
        assert "debate 70" not in all_shown(shown)
    assert file.getvalue() == "debate 70: whole\n"


def test_without_a_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Verifying", 3, after=0) as done:
        done.step()
        done.say("debate 70: whole")
    assert capsys.readouterr() == ("debate 70: whole\n", "")
