"""A status card as a message: its texts, and its buttons between them and the last lines."""

from discord import ui

from bot.actions.clock.cards import DueCard
from bot.render.card import card_message
from bot.words.front_end import FrontEnd
from cogs._digest_view import as_button
from cogs._layout import button_row, layout


def card_view(front: FrontEnd, ready: DueCard, reference: str) -> ui.LayoutView:
    """The message of a card. A button carries the reference, by which it is found after a crash."""
    debate = ready.debate
    shown = card_message(
        front,
        ready.card,
        debate.guild,
        anchor=ready.anchor,
        at=ready.at,
        reference=reference,
        obstacle=ready.obstacle,
    )
    return layout(
        *(ui.TextDisplay[ui.LayoutView](text) for text in shown.texts),
        *(button_row(map(as_button, row)) for row in shown.buttons),
        ui.TextDisplay[ui.LayoutView](shown.footer),
    )
