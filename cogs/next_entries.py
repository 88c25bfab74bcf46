"""/next: the entries that one's answer settles, each in the place of the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import next_entries, sides, stances
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.posting import SILENT
from bot.ledger.entries import LARGEST_NUMBER, Answer
from bot.ledger.people import Side
from bot.ledger.refusals import ButtonExpired
from bot.ledger.telling.next_entries import MOST, NextEntries
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import names
from bot.words.answers import next_entries as answers
from bot.words.answers import sides as side_answers
from bot.words.answers import stances as stance_answers
from bot.words.front_end import FrontEnd
from cogs._answers import Button, answer, button, row, stance_buttons
from cogs._translate import Interaction, front_in_place, request_from, word_from

MOST_SIDES = 25
"""How many buttons Discord allows."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many entries somebody was shown, and which of them they skipped. It stands in the buttons."""

    shown: int = 0
    skipped: tuple[int, ...] = ()

    @classmethod
    def of(cls, arguments: Sequence[str]) -> "Place":
        """The place in a custom id's last two arguments. Raises ButtonExpired where no button of Crux carries them."""
        shown, skipped = (*arguments, "", "")[:2]
        try:
            place = cls(int(shown or 0), tuple(int(number) for number in skipped.split(",") if number))
        except ValueError:
            raise ButtonExpired from None
        if not (0 <= place.shown <= MOST >= len(place.skipped) and all(0 < n <= LARGEST_NUMBER for n in place.skipped)):
            raise ButtonExpired
        return place

    @property
    def left(self) -> int:
        return MOST - self.shown

    def behind(self) -> "Place":
        """After one more entry."""
        return replace(self, shown=self.shown + 1)

    def skipping(self, entry: int) -> "Place":
        """After one more, that was skipped."""
        return Place(self.shown + 1, (*self.skipped, entry))

    def written(self) -> tuple[int, str]:
        """As a custom id carries it: with at most five entries, it is short enough."""
        return self.shown, ",".join(map(str, self.skipped))


class Next(commands.Cog):
    """What somebody was shown stands in the buttons; what is next is worked out anew after each answer."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("next", self.show)
        client.on_press("nexted", self.take_stance)
        client.on_press("nextjoin", self.join)

    @app_commands.command(name="next", description=described.NEXT.description)
    async def begin(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        text, buttons = await self._next(interaction, Place())
        await answer(interaction, text, *buttons)

    async def show(self, interaction: Interaction, arguments: list[str]) -> None:
        await _in_place(interaction, *await self._next(interaction, Place.of(arguments)))

    async def take_stance(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        number, read, place = number_in(arguments, 0), number_in(arguments, 1), Place.of(arguments[3:]).behind()
        wanted = word_from(Answer, arguments[2] if len(arguments) > 2 else None)
        request = request_from(interaction)
        taken = await stances.take_stance(self.client.sessions, request, number, wanted, read=read)
        settled, following = await next_entries.next_after(
            self.client.sessions, request, number, place.skipped, place.left
        )
        lines = [stance_answers.taken(front, taken.entry, taken.answer, taken.credence, taken.before)]
        if settled:
            lines.append(answers.is_settled(front, number))
        text, buttons = _shown(front, following, place)
        await _in_place(interaction, "\n".join([*lines, text]), buttons)

    async def join(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        joined = await sides.join_numbered(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        text, buttons = await self._next(interaction, Place())
        told = side_answers.joined(front, joined.side, joined.moved_from)
        await _in_place(interaction, f"{told}\n{text}", buttons)

    async def _next(self, interaction: Interaction, place: Place) -> tuple[str, Sequence[Button]]:
        request = request_from(interaction)
        following = await next_entries.next_here(self.client.sessions, request, place.skipped, place.left)
        return _shown(front_in_place(interaction), following, place)


async def _in_place(interaction: Interaction, text: str, buttons: Sequence[Button]) -> None:
    """Show it in the place of the entry before; a press that no message of Crux bears is answered beside it."""
    if interaction.message is None:
        await answer(interaction, text, *buttons)
        return
    await interaction.response.edit_message(content=text, view=row(*buttons), allowed_mentions=SILENT)


def _shown(front: FrontEnd, following: NextEntries, place: Place) -> tuple[str, Sequence[Button]]:
    if following.join:
        return answers.join_first(front), [_joining(front, side) for side in following.join[:MOST_SIDES]]
    if place.left <= 0:
        return answers.enough(front, place.shown), [_from(front, Place(), labels.GO_ON)]
    entry = following.first.entry if following.first is not None else None
    if entry is None and place.skipped:
        return answers.only_skipped(front, len(place.skipped)), [_from(front, Place(), labels.SHOW_SKIPPED)]
    text = answers.first_of(front, following)
    if entry is None:
        return text, ()
    skip = _from(front, place.skipping(entry.number), labels.SKIP)
    return text, (*stance_buttons(front, entry, *place.written(), verb="nexted"), skip)


def _from(front: FrontEnd, place: Place, label: str) -> Button:
    return button(front.say(label), "next", *place.written())


def _joining(front: FrontEnd, side: Side) -> Button:
    label = labels.join(front, names.side(front, side.called))
    return button(label, "nextjoin", side.number, style=discord.ButtonStyle.primary)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Next(client))
