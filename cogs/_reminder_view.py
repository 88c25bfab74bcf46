"""A reminder of a closed debate as a message: its outcome, and buttons to open it again or to put it off."""

import discord
from discord import ui

from bot.actions.clock.reminders import DueReminder
from bot.ledger.telling.outcome import told
from bot.words import buttons as labels
from bot.words.answers import debates as words
from bot.words.front_end import FrontEnd
from cogs._answers import button
from cogs._layout import button_row, layout

DAYS = (7, 30, 90)
"""In how many days a debate can be looked at again."""


def reminder_view(front: FrontEnd, ready: DueReminder, reference: str) -> ui.LayoutView:
    """The message of a reminder. Its first button has the reference, by which it is found after a crash."""
    outcome = told(ready.debate, ready.ledger)
    reopen = button(front.say(labels.REOPEN), "reopen", reference, style=discord.ButtonStyle.primary)
    later = (button(labels.look_again(front, days), "look_again", days) for days in DAYS)
    return layout(
        ui.TextDisplay(words.looked_at_again(front, ready.debate, outcome)),
        button_row((reopen, *later)),
    )
