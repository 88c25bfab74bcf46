"""`crux COMMAND --help` says of everything that can be given what it is."""

import pytest

from bot.cli import Commands
from bot.cli.late import LateCommand


@pytest.mark.parametrize("command", Commands.late, ids=lambda command: command.name)
def test_each_argument_and_option_is_explained(command: LateCommand) -> None:
    whole = command.whole()

    assert whole.help == command.help
    assert [parameter.name for parameter in whole.params if not getattr(parameter, "help", None)] == []
