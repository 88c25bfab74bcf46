"""/overview: the debates of a server together, for whoever asks or, where they may, for everyone."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import overviews
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.words import commands as described
from bot.words.answers import overviews as answers
from cogs._answers import show_after_a_while
from cogs._overview_view import IN_PLACE, overview_view
from cogs._sees import all_here_see, reader_sees
from cogs._translate import Interaction, reader_front, request_from, server_front


class Overviews(commands.Cog):
    """What is shown is only what its readers could see for themselves."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("overview", self.turn)

    @app_commands.command(name="overview", description=described.OVERVIEW.description)
    @app_commands.describe(**described.OVERVIEW.options)
    async def show(
        self,
        interaction: Interaction,
        channel: app_commands.AppCommandChannel | None = None,
        everyone: bool = False,
    ) -> None:
        if everyone:
            await overviews.require_may_show(self.client.sessions, request_from(interaction))
        within = channel.id if channel is not None else None
        page = partial(self._page, interaction, 1, within, everyone=everyone)
        await show_after_a_while(interaction, page, everyone=everyone)

    async def turn(self, interaction: Interaction, arguments: list[str]) -> None:
        page = partial(self._page, interaction, number_in(arguments, 0), number_in(arguments, 1) or None)
        await show_after_a_while(interaction, page, in_place=arguments[2:3] == [IN_PLACE])

    async def _page(
        self, interaction: Interaction, number: int, within: int | None, *, everyone: bool = False
    ) -> discord.ui.LayoutView:
        sees = all_here_see(interaction, within) if everyone else reader_sees(interaction, within)
        front = server_front(interaction) if everyone else reader_front(interaction)
        request = request_from(interaction)
        told = await overviews.overview(self.client.sessions, request, sees, number, answers.PAGE_LINES)
        return overview_view(front, told, within, alone=not everyone)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Overviews(client))
