"""What somebody takes part in and wrote, as a message: a page of it, with the buttons that turn it."""

from collections.abc import Iterator

from discord import ui

from bot.actions.own_page import OwnPage
from bot.words import buttons as labels
from bot.words.answers import own_page as words
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout


def own_page_view(front: FrontEnd, own: OwnPage) -> ui.LayoutView:
    """The message of a page."""
    said, turns = words.page(front, own), tuple(_turns(front, own))
    texts = filter(None, (said.head, said.debates, *said.entries, said.foot))
    view = layout(*map(ui.TextDisplay, texts), *([button_row(turns)] if turns else []))
    view.stop()
    return view


def _turns(front: FrontEnd, own: OwnPage) -> Iterator[Button]:
    if own.page > 1:
        yield button(front.say(labels.PREVIOUS_PAGE), "me_page", own.page - 1)
    if own.page < own.pages:
        yield button(front.say(labels.NEXT_PAGE), "me_page", own.page + 1)
