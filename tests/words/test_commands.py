"""What commands are described with fits into what Discord takes."""

from bot.words import commands

MOST = 100

COMMANDS = [value for value in vars(commands).values() if isinstance(value, commands.Command)]
GROUPS = (commands.DEBATE, commands.SIDE, commands.LEDGER, commands.DIGEST, commands.PRIVACY)


def test_every_description_fits() -> None:
    described = [*GROUPS, *(text for command in COMMANDS for text in (command.description, *command.options.values()))]

    assert len(COMMANDS) > 20
    assert all(0 < len(text) <= MOST for text in described)
