"""The `crux` command: one module a kind of work."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import database, debates, doctor, ledgers, operate, run
from bot.garbage import spare_what_is_there
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crux {version('crux-ledger')}")
        raise typer.Exit


@app.callback(help=TERMINAL.say(words.CRUX))
def crux(
    version: Annotated[bool, typer.Option("--version", help=words.VERSION, callback=_print_version, is_eager=True)] = (
        False
    ),
) -> None:
    """What stands before a command."""


COMMANDS: dict[str, Callable[..., None]] = {
    "run": run.run,
    "demo": run.demo,
    "play": run.play,
    "doctor": doctor.doctor,
    "debates": debates.debates,
    "migrate": database.migrate,
    "standing": ledgers.standing,
    "export": ledgers.export_ledger,
    "picture": ledgers.picture,
    "report": ledgers.report,
    "import": ledgers.import_ledger,
    "backup": database.back_up,
    "restore": database.restore,
    "verify": operate.verify,
}
"""Every command, in the order in which `crux --help` lists them."""

for name, command in COMMANDS.items():
    app.command(name=name, help=TERMINAL.say(words.COMMANDS[name]))(command)


def main() -> None:
    """The entry point."""
    spare_what_is_there()
    app()
