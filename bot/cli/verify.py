"""`crux verify`: whether ledgers are still what was written, in a database or in a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.words import usage


def verify(
    what: Annotated[str | None, typer.Argument(metavar="THREAD_ID|FILE", help=usage.WHAT_TO_VERIFY)] = None,
    seal: Annotated[list[str] | None, typer.Option(metavar="[THREAD_ID:]EVENT:SEAL", help=usage.KEPT_SEAL)] = None,
) -> None:
    """Look whether a ledger, or every one, is still what was written; exit code 1 where one is not."""
    kept = seal or []
    # A file needs no database, and whoever has a database needs no reader of files.
    if what is None or (what.isascii() and what.isdigit()):
        from bot.cli.operate import verify_database

        verify_database(int(what) if what is not None else None, kept)
    else:
        from bot.cli.verify_file import verify_file

        verify_file(Path(what), kept)
