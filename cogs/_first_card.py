"""The status card of a debate that was just opened."""

import discord

from bot.discord.due import show_card_now
from bot.discord.permissions import cannot_post
from bot.ledger.forums import Post
from bot.ledger.refusals import CannotPostHere, CommandsAlone
from bot.words.answers import cards as answers
from bot.words.refusals import refused
from cogs._answers import answer
from cogs._card_view import card_view
from cogs._translate import Interaction, reader_front


async def show_first_card(interaction: Interaction) -> None:
    """Post the card below the answer, where new debates have one.

    Where Crux may not post, whoever opened it is told; that Crux is not on the server, whether it has one or not.
    """
    _tell_post(interaction)
    front = reader_front(interaction)
    wanted = interaction.client.houses.of(interaction.guild_id).card_by_itself
    match cannot_post(interaction):
        case CommandsAlone() as alone:
            await answer(interaction, refused(front, alone))
        case CannotPostHere(permissions=missing) if wanted:
            await answer(interaction, answers.may_not_post(front, missing))
        case None if wanted and interaction.channel_id is not None:
            await show_card_now(interaction.client, card_view, interaction.channel_id)


def _tell_post(interaction: Interaction) -> None:
    """A thread may be a post of a forum, whose tags are kept in step; of one that is there, Discord says nothing."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        post = Post(channel.id, channel.guild.id, channel.parent_id, channel.name, channel.owner_id)
        interaction.client.dispatch("post_open", post)
