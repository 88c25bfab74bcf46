"""`crux verify FILE`: whether an export is still what was written. It needs no database and no settings."""

from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from bot.cli.input import several_files
from bot.cli.seals import fail_for, seal_or_fail
from bot.cli.terminal import reading, said
from bot.exchange.ledger_check import CheckedLedger, check_file
from bot.exchange.ledger_text import in_utf8
from bot.exchange.server_ledgers import IndexedLedger, ServerLedgers, ledgers_of
from bot.garbage import in_bulk
from bot.ledger.file_problems import FileError
from bot.ledger.record.seals import KeptSeal, SealVerdict, verdict
from bot.ledger.refusals import BadSeal
from bot.render.front_ends import TERMINAL
from bot.words.answers.verification import broken_file, newer_file, seal_of_file, verified_line


def verify_file(file: Path, seals: Sequence[str]) -> None:
    """Look at a JSON or NDJSON export, and whether it has the seals; exit code 1 where anything is wrong."""
    kept = [seal_or_fail(written) for written in seals]
    try:
        with reading(file), several_files(file) as files:
            is_whole = _is_whole(file, kept) if files is None else _are_whole(file, ledgers_of(files), kept)
    except FileError as wrong:
        typer.echo(broken_file(TERMINAL, file, said(wrong)))
        is_whole = False
    if not is_whole:
        raise typer.Exit(1)


def _is_whole(file: Path, kept: Sequence[KeptSeal]) -> bool:
    """Whether a ledger's file has all the seals; says what it holds. Raises FileError where it is damaged."""
    found = _checked(file, {one.event for one in kept})
    _tell(file, found)
    return all([_matches(file, found, one) for one in kept])


def _are_whole(file: Path, server: ServerLedgers, kept: Sequence[KeptSeal]) -> bool:
    """Whether all ledgers of a server are whole and have the seals kept of them; says so of each."""
    for one in kept:
        if one.debate is None:
            fail_for(f"{one.event}:{one.digits}", BadSeal())
    there = {ledger.debate for ledger in server.ledgers}
    elsewhere = [_matches(file, None, one) for one in kept if one.debate not in there]
    return all([*elsewhere, *[_is_whole_in_server(file, server, ledger, kept) for ledger in server.ledgers]])


def _is_whole_in_server(file: Path, server: ServerLedgers, ledger: IndexedLedger, kept: Sequence[KeptSeal]) -> bool:
    its = [one for one in kept if one.debate == ledger.debate]
    try:
        with in_bulk():
            found = server.check(ledger, {one.event for one in its})
    except FileError as wrong:
        typer.echo(broken_file(TERMINAL, file, said(wrong)))
        return False
    _tell(f"{file}: {ledger.file}", found)
    return all([_matches(f"{file}: {ledger.file}", found, one) for one in its])


def _tell(place: object, found: CheckedLedger) -> None:
    told = (found.debate, found.events, found.erased, found.seal, (), found.imported)
    typer.echo(f"{place}: {verified_line(TERMINAL, *told)}")
    if found.newer is not None:
        typer.echo(f"{place}: {newer_file(TERMINAL, found.newer)}")


def _matches(place: object, found: CheckedLedger | None, kept: KeptSeal) -> bool:
    """Whether a ledger has a kept seal; None is that of no debate there. Says so."""
    is_its_own = found is not None and kept.debate in (None, found.debate)
    judged = verdict(kept, is_its_own, found.hashes.get(kept.event) if found is not None else None)
    typer.echo(f"{place}: {seal_of_file(TERMINAL, kept, judged)}")
    return judged is SealVerdict.MATCHES


def _checked(file: Path, wanted: Collection[int]) -> CheckedLedger:
    """What the file holds. Raises FileError, OSError."""
    with in_bulk(), file.open("rb") as opened, in_utf8(opened) as text:
        return check_file(text, wanted)
