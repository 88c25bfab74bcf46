"""`crux COMMAND --help` says of everything that can be given what it is."""

import pytest
import typer

from bot.cli import COMMANDS, app

GROUP = typer.main.get_command(app)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_argument_and_option_is_explained(name: str) -> None:
    command = GROUP.commands[name]  # type: ignore[attr-defined]

    assert command.help
    assert [parameter.name for parameter in command.params if not getattr(parameter, "help", None)] == []
