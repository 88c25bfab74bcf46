"""The help of the `crux` command."""

from bot.cli import COMMANDS
from bot.words import usage


def test_every_command_has_its_help_in_the_order_of_the_list() -> None:
    assert list(usage.COMMANDS) == list(COMMANDS)
