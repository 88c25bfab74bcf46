"""The question before a merge."""

from discord import ButtonStyle

from bot.actions import proposals
from bot.words import buttons as labels
from bot.words.answers import tags as answers
from cogs._answers import answer, button
from cogs._translate import Interaction, reader_front, request_from


async def ask_before_merging(interaction: Interaction, entry: int, into: int) -> None:
    """Ask once: a merge changes what others have answered."""
    front = reader_front(interaction)
    sessions, request = interaction.client.sessions, request_from(interaction)
    merging = await proposals.to_merge(sessions, request, entry, into)
    sure = button(labels.merge(front, entry, into), "merge", entry, into, style=ButtonStyle.danger)
    await answer(interaction, answers.before_merging(front, merging.entry, merging.into), sure)
