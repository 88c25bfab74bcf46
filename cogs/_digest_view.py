"""A digest as a message: its texts, and its buttons between them and the last line."""

import discord
from discord import ui

from bot.actions.composing import ReadyDigest
from bot.render.chat import digest_message
from bot.render.digest_buttons import MessageButton
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout


def digest_view(front: FrontEnd, ready: ReadyDigest, reference: str) -> ui.LayoutView:
    """The message of a digest. A button carries the reference, by which it is found after a crash."""
    shown = digest_message(
        front,
        ready.digest,
        ready.debate.guild,
        anchor=ready.anchor,
        reference=reference,
        debate=None if ready.elsewhere is None else ready.debate.id,
    )
    return layout(
        *(ui.TextDisplay[ui.LayoutView](block.text) for block in shown.blocks),
        *(button_row(map(as_button, row)) for row in shown.buttons),
        *([ui.TextDisplay[ui.LayoutView](shown.footer)] if shown.footer else []),
    )


def as_button(shown: MessageButton) -> Button:
    """The button as Discord shows it."""
    if shown.address is not None:
        return Button(shown.label, "", discord.ButtonStyle.link, address=shown.address)
    style = discord.ButtonStyle.primary if shown.is_primary else discord.ButtonStyle.secondary
    return button(shown.label, shown.verb, *shown.arguments, style=style)
