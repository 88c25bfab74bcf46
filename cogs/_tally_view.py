"""The tally of a closed debate's estimates as a message, with the way to its ledger."""

from discord import ui

from bot.actions.clock.tallies import DueTally
from bot.ledger.telling.outcome import told
from bot.words import buttons as labels
from bot.words.answers import debates as words
from bot.words.front_end import FrontEnd
from cogs._answers import button
from cogs._layout import button_row, layout


def tally_view(front: FrontEnd, ready: DueTally, reference: str) -> ui.LayoutView:
    """The message of a tally. Its button has the reference, by which it is found after a crash."""
    outcome = told(ready.debate, ready.ledger)
    ledger = button(front.say(labels.WHOLE_LEDGER), "page", 1, reference)
    return layout(
        ui.TextDisplay(words.estimates_counted(front, ready.debate, outcome)),
        button_row((ledger,)),
    )
