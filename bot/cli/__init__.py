"""The `crux` command: one module a kind of work, imported when its command is given."""

from typing import Annotated

import typer

from bot.cli.late import LateCommand, LateCommands
from bot.garbage import look_seldom
from bot.render.front_ends import TERMINAL
from bot.words import usage

COMMANDS = {
    "run": "bot.cli.run:run",
    "serve": "bot.cli.serve:serve",
    "demo": "bot.cli.demo:demo",
    "play": "bot.cli.demo:play",
    "doctor": "bot.cli.doctor:doctor",
    "debates": "bot.cli.debates:debates",
    "migrate": "bot.cli.database:migrate",
    "standing": "bot.cli.standing:standing",
    "export": "bot.cli.ledgers:export",
    "picture": "bot.cli.ledgers:picture",
    "report": "bot.cli.ledgers:report",
    "import": "bot.cli.imports:import_file",
    "backup": "bot.cli.database:back_up",
    "restore": "bot.cli.database:restore",
    "verify": "bot.cli.verify:verify",
}
"""Every command and the function that it is, in the order in which `crux --help` lists them.

They are named and not imported: discord and SQLAlchemy take longer to import than a file takes to read.
"""


class Commands(LateCommands):
    """The commands of `crux`."""

    late = tuple(LateCommand(name, place, TERMINAL.say(usage.COMMANDS[name])) for name, place in COMMANDS.items())


app = typer.Typer(cls=Commands, no_args_is_help=True, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"crux {version('crux-ledger')}")
        raise typer.Exit


@app.callback(help=TERMINAL.say(usage.CRUX))
def crux(
    version: Annotated[bool, typer.Option("--version", help=usage.VERSION, callback=_print_version, is_eager=True)] = (
        False
    ),
) -> None:
    """What stands before a command."""


def main() -> None:
    """The entry point."""
    look_seldom()
    app()
