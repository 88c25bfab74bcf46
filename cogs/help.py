"""/help: what Crux is for, where to begin, and every command there is."""

from collections.abc import Iterator

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions.next_steps import steps_here
from bot.discord.client import CruxClient
from bot.ledger.refusals import NotInADebateChannel
from bot.render.dialects.discord import command_mention
from bot.words import commands as described
from bot.words.answers.first_help import Role, first_help, next_steps
from bot.words.answers.help import (
    ListedCommand,
    Topic,
    begin_label,
    commands_text,
    first_label,
    help_text,
    topic_label,
)
from bot.words.front_end import FrontEnd
from cogs._answers import Button, answer, button, settle
from cogs._translate import Interaction, front_in_place, is_manager, is_moderator, reader_front, request_from, word_from

FIRST, BEGINNING = "first", "begin"
"""What the buttons carry that lead back to the first page, and to how things are done."""


class Help(commands.Cog):
    """Where to begin, and a page of commands for each topic. The pages are made of the commands that are registered."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("help", self.turn)
        client.on_press("how_it_works", self.explain)

    @app_commands.command(name="help", description=described.HELP.description)
    async def show_help(self, interaction: Interaction) -> None:
        await self._show(interaction)

    async def explain(self, interaction: Interaction, _: list[str]) -> None:
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        await answer(interaction, await self._first(interaction, front), *_buttons(front))

    async def turn(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        is_first = arguments == [FIRST]
        page = await self._first(interaction, front) if is_first else self._page(front, arguments)
        await settle(interaction, page, *_buttons(front))

    async def _first(self, interaction: Interaction, front: FrontEnd) -> str:
        return first_help(front, _role(interaction), await self._next_steps(interaction, front))

    async def _next_steps(self, interaction: Interaction, front: FrontEnd) -> list[str]:
        """What can be done next in the channel; nothing where no debate can be."""
        try:
            request = request_from(interaction)
        except NotInADebateChannel:
            return []
        return next_steps(front, await steps_here(self.client.sessions, request))

    def _page(self, front: FrontEnd, arguments: list[str]) -> str:
        if arguments == [BEGINNING]:
            return help_text(front)
        topic = word_from(Topic, "".join(arguments))
        return commands_text(front, topic, self._commands(front), self._menus(front))

    def _commands(self, front: FrontEnd) -> Iterator[ListedCommand]:
        for command in self.client.tree.walk_commands():
            if isinstance(command, app_commands.Command):
                name = command.qualified_name
                yield ListedCommand(name.partition(" ")[0], self._written(f"/{name}"), front.say(command.description))

    def _written(self, command: str) -> str:
        return command_mention(command, self.client.command_ids)

    def _menus(self, front: FrontEnd) -> Iterator[str]:
        menus = self.client.tree.walk_commands(type=discord.AppCommandType.message)
        return (front.say(menu.name) for menu in menus)


def _role(interaction: Interaction) -> Role:
    if is_manager(interaction):
        return Role.MANAGER
    return Role.MODERATOR if is_moderator(interaction) else Role.PARTICIPANT


def _buttons(front: FrontEnd) -> Iterator[Button]:
    yield button(first_label(front), "help", FIRST)
    yield button(begin_label(front), "help", BEGINNING)
    for topic in Topic:
        yield button(topic_label(front, topic), "help", topic.value)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Help(client))
