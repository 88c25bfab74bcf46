"""The debates of a server as a message: a page of them, with the buttons that turn it."""

from collections.abc import Iterator

from discord import ui

from bot.actions.overviews import ServerOverview
from bot.words import buttons as labels
from bot.words.answers import overviews as words
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout

IN_PLACE = "on"
"""What a button carries that stands on a page for one reader alone, so that the next one takes its place."""


def overview_view(front: FrontEnd, told: ServerOverview, within: int | None, *, alone: bool) -> ui.LayoutView:
    """The message of a page, of the debates `within` a channel where one was named; `alone`: for one reader."""
    said = words.page(front, told, of_channel=within is not None)
    texts = (said.head, *said.entries, *said.debates, *([said.foot] if said.foot else []))
    turns = tuple(_turns(front, told, within, alone=alone))
    view = layout(*map(ui.TextDisplay, texts), *([button_row(turns)] if turns else []))
    view.stop()
    return view


def _turns(front: FrontEnd, told: ServerOverview, within: int | None, *, alone: bool) -> Iterator[Button]:
    carried = (within or 0, *([IN_PLACE] if alone else []))
    if told.page > 1:
        yield button(front.say(labels.PREVIOUS_PAGE), "overview", told.page - 1, *carried)
    if told.page < told.pages:
        yield button(front.say(labels.NEXT_PAGE), "overview", told.page + 1, *carried)
