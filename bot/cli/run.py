"""`crux run`, `crux demo`, `crux play`: the bot, on Discord or on a simulated one."""

import asyncio
import os
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from bot.app import CannotRun, opened_database, run_bot, run_until_done
from bot.cli.opening import server, settings_or_fail
from bot.cli.terminal import fail, read_or_fail, said
from bot.exchange import debate_file
from bot.exchange.debate_file import DebateFile, DebateFileError
from bot.ledger.refusals import Refusal
from bot.settings import load
from bot.store.setup import migrate as migrations
from bot.store.setup.scratch import scratch_database
from cogs import EXTENSIONS

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


PLAY = """
A simulated server is open, for this machine alone:
  {0}
Act as any of its people: right-click a message → Apps → Tag as claim, or type / for the commands. Ctrl-C closes it.
"""


Out = Annotated[Path | None, typer.Option(help="The folder to write into.")]


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
        fail(f"the debate cannot be replayed: {said(wrong)}")
    typer.echo(printed)
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
            for name, text in written.items():
                (out / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        except OSError as wrong:
            fail(f"{out}: {wrong.strerror or 'cannot be written'}")
        typer.echo(f"Written to {out}: {', '.join(written)}")


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
            fail(said(wrong))
        except KeyboardInterrupt:
            typer.echo("The simulated server is closed; nothing of it is kept.")
