"""The commands, as Discord asks for them: each is measured, counted among what is in hand, and prepared for."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord.measured import Measured, command_name
from bot.ledger.refusals import BeingRestarted

if TYPE_CHECKING:
    from bot.discord.client import CruxClient


class CruxTree(app_commands.CommandTree["CruxClient"]):
    """The commands; whatever goes wrong in one goes to the one door."""

    async def _call(self, interaction: discord.Interaction["CruxClient"]) -> None:
        with Measured(interaction, self.client.metrics, lambda: command_name(interaction)):
            if not self.client.in_hand.stopping:
                with self.client.in_hand.one(interaction):
                    if await self._is_prepared(interaction):
                        await super()._call(interaction)
            elif interaction.type is not discord.InteractionType.autocomplete:
                await self.client.refuse(interaction, BeingRestarted())

    async def _is_prepared(self, interaction: discord.Interaction["CruxClient"]) -> bool:
        """Whether what servers and people have chosen could be read; if not, the person is told."""
        try:
            await self.client.prepare(interaction)
        except Exception as error:  # the one door: what is decided before a command runs has its answer there too
            if interaction.type is not discord.InteractionType.autocomplete:
                await self.client.tell_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction["CruxClient"], error: app_commands.AppCommandError
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await self.client.tell_error(interaction, cause)
