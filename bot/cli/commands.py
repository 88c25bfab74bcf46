"""The `crux` command."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import log
from bot.actions import exports as exporting
from bot.actions import imports as loading
from bot.actions import pictures
from bot.actions import verify as verifying
from bot.app import CannotRun, opened_database, opened_replica, run_bot, run_until_done, spare_what_is_there
from bot.clock import SystemClock
from bot.embedded.server import EmbeddedError, EmbeddedPostgres
from bot.exchange import debate_file, votes
from bot.exchange.debate_file import DebateFile, DebateFileError
from bot.exchange.ledger_events import LedgerFileError
from bot.ledger.refusals import Refusal
from bot.render import receipts
from bot.settings import Settings, SettingsError, load
from bot.store.setup import backup
from bot.store.setup import migrate as migrations
from bot.store.setup.scratch import scratch_database
from cogs import EXTENSIONS

app = typer.Typer(
    help="Crux: structured disagreement in Discord.", no_args_is_help=True, pretty_exceptions_enable=False
)

PERMISSIONS = 274878024704
"""View Channel, Send Messages, Embed Links, Attach Files, Read Message History, Send Messages in Threads."""

DEMO_FOLDER = Path("crux-demo")
"""Where a run without a token leaves its files: report.html and digest.html are the ones to open first."""

GET_A_TOKEN = f"""
This was the demo: no DISCORD_TOKEN is set. `make play` opens it in the browser, to go on with it.
To run Crux in your server:
  1. In Discord's developer portal make an application; under Bot, reset and copy its token.
     No privileged intent is needed.
  2. Put the token in a file named .env:  DISCORD_TOKEN=…
  3. Invite it with the scopes "bot applications.commands" and the permissions {PERMISSIONS}
     (View Channel, Send Messages, Send Messages in Threads, Embed Links, Attach Files, Read Message History):
     https://discord.com/oauth2/authorize?client_id=YOUR_APPLICATION_ID&scope=bot+applications.commands&permissions={PERMISSIONS}
  4. make run
"""


class PictureFormat(StrEnum):
    """How a picture is written."""

    PNG = "png"
    SVG = "svg"


PLAY = """
A simulated server is open, for this machine alone:
  {0}
Act as any of its people: right-click a message → Apps → Tag as claim, or type / for the commands. Ctrl-C closes it.
"""

Out = Annotated[Path | None, typer.Option(help="The folder to write into.")]


def fail(message: str) -> NoReturn:
    """One line on standard error, and exit code 2."""
    typer.echo(f"crux: {message}", err=True)
    raise typer.Exit(2)


def settings_or_fail() -> Settings:
    """The settings; a wrong one ends the command with a line that names it."""
    try:
        settings = load()
    except SettingsError as wrong:
        fail(str(wrong))
    log.configure(settings.log_level, settings.log_format)
    return settings


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """The address of the database: the one that is set, or an embedded server's for as long as this lasts."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    try:
        with EmbeddedPostgres(settings.data_dir) as embedded:
            yield embedded.url
    except EmbeddedError as wrong:
        fail(str(wrong))


def read_or_fail(path: Path) -> str:
    """The text of a file; one that cannot be read ends the command."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as wrong:
        fail(f"{path}: {wrong.strerror or 'cannot be read'}")
    except UnicodeDecodeError:
        fail(f"{path}: not UTF-8 text")


@app.command()
def run() -> None:
    """Run the bot: start PostgreSQL unless DATABASE_URL is set, migrate, and log in; without a token, the demo."""
    settings = settings_or_fail()
    with server(settings) as url:
        migrations.upgrade(url)
        if settings.discord_token is not None:
            try:
                run_until_done(run_bot(settings, url, settings.discord_token.get_secret_value()))
            except CannotRun as wrong:
                fail(str(wrong))
            return
        # In a container whose files cannot be changed, the demo is shown alone.
        show_demo(url, seed_debate(), DEMO_FOLDER if os.access(Path.cwd(), os.W_OK) else None)
        typer.echo(GET_A_TOKEN)


@app.command()
def demo(
    debate: Annotated[Path | None, typer.Option(help="A debate file; the seed debate by default.")] = None,
    out: Out = None,
) -> None:
    """Replay a debate through the real bot on a simulated Discord, and show its digest."""
    settings = settings_or_fail()
    written = seed_debate() if debate is None else read_debate(debate)
    with server(settings) as url:
        show_demo(url, written, out)


def seed_debate() -> DebateFile:
    """The exchange that Crux comes from."""
    return debate_file.read((files("bot.demo") / "open-ended-rl.json").read_text(encoding="utf-8"))


def read_debate(path: Path) -> DebateFile:
    """The debate of a file; a bad one ends the command with one line."""
    try:
        return debate_file.read(read_or_fail(path))
    except DebateFileError as wrong:
        fail(f"{path}: {wrong}")


def show_demo(url: str, debate: DebateFile, out: Path | None) -> None:
    """Replay, print, and write the files."""
    # The simulated Discord takes a while to import, and a bot that runs has no use for it.
    from bot.demo.files import demo_outcome
    from bot.demo.replay import ReplayError

    try:
        printed, written = asyncio.run(demo_outcome(url, debate, partial(opened_database, load())))
    except (ReplayError, Refusal) as wrong:
        fail(f"the debate cannot be replayed: {wrong}")
    typer.echo(printed)
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, text in written.items():
                (out / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        except OSError as wrong:
            fail(f"{out}: {wrong.strerror or 'cannot be written'}")
        typer.echo(f"Written to {out}: {', '.join(written)}")


@app.command()
def play(
    debate: Annotated[
        Path | None, typer.Option(help="A debate file to begin with; the seed debate by default.")
    ] = None,
    port: Annotated[int | None, typer.Option(help="The port on this machine; a free one by default.")] = None,
) -> None:
    """Open a simulated server in the browser, with the real bot in it: tag, vote and read digests without a token."""
    from bot.demo.play import CannotPlay, played
    from bot.demo.replay import ReplayError

    settings = settings_or_fail()
    written = seed_debate() if debate is None else read_debate(debate)

    async def served(url: str) -> None:
        async with scratch_database(url) as scratch:
            await asyncio.to_thread(migrations.upgrade, scratch)
            async with opened_database(settings, scratch) as sessions:
                await played(written, sessions, EXTENSIONS, port, lambda address: typer.echo(PLAY.format(address)))

    with server(settings) as url:
        try:
            asyncio.run(served(url))
        except (ReplayError, Refusal, CannotPlay) as wrong:
            fail(str(wrong))
        except KeyboardInterrupt:
            typer.echo("The simulated server is closed; nothing of it is kept.")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = settings_or_fail()
    with server(settings) as url:
        migrations.upgrade(url)


@app.command()
def standing(
    file: Annotated[Path, typer.Argument(metavar="VOTES.csv", help="Columns participant,group,comment,vote.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Where each comment of a vote file stands, in the digest's order."""
    try:
        found = votes.standing_of(votes.read_votes(read_or_fail(file)))
    except votes.VotesError as wrong:
        fail(f"{file}: {wrong}")
    typer.echo(json.dumps(votes.as_rows(found), ensure_ascii=False, indent=1) if as_json else votes.as_table(found))


@app.command(name="export")
def export_ledger(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    form: Annotated[exporting.Format, typer.Option("--format")] = exporting.Format.JSON,
) -> None:
    """Print a debate's ledger."""
    write_exported(thread_id, form, sys.stdout.buffer.write)


def write_exported(thread_id: int, form: exporting.Format, write: Callable[[bytes], object]) -> None:
    """Write a debate's ledger in a format; one that is not there ends the command."""
    settings = settings_or_fail()

    async def sink(piece: bytes) -> None:
        write(piece)

    async def export() -> None:
        async with opened_database(settings, url) as sessions, opened_replica(settings) as replica:
            await exporting.write_ledger(sessions, thread_id, form, sink, replica)

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            asyncio.run(export())
        except Refusal:
            fail(f"there is no debate {thread_id} in this database")


@app.command()
def picture(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    of_time: Annotated[bool, typer.Option("--timeline", help="How agreement grew, instead of the map.")] = False,
    form: Annotated[
        PictureFormat | None, typer.Option("--format", help="png unless the file's ending says svg.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output by default.")] = None,
) -> None:
    """Draw a debate's map, or its timeline."""
    # A bot that runs has its pictures painted elsewhere, and need not bring along what draws them.
    from bot.render.picture.map import debate_map
    from bot.render.picture.png import png
    from bot.render.picture.timeline import timeline

    wanted = form or (PictureFormat.SVG if out is not None and out.suffix.lower() == ".svg" else PictureFormat.PNG)
    settings = settings_or_fail()

    async def draw() -> str:
        async with opened_database(settings, url) as sessions:
            if of_time:
                return timeline(await pictures.progress_of(sessions, thread_id))
            return debate_map(await pictures.overview_of(sessions, thread_id, SystemClock().now()))

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            drawn = asyncio.run(draw())
        except Refusal:
            fail(f"there is no debate {thread_id} in this database")
    hand_out(drawn.encode() if wanted is PictureFormat.SVG else png(drawn), out)


@app.command()
def report(
    thread_id: Annotated[int, typer.Argument(metavar="THREAD_ID")],
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output by default.")] = None,
) -> None:
    """Write a debate as one page of HTML: to read, sort, filter and search from disk."""
    written: list[bytes] = []
    write_exported(thread_id, exporting.Format.HTML, written.append)
    hand_out(b"".join(written), out)


def hand_out(written: bytes, out: Path | None) -> None:
    """Write a file, or standard output; a terminal is spared what it cannot show."""
    if out is not None:
        try:
            out.write_bytes(written)
        except OSError as wrong:
            fail(f"{out}: {wrong.strerror or 'cannot be written'}")
        typer.echo(f"Written to {out}.")
        return
    if sys.stdout.isatty() and b"\0" in written:
        fail("a terminal cannot show that: name a file with --out")
    sys.stdout.buffer.write(written)


@app.command(name="import")
def import_ledger(file: Annotated[Path, typer.Argument(metavar="FILE", help="A JSON or NDJSON export.")]) -> None:
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
            fail(f"{file}: {wrong}")
    typer.echo(f"Imported debate {debate}.")


@app.command(name="backup")
def back_up(file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")]) -> None:
    """Write the whole database into a file, by pg_dump; the bot may go on running."""
    settings = settings_or_fail()
    with server(settings) as url:
        try:
            backup.dump(url, file)
        except (backup.BackupError, EmbeddedError) as wrong:
            fail(f"{file}: {wrong}")
    typer.echo(f"Written to {file}. Keep it as safe as the database: it holds people's words.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `crux backup` wrote.")]) -> None:
    """Bring a backup into an empty database, and to the newest schema."""
    settings = settings_or_fail()
    with server(settings) as url:
        try:
            asyncio.run(backup.restore(url, file))
        except (backup.BackupError, EmbeddedError) as wrong:
            fail(f"{file}: {wrong}")
        migrations.upgrade(url)
    typer.echo("Restored. `crux verify` checks every ledger.")


@app.command()
def verify(thread_id: Annotated[int | None, typer.Argument(metavar="[THREAD_ID]")] = None) -> None:
    """Look whether a debate's ledger, or every one, is still what was written; exit code 1 where one is not."""
    settings = settings_or_fail()

    async def examine() -> bool:
        whole = True
        async with opened_database(settings, url) as sessions:
            wanted = await verifying.debates_kept(sessions) if thread_id is None else [thread_id]
            for debate in wanted:
                found = await verifying.verify_debate(sessions, debate)
                typer.echo(receipts.verified_line(debate, found.events, found.erased, found.seal, found.problems))
                whole = whole and not found.problems
        return whole

    with server(settings) as url:
        migrations.upgrade(url)
        try:
            whole = asyncio.run(examine())
        except Refusal:
            fail(f"there is no debate {thread_id} in this database")
    if not whole:
        raise typer.Exit(1)


def main() -> None:
    """The entry point."""
    spare_what_is_there()
    app()
