"""`crux standing`, `crux export`, `crux picture`, `crux report`, `crux import`: ledgers and votes, out and in."""

import asyncio
import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.actions import exports as exporting
from bot.actions import imports as loading
from bot.actions import pictures
from bot.app import opened_database, opened_replica
from bot.cli.opening import server, settings_or_fail
from bot.cli.terminal import fail, hand_out, read_or_fail, said
from bot.clock import SystemClock
from bot.exchange import votes
from bot.exchange.formats import Format, LedgerWriter
from bot.exchange.ledger_events import LedgerFileError
from bot.ledger.file_problems import FileError
from bot.ledger.refusals import Refusal
from bot.render.front_ends import DISCORD, TERMINAL
from bot.store.setup import migrate as migrations
from bot.words import terminal as words
from bot.words import votes as vote_words


class PictureFormat(StrEnum):
    """How a picture is written."""

    PNG = "png"
    SVG = "svg"


def standing(
    file: Annotated[Path, typer.Argument(metavar="VOTES.csv", help=words.VOTES)],
    as_json: Annotated[bool, typer.Option("--json", help=words.AS_JSON)] = False,
) -> None:
    """Where each comment of a vote file stands, in the digest's order."""
    try:
        cast = votes.read_votes(read_or_fail(file))
    except FileError as wrong:
        fail(f"{file}: {said(wrong)}")
    standings = votes.standing_of(cast)
    if not votes.has_groups(cast):
        # Not among what is printed as JSON.
        typer.echo(vote_words.nobody_in_a_group(TERMINAL), err=as_json)
    typer.echo(
        json.dumps(votes.as_rows(standings), ensure_ascii=False, indent=1)
        if as_json
        else votes.as_table(TERMINAL, standings)
    )


def export_ledger(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    form: Annotated[Format, typer.Option("--format")] = Format.JSON,
) -> None:
    """Print a debate's ledger."""
    write_exported(thread_id, form, sys.stdout.buffer.write)


def write_exported(thread_id: int, form: Format, write: Callable[[bytes], object]) -> None:
    """Write a debate's ledger in a format; one that is not there ends the command."""
    settings = settings_or_fail()

    async def sink(piece: bytes) -> None:
        write(piece)

    async def export() -> None:
        async with opened_database(settings, url) as sessions, opened_replica(settings) as replica:
            await exporting.write_ledger(sessions, thread_id, form, LedgerWriter(DISCORD), sink, replica)

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            asyncio.run(export())
        except Refusal:
            fail(words.no_such_debate(TERMINAL, thread_id))


def picture(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    of_time: Annotated[bool, typer.Option("--timeline", help=words.OF_TIME)] = False,
    form: Annotated[PictureFormat | None, typer.Option("--format", help=words.PICTURE_FORMAT)] = None,
    out: Annotated[Path | None, typer.Option(help=words.OUT_FILE)] = None,
) -> None:
    """Draw a debate's map, or its timeline."""
    # A bot that runs has its pictures painted elsewhere, and need not bring along what draws them.
    from bot.render.picture.map import debate_map
    from bot.render.picture.png import png
    from bot.render.picture.shapes import Drawing
    from bot.render.picture.svg import svg
    from bot.render.picture.timeline import timeline

    wanted = form or (PictureFormat.SVG if out is not None and out.suffix.lower() == ".svg" else PictureFormat.PNG)
    settings = settings_or_fail()

    async def draw() -> Drawing:
        async with opened_database(settings, url) as sessions:
            if of_time:
                return timeline(TERMINAL, await pictures.progress_of(sessions, thread_id))
            return debate_map(TERMINAL, await pictures.overview_of(sessions, thread_id, SystemClock().now()))

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            drawn = asyncio.run(draw())
        except Refusal:
            fail(words.no_such_debate(TERMINAL, thread_id))
    hand_out(svg(drawn).encode() if wanted is PictureFormat.SVG else png(drawn), out)


def report(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    out: Annotated[Path | None, typer.Option(help=words.OUT_FILE)] = None,
) -> None:
    """Write a debate as one page of HTML: to read, sort, filter and search from disk."""
    written: list[bytes] = []
    write_exported(thread_id, Format.HTML, written.append)
    hand_out(b"".join(written), out)


def import_ledger(file: Annotated[Path, typer.Argument(metavar="FILE", help=words.EXPORT_FILE)]) -> None:
    """Write an exported ledger into the database."""
    settings = settings_or_fail()
    text = read_or_fail(file)

    async def take_in() -> int:
        async with opened_database(settings, url) as sessions:
            return (await loading.import_ledger(sessions, text)).id

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            debate = asyncio.run(take_in())
        except (LedgerFileError, Refusal) as wrong:
            fail(f"{file}: {said(wrong)}")
    typer.echo(words.imported(TERMINAL, debate))
