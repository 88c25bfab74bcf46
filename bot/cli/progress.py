"""How far a command is: a bar on standard error, where that is a terminal and it takes longer than some seconds."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Optional

import typer

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PATIENCE = 2.0
"""Seconds that a command may take without a bar."""


class Progress:
    """Where a command tells how far it is. Without a bar, as where nobody would see one, lines are printed alone."""

    def __init__(self, bar: Optional["Bar"] = None) -> None:
        self._bar = bar

    def step(self) -> None:
        """One more of all is done."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0])

    def say(self, line: str) -> None:
        """Print a line of the command's output: above the bar, where both are on the terminal."""
        if self._bar is not None and self._bar.live.is_started and sys.stdout.isatty():
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(line)


@contextmanager
def progress(label: str, total: int | None = None, after: float = PATIENCE) -> Iterator[Progress]:
    """Show a bar while this lasts, once it has lasted `after` seconds; without a total, one that only moves.

    The bar is gone at the end, and nothing of it is in what the command prints.
    """
    if not sys.stderr.isatty():
        yield Progress()
        return
    bar = _bar(known=total is not None)
    bar.add_task(label, total=total)
    starting = threading.Timer(after, bar.start)
    starting.daemon = True
    starting.start()
    try:
        yield Progress(bar)
    finally:
        starting.cancel()
        starting.join()
        bar.stop()


def _bar(*, known: bool) -> "Bar":
    # What draws takes longer to import than many a command takes in all, and only a terminal needs it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    # Redirected, standard output would end up on the terminal even where a file is to take it.
    return Bar(
        *columns,
        *([MofNCompleteColumn()] if known else []),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
