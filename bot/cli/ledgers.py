"""`crux export`, `crux picture`, `crux report`: ledgers, out."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, TypeVar

import typer

from bot.actions import exports as exporting
from bot.actions import pictures
from bot.cli.opening import server, settings_or_fail, spoken_or_fail
from bot.cli.output import output
from bot.cli.progress import progress
from bot.cli.terminal import fail, said
from bot.clock import SystemClock
from bot.exchange.formats import ENDINGS, Format, LedgerWriter, require_installed
from bot.ledger.pseudonymity import PSEUDONYMOUS_SERVER
from bot.ledger.refusals import FormatNotInstalled, NoDebate, Refusal
from bot.opened import opened_database, opened_replica
from bot.render.front_ends import TERMINAL, discord_in, plain_in
from bot.settings import Settings
from bot.store.sessions import Sessions
from bot.store.setup import migrate as migrations
from bot.store.writing.copying import Sink
from bot.words import terminal as words
from bot.words import usage
from bot.words.file_names import file_name, map_name, server_name, timeline_name

_Answer = TypeVar("_Answer")


class PictureFormat(StrEnum):
    """How a picture is written."""

    PNG = "png"
    SVG = "svg"


Out = Annotated[Path | None, typer.Option(help=usage.OUT_FILE)]

Tag = Annotated[str | None, typer.Option("--language", metavar="TAG", help=usage.LANGUAGE)]


def export(
    thread_id: Annotated[int | None, typer.Argument(metavar="THREAD_ID", help=usage.THREAD_ID)] = None,
    guild: Annotated[int | None, typer.Option("--server", metavar="SERVER_ID", help=usage.WHOLE_SERVER)] = None,
    form: Annotated[Format, typer.Option("--format", help=usage.EXPORT_FORMAT)] = Format.JSON,
    out: Out = None,
    language: Tag = None,
    pseudonymous: Annotated[bool, typer.Option("--pseudonymous", help=usage.PSEUDONYMOUS)] = False,
) -> None:
    """Write a debate's ledger, or all ledgers of a server."""
    _require_installed(form)
    if thread_id is not None and guild is None:
        _export_ledger(thread_id, form, out, language, pseudonymous=pseudonymous)
    elif guild is not None and thread_id is None:
        _export_server(guild, form, out, language, pseudonymous=pseudonymous)
    else:
        fail(words.thread_or_server(TERMINAL))


def _require_installed(form: Format) -> None:
    try:
        require_installed(form)
    except FormatNotInstalled as missing:
        fail(said(missing))


def _export_server(guild: int, form: Format, out: Path | None, language: str | None, *, pseudonymous: bool) -> None:
    settings = settings_or_fail()
    writer = LedgerWriter(discord_in(spoken_or_fail(language or settings.language)))

    async def export(sessions: Sessions) -> None:
        debates = await exporting.debates_of_server(sessions, guild)
        async with opened_replica(settings) as replica:
            named_after = PSEUDONYMOUS_SERVER if pseudonymous else guild
            with output(out, server_name(named_after, form.value, SystemClock().now())) as file:
                await exporting.write_server(sessions, debates, form, writer, file, replica, pseudonymous=pseudonymous)

    _asked(settings, words.no_debate_of_server(TERMINAL, guild), export)


def _export_ledger(
    thread_id: int, form: Format, out: Path | None, language: str | None, *, pseudonymous: bool = False
) -> None:
    settings = settings_or_fail()
    front = discord_in(spoken_or_fail(language or settings.language))

    async def export(sessions: Sessions) -> None:
        async with (
            opened_replica(settings) as replica,
            exporting.ledger_snapshot(sessions, thread_id, replica) as whole,
        ):
            ledger = await whole.under_pseudonyms() if pseudonymous else whole
            name = file_name(front, ledger.debate.question, SystemClock().now(), ENDINGS[form])
            with output(out, name) as file:
                await ledger.write(form, LedgerWriter(front), _sink_of(file))

    _asked(settings, words.no_such_debate(TERMINAL, thread_id), export)


def _sink_of(file: BinaryIO) -> Sink:
    async def sink(piece: bytes) -> None:
        file.write(piece)

    return sink


def _asked(settings: Settings, none_there: str, ask: Callable[[Sessions], Awaitable[_Answer]]) -> _Answer:
    """What the database says of a debate; where there is none, or it cannot do it, a line ends the command."""

    async def answer() -> _Answer:
        async with opened_database(settings, url) as sessions:
            return await ask(sessions)

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            with progress(words.exporting(TERMINAL)):
                return asyncio.run(answer())
        except NoDebate:
            fail(none_there)
        except Refusal as refusal:
            fail(said(refusal))


def picture(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID", help=usage.THREAD_ID)],
    of_time: Annotated[bool, typer.Option("--timeline", help=usage.OF_TIME)] = False,
    light: Annotated[bool, typer.Option("--light", help=usage.LIGHT)] = False,
    form: Annotated[PictureFormat | None, typer.Option("--format", help=usage.PICTURE_FORMAT)] = None,
    out: Out = None,
    language: Tag = None,
) -> None:
    """Draw a debate's map, or its timeline."""
    # A bot that runs has its pictures painted elsewhere, and need not bring along what draws them.
    from bot.render.picture.colours import DARK, LIGHT
    from bot.render.picture.map import debate_map
    from bot.render.picture.png import png
    from bot.render.picture.shapes import Drawing
    from bot.render.picture.svg import svg
    from bot.render.picture.timeline import timeline

    wanted = form or (PictureFormat.SVG if out is not None and out.suffix.lower() == ".svg" else PictureFormat.PNG)
    settings = settings_or_fail()
    front = plain_in(spoken_or_fail(language or settings.language))
    now, colours = SystemClock().now(), LIGHT if light else DARK

    async def draw(sessions: Sessions) -> tuple[Drawing, str]:
        if of_time:
            grown = await pictures.progress_of(sessions, thread_id)
            return timeline(front, grown, colours), timeline_name(front, grown.question, now, wanted.value)
        seen = await pictures.overview_of(sessions, thread_id, now)
        return debate_map(front, seen, colours), map_name(front, seen.question, now, wanted.value)

    drawn, name = _asked(settings, words.no_such_debate(TERMINAL, thread_id), draw)
    with output(out, name) as file:
        file.write(svg(drawn).encode() if wanted is PictureFormat.SVG else png(drawn))


def report(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID", help=usage.THREAD_ID)],
    out: Out = None,
    language: Tag = None,
) -> None:
    """Write a debate as one page of HTML: to read, sort, filter and search from disk."""
    _export_ledger(thread_id, Format.HTML, out, language)
