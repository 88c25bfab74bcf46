"""A status card as Components V2: its words, and buttons to join a side, to answer what waits, to see the map."""

import discord
from discord import ui

from bot.actions.clock.cards import DueCard
from bot.discord.custom_ids import custom_id
from bot.render import card as words
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels


def card_view(ready: DueCard, reference: str) -> ui.LayoutView:
    """The message of a card. Its last line bears the reference, by which it is found again after a crash."""
    card = ready.card
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container()
    container.add_item(ui.TextDisplay(words.card_text(DISCORD, card, ready.debate.guild)))
    if card.is_open and card.joinable:
        sides: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for side in card.joinable[: words.MOST_SIDES]:
            sides.add_item(_button(labels.join(DISCORD, side.shown), "join", side.number))
        container.add_item(sides)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if card.is_open and card.waits:
        row.add_item(_button(DISCORD.say(labels.ANSWER_WAITING), "walk", 0, style=discord.ButtonStyle.primary))
    row.add_item(_button(DISCORD.say(labels.MAP), "map"))
    container.add_item(row)
    container.add_item(ui.TextDisplay(words.footer(DISCORD, reference, ready.at)))
    view.add_item(container)
    return view


def _button(
    label: str, verb: str, *arguments: object, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=label, style=style, custom_id=custom_id(verb, *arguments))
