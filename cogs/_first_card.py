"""The status card of a debate that was just opened."""

from bot.discord.due import show_card_now
from bot.render.front_ends import DISCORD
from bot.words.answers import cards as answers
from cogs._answers import answer
from cogs._card_view import card_view
from cogs._translate import Interaction, missing_here


async def show_first_card(interaction: Interaction) -> None:
    """Post the card below the answer, where new debates have one; where Crux may not post, tell whoever opened it."""
    if not interaction.client.house.card_by_itself:
        return
    if missing := missing_here(interaction):
        await answer(interaction, answers.may_not_post(DISCORD, missing))
    elif interaction.channel_id is not None:
        await show_card_now(interaction.client, card_view, interaction.channel_id)
