"""Whose answers do not count in a server is told so, once they do something there."""

from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.discord.client import CruxClient
from bot.ledger.refusals import NotInADebateChannel
from bot.ledger.rules.house import everybody_counts
from bot.words.answers import who_counts as answers
from cogs._answers import follow_up
from cogs._translate import Interaction, reader_front, request_from

TOLD_AGAIN = timedelta(days=1)
"""After how long somebody is told again."""

MOST_TOLD = 10_000
"""Of how many people it is remembered that they were told; forgetting it tells somebody once more."""


class WhoCounts(commands.Cog):
    """Tells people that their answers do not count, and who counts."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_answered(self._tell)
        self._told: dict[tuple[int, int], datetime] = {}

    async def _tell(self, interaction: Interaction) -> None:
        house = self.client.houses.of(interaction.guild_id)
        # Before a request is made of it: in nearly all servers everybody counts.
        if everybody_counts(house) or not _is_answered(interaction) or not self._is_to_be_told(interaction):
            return
        await follow_up(interaction, answers.not_counted(reader_front(interaction), house))

    def _is_to_be_told(self, interaction: Interaction) -> bool:
        try:
            asked = request_from(interaction)
        except NotInADebateChannel:
            return False
        who = (asked.guild, asked.user)
        if asked.counts or (who in self._told and asked.at - self._told[who] < TOLD_AGAIN):
            return False
        if len(self._told) >= MOST_TOLD:
            self._told.clear()
        self._told[who] = asked.at
        return True


def _is_answered(interaction: Interaction) -> bool:
    """Whether there is an answer that more can be told after: a form is none."""
    response = interaction.response
    return response.is_done() and response.type is not discord.InteractionResponseType.modal


async def setup(client: CruxClient) -> None:
    await client.add_cog(WhoCounts(client))
