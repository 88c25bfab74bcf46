"""The question which of some entries to take back, with a menu to pick several from."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.custom_ids import custom_id, number_in
from bot.discord.posting import SILENT
from bot.ledger.entries import Entry
from bot.words import buttons as labels
from bot.words.answers import withdrawals as words
from bot.words.answers.entries import choice
from bot.words.front_end import FrontEnd
from cogs._answers import answer
from cogs._translate import Interaction, reader_front


async def ask_which(interaction: Interaction, entries: Sequence[Entry], *, own: bool) -> None:
    """Ask who asked, for them alone; where there are none, say so."""
    front = reader_front(interaction)
    if not entries:
        await answer(interaction, words.nothing_to_withdraw(front, own=own))
        return
    text = words.which_to_withdraw(front, len(entries))
    await interaction.response.send_message(text, view=_menu(front, entries), ephemeral=True, allowed_mentions=SILENT)


def _menu(front: FrontEnd, entries: Sequence[Entry]) -> ui.View:
    options = [discord.SelectOption(label=choice(front, entry), value=str(entry.number)) for entry in entries]
    menu: ui.Select[ui.View] = ui.Select(
        custom_id=custom_id("withdraw_some"),
        placeholder=front.say(labels.PICK_SOME),
        min_values=1,
        max_values=len(options),
        options=options,
    )
    view = ui.View(timeout=None)
    view.add_item(menu)
    view.stop()
    return view


def picked(interaction: Interaction) -> list[int]:
    """The numbers that were picked in the menu. Raises ButtonExpired."""
    data: Any = interaction.data or {}
    values = [str(value) for value in data.get("values") or ()]
    return [number_in(values, place) for place in range(len(values))]
