"""A digest as a message: its blocks, and buttons that take a stance in one click."""

from collections.abc import Iterator

from discord import ui

from bot.actions.composing import ReadyDigest
from bot.discord.pictures import Picture
from bot.ledger.entries import Answer
from bot.render import chat
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from cogs._answers import ANSWER_STYLES, button
from cogs._layout import button_row, layout


def digest_view(ready: ReadyDigest, reference: str, picture: Picture | None) -> ui.LayoutView:
    """The message of a digest, with its picture where there is one.

    Its last line has the reference, by which it is found after a crash.
    """
    shown = chat.digest_message(DISCORD, ready.digest, ready.debate.guild, reference=reference)
    return layout(
        *(ui.TextDisplay[ui.LayoutView](block.text) for block in shown.blocks),
        *([_gallery(picture)] if picture is not None else []),
        *_rows(shown),
        ui.TextDisplay(shown.footer),
    )


def _gallery(picture: Picture) -> ui.MediaGallery[ui.LayoutView]:
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
    gallery.add_item(media=f"attachment://{picture.name}", description=picture.words)
    return gallery


def _rows(shown: chat.DigestMessage) -> Iterator[ui.ActionRow[ui.LayoutView]]:
    """The buttons to answer what the digest asks for, and one for the ledger where not all of it is shown."""
    for prompt in shown.prompts:
        yield button_row(
            button(
                labels.answer_to(DISCORD, prompt.entry, answer),
                "stance",
                prompt.entry,
                prompt.wording,
                answer.value,
                style=ANSWER_STYLES[answer],
            )
            for answer in Answer
        )
    if shown.left_out:
        yield button_row([button(labels.full_ledger(DISCORD, shown.left_out), "page", 1)])
