"""A status card as a message: its words, and buttons to join a side, to answer what waits, to see the map."""

from collections.abc import Iterator

import discord
from discord import ui

from bot.actions.clock.cards import DueCard
from bot.ledger.telling.card import Card
from bot.render import card as words
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import names
from cogs._answers import Button, button
from cogs._layout import button_row, layout


def card_view(ready: DueCard, reference: str) -> ui.LayoutView:
    """The message of a card. Its last line has the reference, by which it is found after a crash."""
    card = ready.card
    joining = list(_joining(card))
    return layout(
        ui.TextDisplay(words.card_text(DISCORD, card, ready.debate.guild)),
        *([button_row(joining)] if joining else []),
        button_row(_looking(card)),
        ui.TextDisplay(words.footer(DISCORD, reference, ready.at)),
    )


def _joining(card: Card) -> Iterator[Button]:
    if card.is_open:
        for side in card.joinable[: words.MOST_SIDES]:
            yield button(labels.join(DISCORD, names.side(DISCORD, side.called)), "join", side.number)


def _looking(card: Card) -> Iterator[Button]:
    if card.is_open and card.waits:
        yield button(DISCORD.say(labels.ANSWER_WAITING), "walk", 0, style=discord.ButtonStyle.primary)
    yield button(DISCORD.say(labels.MAP), "map")
