"""A page of the ledger as a message: each entry with the buttons that answer it, and those to turn the page."""

from collections.abc import Iterator

from discord import ui

from bot.actions.entries import LedgerPage
from bot.ledger.standing.outline import Page
from bot.words import buttons as labels
from bot.words.answers import ledger as words
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button, stance_buttons
from cogs._layout import button_row, layout

IN_PLACE = "on"
"""What a button carries that stands on a page itself, so that the next one takes its place."""


def page_view(front: FrontEnd, shown: LedgerPage) -> ui.LayoutView:
    """The message of a page."""
    said, turns = words.page(front, shown.ledger, shown.page), tuple(_turns(front, shown.page))
    items: list[ui.Item[ui.LayoutView]] = [ui.TextDisplay(said.head)]
    for one in said.entries:
        items.append(ui.TextDisplay(one.text))
        entry = shown.ledger.entries[one.entry]
        if entry.asks_for_stances:
            items.append(button_row(stance_buttons(front, entry)))
    return layout(*items, *([button_row(turns)] if turns else []))


def _turns(front: FrontEnd, page: Page) -> Iterator[Button]:
    if page.number > 1:
        yield button(front.say(labels.PREVIOUS_PAGE), "page", page.number - 1, IN_PLACE)
    if page.number < page.of:
        yield button(front.say(labels.NEXT_PAGE), "page", page.number + 1, IN_PLACE)
