"""The message with which Crux begins on a server: what it is for, and buttons to begin."""

from itertools import chain

import discord
from discord import ui

from bot.actions.clock.welcomes import DueWelcome
from bot.ledger.telling.digest import Digest
from bot.render.chat import digest_message
from bot.words import buttons as labels
from bot.words.answers import welcome as words
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout


def welcome_view(front: FrontEnd, ready: DueWelcome, reference: str) -> ui.LayoutView:
    """The message. Its first button has the reference, by which it is found after a crash."""
    example = button(front.say(labels.SEE_EXAMPLE), "example", reference)
    settings = button(front.say(labels.SETTINGS), "settings")
    return layout(ui.TextDisplay(words.welcome(front)), button_row((example, begin_button(front), settings)))


def example_view(front: FrontEnd, digest: Digest, guild: int) -> ui.LayoutView:
    """The digest of the example: without its buttons, which would be about the debate where they are pressed."""
    shown = digest_message(front, digest, guild, anchor=None)
    texts = chain((words.above_example(front),), (block.text for block in shown.blocks))
    return layout(*(ui.TextDisplay[ui.LayoutView](text) for text in texts), button_row((begin_button(front),)))


def begin_button(front: FrontEnd) -> Button:
    """Opens the form with which a debate begins in the channel."""
    return button(front.say(labels.OPEN_FIRST_DEBATE), "open_debate", style=discord.ButtonStyle.primary)
