"""`crux verify FILE`: whether an export is still what was written. It needs no database and no settings."""

from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from bot.cli.seals import seal_or_fail
from bot.cli.terminal import fail, said
from bot.exchange.ledger_check import CheckedLedger, check_document, check_lines
from bot.exchange.ledger_text import in_utf8, is_of_lines, lines_in
from bot.garbage import in_bulk
from bot.ledger.file_problems import FileError
from bot.ledger.record.seals import KeptSeal, SealVerdict, verdict
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words
from bot.words.answers.verification import broken_file, newer_file, seal_of_file, verified_line


def verify_file(file: Path, seals: Sequence[str]) -> None:
    """Look at a JSON or NDJSON export, and whether it has the seals; exit code 1 where anything is wrong."""
    kept = [seal_or_fail(written) for written in seals]
    try:
        found = _checked(file, {one.event for one in kept})
    except FileError as wrong:
        typer.echo(broken_file(TERMINAL, file, said(wrong)))
        raise typer.Exit(1) from None
    told = (found.debate, found.events, found.erased, found.seal, (), found.imported)
    typer.echo(f"{file}: {verified_line(TERMINAL, *told)}")
    if found.newer is not None:
        typer.echo(f"{file}: {newer_file(TERMINAL, found.newer)}")
    if not all([_matches(file, found, one) for one in kept]):
        raise typer.Exit(1)


def _matches(file: Path, found: CheckedLedger, kept: KeptSeal) -> bool:
    """Whether the file has a kept seal; says so."""
    is_its_own = kept.debate in (None, found.debate)
    judged = verdict(kept, is_its_own, found.hashes.get(kept.event))
    typer.echo(f"{file}: {seal_of_file(TERMINAL, kept, judged)}")
    return judged is SealVerdict.MATCHES


def _checked(file: Path, wanted: Collection[int]) -> CheckedLedger:
    """What the file holds; one that cannot be read ends the command. Raises FileError."""
    try:
        with in_bulk(), file.open("rb") as opened, in_utf8(opened) as text:
            return check_lines(lines_in(text), wanted) if is_of_lines(text) else check_document(text, wanted)
    except OSError as wrong:
        fail(f"{file}: {wrong.strerror or words.cannot_be_read(TERMINAL)}")
