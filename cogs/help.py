"""/help: what Crux is for and where to begin."""

from dataclasses import replace

from discord import app_commands
from discord.ext import commands

from bot.discord.client import CruxClient
from bot.render.dialects.discord import command_mention
from bot.render.front_ends import DISCORD
from bot.words import commands as described
from bot.words.answers.help import help_text
from cogs._answers import answer
from cogs._translate import Interaction


class Help(commands.Cog):
    """Where to begin."""

    @app_commands.command(name="help", description=described.HELP.description)
    async def show_help(self, interaction: Interaction) -> None:
        ids = interaction.client.command_ids
        ways = DISCORD.ways.with_commands(lambda command: command_mention(command, ids))
        await answer(interaction, help_text(replace(DISCORD, ways=ways)))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Help())
