"""/me: what Crux is for the person who asks, wherever they are."""

from discord import app_commands
from discord.ext import commands

from bot.actions import languages
from bot.discord.client import CruxClient
from bot.ledger.house import Spoken
from bot.render.front_ends import DISCORD
from bot.words import commands as described
from bot.words.answers import languages as answers
from cogs._answers import answer
from cogs._translate import Interaction, reader_front

LANGUAGES = [app_commands.Choice(name=answers.choice(DISCORD, language), value=language.value) for language in Spoken]


class Me(commands.GroupCog, name="me", description=described.ME):
    """Everything here is of the person who asks, and shown to them alone."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client

    @app_commands.command(description=described.ME_LANGUAGE.description)
    @app_commands.describe(**described.ME_LANGUAGE.options)
    @app_commands.choices(language=LANGUAGES)
    async def language(self, interaction: Interaction, language: app_commands.Choice[str]) -> None:
        chosen = await languages.choose_language(self.client.sessions, interaction.user.id, language.value)
        await answer(interaction, answers.chosen(reader_front(interaction), chosen))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Me(client))
