"""A digest as a message: its texts, and its buttons between them and the last line."""

import discord
from discord import ui

from bot.actions.composing import ReadyDigest
from bot.discord.digest_messages import message_of
from bot.ledger.signatures import SIGNED_WITHIN
from bot.render.digest_buttons import MessageButton
from bot.words import buttons as labels
from bot.words.answers import signing
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout


def digest_view(front: FrontEnd, ready: ReadyDigest, reference: str) -> ui.LayoutView:
    """The message of a digest. A button carries the reference, by which it is found after a crash."""
    shown = message_of(front, ready, reference)
    return layout(
        *(ui.TextDisplay[ui.LayoutView](block.text) for block in shown.blocks),
        *(button_row(map(as_button, row)) for row in shown.buttons),
        *([ui.TextDisplay[ui.LayoutView](shown.footer)] if shown.footer else []),
        *(_signing(front, ready) if is_signed(ready) else ()),
    )


def is_signed(ready: ReadyDigest) -> bool:
    """Whether there are members of declared sides to say if it is fair to theirs, where it is posted."""
    declared = [side for side in ready.digest.sides if side.number is not None and side.people]
    return ready.digest.is_open and ready.elsewhere is None and len(declared) > 1


def _signing(front: FrontEnd, ready: ReadyDigest) -> tuple[ui.Item[ui.LayoutView], ...]:
    buttons = (button(front.say(labels.FAIR), "fair"), button(front.say(labels.NOT_HOW_WE_SAY_IT), "otherwise"))
    return ui.TextDisplay(signing.asked(front, ready.digest.at + SIGNED_WITHIN)), button_row(buttons)


def as_button(shown: MessageButton) -> Button:
    """The button as Discord shows it."""
    if shown.address is not None:
        return Button(shown.label, "", discord.ButtonStyle.link, address=shown.address)
    style = discord.ButtonStyle.primary if shown.is_primary else discord.ButtonStyle.secondary
    return button(shown.label, shown.verb, *shown.arguments, style=style)
