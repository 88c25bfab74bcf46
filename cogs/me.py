"""/me: what Crux is for the person who asks, wherever they are."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import languages, own_page
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.house import Spoken
from bot.render.front_ends import DISCORD
from bot.words import commands as described
from bot.words.answers import languages as answers
from bot.words.answers import own_page as page_answers
from cogs._answers import answer, show_after_a_while
from cogs._own_page_view import own_page_view
from cogs._sees import participant_sees
from cogs._translate import Interaction, reader_front, request_from

LANGUAGES = [app_commands.Choice(name=answers.choice(DISCORD, language), value=language.value) for language in Spoken]


class Me(commands.GroupCog, name="me", description=described.ME):
    """Everything here is of the person who asks, and shown to them alone."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("me_page", self.turn)

    @app_commands.command(description=described.ME_DEBATES.description)
    async def debates(self, interaction: Interaction) -> None:
        await show_after_a_while(interaction, partial(self._page, interaction, 1))

    async def turn(self, interaction: Interaction, arguments: list[str]) -> None:
        page = partial(self._page, interaction, number_in(arguments, 0))
        await show_after_a_while(interaction, page, in_place=True)

    async def _page(self, interaction: Interaction, number: int) -> discord.ui.LayoutView:
        request, sees = request_from(interaction), participant_sees(interaction)
        own = await own_page.page_of(self.client.sessions, request, sees, number, page_answers.PAGE_LINES)
        return own_page_view(reader_front(interaction), own)

    @app_commands.command(description=described.ME_LANGUAGE.description)
    @app_commands.describe(**described.ME_LANGUAGE.options)
    @app_commands.choices(language=LANGUAGES)
    async def language(self, interaction: Interaction, language: app_commands.Choice[str]) -> None:
        chosen = await languages.choose_language(self.client.sessions, interaction.user.id, language.value)
        await answer(interaction, answers.chosen(reader_front(interaction), chosen))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Me(client))
