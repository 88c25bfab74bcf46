"""/help: what Crux is for and where to begin."""

from discord import app_commands
from discord.ext import commands

from bot.discord.client import CruxClient
from bot.render.front_ends import DISCORD
from bot.words import commands as described
from bot.words.answers.help import help_text
from cogs._answers import answer
from cogs._translate import Interaction


class Help(commands.Cog):
    """Where to begin."""

    @app_commands.command(name="help", description=described.HELP.description)
    async def show_help(self, interaction: Interaction) -> None:
        await answer(interaction, help_text(DISCORD))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Help())
