"""The `crux` command: one module a kind of work."""

from collections.abc import Callable

import typer

from bot.app import spare_what_is_there
from bot.cli import database, ledgers, operate, run

app = typer.Typer(
    help="Crux: structured disagreement in Discord.", no_args_is_help=True, pretty_exceptions_enable=False
)

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
    app.command(name=name)(command)


def main() -> None:
    """The entry point."""
    spare_what_is_there()
    app()
