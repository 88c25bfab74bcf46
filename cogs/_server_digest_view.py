"""The digest of a server as a message, with the button that shows all of its debates."""

from discord import ui

from bot.actions.clock.server_digests import DueServerDigest
from bot.words import buttons as labels
from bot.words.answers import server_digests as words
from bot.words.front_end import FrontEnd
from cogs._answers import button
from cogs._layout import button_row, layout


def server_digest_view(front: FrontEnd, ready: DueServerDigest, reference: str) -> ui.LayoutView:
    """The message of a digest. Its button has the reference, by which it is found after a crash."""
    said = words.said(front, ready)
    texts = (said.head, *said.entries, *said.debates, *([said.foot] if said.foot else []))
    every = button(front.say(labels.ALL_DEBATES), "overview", 1, 0, reference)
    view = layout(*map(ui.TextDisplay, texts), button_row((every,)))
    view.stop()
    return view
