"""The walk: entry after entry that waits for one's stance, each in the place of the one before."""

from discord.ext import commands

from bot.actions import entries, stances
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.posting import SILENT
from bot.ledger.entries import Answer
from bot.ledger.telling.card import Waiting
from bot.words import buttons as labels
from bot.words.answers import stances as stance_answers
from bot.words.answers import waiting as answers
from bot.words.front_end import FrontEnd
from cogs._answers import Button, answer, button, row, stance_buttons
from cogs._translate import Interaction, front_in_place, reader_front, request_from, word_from

GOES_ON = "on"
"""What a button carries that stands in the walk's own message, so that the next entry takes its place."""


class Walk(commands.Cog):
    """Where one is on the walk stands in its buttons: the number of the entry before."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("walk", self.show_next)
        client.on_press("walked", self.take_stance)

    async def show_next(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        waiting = await entries.waiting_here(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        text, buttons = answers.waiting(front, waiting), _buttons(front, waiting)
        if arguments[1:2] == [GOES_ON]:
            await interaction.response.edit_message(content=text, view=row(*buttons), allowed_mentions=SILENT)
        else:
            await answer(interaction, text, *buttons)

    async def take_stance(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        number, read = number_in(arguments, 0), number_in(arguments, 1)
        wanted = word_from(Answer, arguments[2] if len(arguments) > 2 else None)
        who = request_from(interaction)
        taken = await stances.take_stance(self.client.sessions, who, number, wanted, read=read)
        stance = stance_answers.taken(front, taken.entry, taken.answer, taken.credence, taken.before)
        waiting = await entries.waiting_here(self.client.sessions, who, number)
        text, buttons = f"{stance}\n{answers.waiting(front, waiting)}", _buttons(front, waiting)
        await interaction.response.edit_message(content=text, view=row(*buttons), allowed_mentions=SILENT)


def _buttons(front: FrontEnd, waiting: Waiting) -> tuple[Button, ...]:
    entry = waiting.first
    if entry is not None:
        return (
            *stance_buttons(front, entry, verb="walked"),
            button(front.say(labels.SKIP), "walk", entry.number, GOES_ON),
        )
    return (button(front.say(labels.SHOW_SKIPPED), "walk", 0, GOES_ON),) if waiting.number else ()


async def setup(client: CruxClient) -> None:
    await client.add_cog(Walk(client))
