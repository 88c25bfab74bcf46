"""A part of a ledger's history as a message, with buttons to what was before it and after it."""

from collections.abc import Iterator

from discord import ui

from bot.store.reading.histories import LedgerPart
from bot.words import buttons as labels
from bot.words.answers.ledger_history import PAGE_EVENTS, ledger_history
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout

NEWEST = 2**31 - 1
"""The number of an event behind all that there are: the latest ones are shown."""


def history_view(front: FrontEnd, part: LedgerPart) -> ui.LayoutView:
    """The message of a part."""
    text: ui.Item[ui.LayoutView] = ui.TextDisplay(ledger_history(front, part.ledger, part.events, part.length))
    turns = tuple(_turns(front, part))
    view = layout(text, *([button_row(turns)] if turns else []))
    view.stop()
    return view


def _turns(front: FrontEnd, part: LedgerPart) -> Iterator[Button]:
    if part.upto > PAGE_EVENTS:
        yield button(front.say(labels.PREVIOUS_PAGE), "happened", part.upto - PAGE_EVENTS)
    if part.upto < part.length:
        yield button(front.say(labels.NEXT_PAGE), "happened", min(part.upto + PAGE_EVENTS, part.length))
