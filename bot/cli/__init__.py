"""The `crux` command: one module a kind of work."""

from collections.abc import Callable

import typer

from bot.cli import database, ledgers, operate, run
from bot.garbage import spare_what_is_there
from bot.render.front_ends import TERMINAL
from bot.words import terminal as words

app = typer.Typer(help=TERMINAL.say(words.CRUX), no_args_is_help=True, pretty_exceptions_enable=False)

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run.run,
    "demo": run.demo,
    "play": run.play,
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
