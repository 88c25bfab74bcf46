"""Commands that are listed by name and help, and whose code is imported when they are given."""

from pkgutil import resolve_name
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from bot.garbage import in_bulk


class LateCommand(TyperCommand):
    """A command that knows where its function is: `place` is written as entry points are, "package.module:function"."""

    def __init__(self, name: str, place: str, does: str) -> None:
        super().__init__(name, help=does)
        self._place = place

    def whole(self) -> TyperCommand:
        """The command with its arguments and options, as the function declares them."""
        alone = typer.Typer(add_completion=False)
        with in_bulk():
            function = resolve_name(self._place)
        alone.command(name=self.name, help=self.help)(function)
        command = typer.main.get_command(alone)
        assert isinstance(command, TyperCommand)
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """The context of the whole command, which is also the one that runs in it."""
        return self.whole().make_context(*args, **kwargs)


class LateCommands(TyperGroup):
    """A group with commands of this kind."""

    late: ClassVar[tuple[LateCommand, ...]]

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for command in self.late:
            self.add_command(command)
