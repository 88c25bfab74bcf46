"""`crux demo`, `crux play`: the bot on a simulated Discord."""

import asyncio
import os
import webbrowser
from functools import partial
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from bot import log
from bot.cli.opening import server, settings_or_fail, spoken_or_fail
from bot.cli.terminal import fail, has_display, read_or_fail, said
from bot.exchange import debate_file
from bot.exchange.debate_fields import DebateFileError
from bot.exchange.debate_parts import DebateFile
from bot.exchange.file_shape import DocumentShape
from bot.ledger.refusals import Refusal
from bot.opened import opened_database
from bot.render.front_ends import TERMINAL
from bot.settings import Settings, load
from bot.store.setup import migrate as migrations
from bot.store.setup.scratch import scratch_database
from bot.words import terminal as words
from bot.words import usage

DEMO_FOLDER = Path("crux-demo")
"""Where a run without a token leaves its files: report.html and digest.html are the ones to open first."""


Out = Annotated[Path | None, typer.Option(help=usage.OUT_FOLDER)]

Tag = Annotated[str | None, typer.Option("--language", metavar="TAG", help=usage.LANGUAGE)]


def run_without_token(settings: Settings) -> None:
    """What `crux run` does without a token: the demo, and then how to get one."""
    simulator_or_fail(words.neither_token_nor_demo(TERMINAL))
    with server(settings) as url:
        migrations.upgrade(url)
        # In a container whose files cannot be changed, the demo is shown alone.
        show_demo(url, seed_debate(), DEMO_FOLDER if os.access(Path.cwd(), os.W_OK) else None, settings.language)
    from bot.discord.permissions import PERMISSIONS  # the demo has imported Discord's library by now

    typer.echo(words.how_to_run(TERMINAL, PERMISSIONS.value))


def demo(
    debate: Annotated[Path | None, typer.Option(help=usage.DEBATE_FILE)] = None,
    out: Out = None,
    language: Tag = None,
) -> None:
    """Replay a debate through the real bot on a simulated Discord, and show its digest."""
    settings = settings_or_fail()
    simulator_or_fail(words.demo_not_installed(TERMINAL))
    language = spoken_or_fail(language or settings.language)
    written = seed_debate() if debate is None else read_debate(debate)
    with server(settings) as url:
        show_demo(url, written, out, language)


def simulator_or_fail(without: str) -> None:
    """End the command with that line where the simulated Discord is not installed, as in an image."""
    if find_spec("simcord") is None:
        fail(without)


def seed_debate() -> DebateFile:
    """The exchange that Crux comes from."""
    return debate_file.read((files("bot.demo") / "open-ended-rl.json").read_text(encoding="utf-8"))


def read_debate(path: Path) -> DebateFile:
    """The debate of a file; a bad one ends the command with one line."""
    try:
        return debate_file.read(read_or_fail(path, DocumentShape()))
    except DebateFileError as wrong:
        fail(f"{path}: {said(wrong)}")


def show_demo(url: str, debate: DebateFile, out: Path | None, language: str) -> None:
    """Replay, print, and write the files, in the language of that tag."""
    log.spare_the_simulated_discord()
    # The simulated Discord takes a while to import, and a bot that runs has no use for it.
    from bot.demo.files import demo_outcome
    from bot.demo.playback import PlaybackError

    try:
        printed, written = asyncio.run(demo_outcome(url, debate, partial(opened_database, load()), language))
    except (PlaybackError, Refusal) as wrong:
        fail(words.cannot_be_replayed(TERMINAL, said(wrong)))
    typer.echo(printed)
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, file in written.items():
                (out / name).write_bytes(file)
        except OSError as wrong:
            fail(f"{out}: {wrong.strerror or words.cannot_be_written(TERMINAL)}")
        typer.echo(words.written_all(TERMINAL, out, written))


def play(
    debate: Annotated[Path | None, typer.Option(help=usage.FIRST_DEBATE_FILE)] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=usage.PORT, show_default=False)] = 0,
) -> None:
    """Open a simulated server in the browser, with the real bot in it: tag, vote and read digests without a token."""
    settings = settings_or_fail()
    simulator_or_fail(words.demo_not_installed(TERMINAL))
    log.spare_the_simulated_discord()
    from bot.app import ticks_of
    from bot.demo.play import CannotPlay, played
    from bot.demo.playback import PlaybackError
    from cogs import EXTENSIONS

    written = seed_debate() if debate is None else read_debate(debate)

    def opened(page: str) -> None:
        typer.echo(words.server_opened(TERMINAL, page))
        if has_display():
            webbrowser.open(page)

    async def served(url: str) -> None:
        async with scratch_database(url) as scratch:
            await asyncio.to_thread(migrations.upgrade, scratch)
            async with opened_database(settings, scratch) as sessions:
                await played(
                    written, sessions, EXTENSIONS, settings.language, partial(ticks_of, settings), port, opened
                )

    with server(settings) as url:
        try:
            asyncio.run(served(url))
        except (PlaybackError, Refusal, CannotPlay) as wrong:
            fail(said(wrong))
        except KeyboardInterrupt:
            typer.echo(words.server_closed(TERMINAL))
