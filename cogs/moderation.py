"""/moderate: keep somebody from writing to this server's ledgers, and let them write again."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import moderation, withdrawals
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words.answers import moderation as answers
from cogs._answers import answer, button
from cogs._translate import Interaction, reader_front, request_from
from cogs._withdrawing import ask_which

MOST_BARS = 20
"""How many bars are shown."""


class Moderation(commands.GroupCog, name="moderate", description=described.MODERATE):
    """For moderators; nobody else sees the answers."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("unbar", self.press_unbar)

    @app_commands.command(name="bar", description=described.MODERATE_BAR.description)
    @app_commands.describe(**described.MODERATE_BAR.options)
    async def bar(self, interaction: Interaction, person: discord.User, reason: str = "") -> None:
        front = reader_front(interaction)
        await moderation.bar(self.client.sessions, request_from(interaction), self.client.houses, person.id, reason)
        undo = button(front.say(labels.UNDO), "unbar", person.id)
        await answer(interaction, answers.barred(front, person.id), undo)

    @app_commands.command(name="unbar", description=described.MODERATE_UNBAR.description)
    @app_commands.describe(**described.MODERATE_UNBAR.options)
    async def unbar(self, interaction: Interaction, person: discord.User) -> None:
        await self._unbar(interaction, person.id)

    async def press_unbar(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._unbar(interaction, number_in(arguments, 0))

    async def _unbar(self, interaction: Interaction, user: int) -> None:
        await moderation.unbar(self.client.sessions, request_from(interaction), self.client.houses, user)
        await answer(interaction, answers.unbarred(reader_front(interaction), user))

    @app_commands.command(name="withdraw", description=described.MODERATE_WITHDRAW.description)
    @app_commands.describe(**described.MODERATE_WITHDRAW.options)
    async def withdraw(self, interaction: Interaction, person: discord.User | None = None) -> None:
        whose = person.id if person is not None else None
        found = await withdrawals.entries_to_withdraw(self.client.sessions, request_from(interaction), whose)
        await ask_which(interaction, found, own=False)

    @app_commands.command(name="bars", description=described.MODERATE_BARS.description)
    async def bars(self, interaction: Interaction) -> None:
        found = await moderation.bars_here(self.client.sessions, request_from(interaction), MOST_BARS)
        await answer(interaction, answers.bars(reader_front(interaction), found))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Moderation(client))
