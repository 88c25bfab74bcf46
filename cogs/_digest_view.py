"""A digest as Components V2: its blocks, and buttons that take a stance in one click."""

import discord
from discord import ui

from bot.actions.composing import ReadyDigest
from bot.discord.custom_ids import custom_id
from bot.discord.pictures import MAP_NAME, Picture
from bot.ledger.entries import Answer
from bot.render import chat
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels

_STYLES = {
    Answer.AGREE: discord.ButtonStyle.success,
    Answer.DISAGREE: discord.ButtonStyle.danger,
    Answer.UNSURE: discord.ButtonStyle.secondary,
}


def digest_view(ready: ReadyDigest, reference: str, picture: Picture | None) -> ui.LayoutView:
    """The message of a digest, with its picture where there is one.

    Its last line bears the reference, by which it is found again after a crash.
    """
    shown = chat.digest_message(DISCORD, ready.digest, ready.debate.guild, reference=reference)
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container()
    for block in shown.blocks:
        container.add_item(ui.TextDisplay(block.text))
    if picture is not None:
        gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
        gallery.add_item(media=f"attachment://{MAP_NAME}", description=picture.words)
        container.add_item(gallery)
    for prompt in shown.prompts:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for answer in Answer:
            row.add_item(
                ui.Button(
                    label=labels.answer_to(DISCORD, prompt.entry, answer),
                    style=_STYLES[answer],
                    custom_id=custom_id("stance", prompt.entry, prompt.wording, answer.value),
                )
            )
        container.add_item(row)
    if shown.left_out:
        more: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        more.add_item(ui.Button(label=labels.full_ledger(DISCORD, shown.left_out), custom_id=custom_id("page", 1)))
        container.add_item(more)
    container.add_item(ui.TextDisplay(shown.footer))
    view.add_item(container)
    return view
