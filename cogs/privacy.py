"""/privacy: what Crux stores about a person, and erasing it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import privacy
from bot.discord.attachments import Attachments
from bot.discord.client import CruxClient
from bot.ledger.refusals import NotInADebateChannel
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words.answers import privacy as answers
from cogs._answers import answer, button
from cogs._attachments import send
from cogs._translate import Interaction, reader_front

FILE_NAME = "my-words.json"


class Privacy(commands.GroupCog, name="privacy", description=described.PRIVACY):
    """Everything here acts on the person who asks, whoever's button they press."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("mywords", self.send_words)
        client.on_press("forget", self.forget_confirmed)

    @app_commands.command(description=described.PRIVACY_SHOW.description)
    async def show(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        stored = await privacy.stored_about(self.client.sessions, interaction.user.id, _guild(interaction))
        buttons = (button(front.say(labels.MY_WORDS), "mywords"),) if stored.here.debates else ()
        told = (stored.here, stored.elsewhere, stored.drafts, stored.setting_changes, stored.language)
        more = (stored.bars, stored.estimates, stored.suggestions)
        await answer(interaction, answers.stored(front, *told, *more), *buttons)

    async def send_words(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        guild = _guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        with Attachments(interaction.filesize_limit) as written:
            words = await privacy.words_of(self.client.sessions, interaction.user.id, guild)
            await written.named(FILE_NAME)(words.encode())
            await send(interaction, answers.own_words(front, FILE_NAME), written)

    @app_commands.command(description=described.PRIVACY_FORGET.description)
    async def forget(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        confirm = button(front.say(labels.FORGET_ME), "forget", style=discord.ButtonStyle.danger)
        await answer(interaction, answers.before_forgetting(front), confirm)

    async def forget_confirmed(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        user, at = interaction.user.id, self.client.clock.now()
        forgotten = await privacy.forget_person(self.client.sessions, user, at)
        # Why they are kept from writing, or what they gave as a reason, is not kept at hand either.
        await self.client.read_choices()
        told = (forgotten.debates, forgotten.texts, forgotten.setting_changes, forgotten.language)
        more = (forgotten.bars, forgotten.suggestions)
        await answer(interaction, answers.forgotten(front, *told, *more))


def _guild(interaction: Interaction) -> int:
    """The server where somebody asks. Raises NotInADebateChannel."""
    if interaction.guild_id is None:
        raise NotInADebateChannel
    return interaction.guild_id


async def setup(client: CruxClient) -> None:
    await client.add_cog(Privacy(client))
