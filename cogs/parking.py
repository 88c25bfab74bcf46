"""/park: set an entry aside on purpose, and bring it back."""

from discord import app_commands
from discord.ext import commands

from bot.actions import parking
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.entries import SetApart
from bot.words import commands as described
from bot.words.answers import parking as answers
from cogs._answers import answer, parking_buttons
from cogs._entries import choices_set_apart, entry_choices
from cogs._translate import Interaction, request_from, server_front


class Parking(commands.Cog):
    """What is not the core."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("park", self.park_pressed)
        client.on_press("core", self.revive)

    @app_commands.command(description=described.PARK.description)
    @app_commands.describe(**described.PARK.options)
    @app_commands.autocomplete(entry=entry_choices)
    async def park(self, interaction: Interaction, entry: int) -> None:
        await self._park(interaction, entry)

    async def park_pressed(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._park(interaction, number_in(arguments, 0))

    async def _park(self, interaction: Interaction, number: int) -> None:
        front = server_front(interaction)
        entry = await parking.park(self.client.sessions, request_from(interaction), number)
        await answer(
            interaction,
            answers.parked(front, entry, interaction.user.id),
            *parking_buttons(front, entry),
            everyone=True,
        )

    @app_commands.command(description=described.UNPARK.description)
    @app_commands.describe(**described.UNPARK.options)
    @app_commands.autocomplete(entry=choices_set_apart(SetApart.PARKED))
    async def unpark(self, interaction: Interaction, entry: int) -> None:
        await self._revive(interaction, entry)

    async def revive(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._revive(interaction, number_in(arguments, 0))

    async def _revive(self, interaction: Interaction, number: int) -> None:
        front = server_front(interaction)
        entry = await parking.revive(self.client.sessions, request_from(interaction), number)
        text = answers.revived(front, entry, interaction.user.id)
        await answer(interaction, text, *parking_buttons(front, entry), everyone=True)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Parking(client))
