"""How Crux answers: privately unless it is for everyone, and without ever pinging by accident."""

import discord

from bot.client import SILENT, Picture, custom_id
from bot.ledger.entries import Answer, Entry
from bot.render import receipts
from cogs._translate import Interaction

_STYLES = {
    Answer.AGREE: discord.ButtonStyle.success,
    Answer.DISAGREE: discord.ButtonStyle.danger,
    Answer.UNSURE: discord.ButtonStyle.secondary,
}


async def answer(
    interaction: Interaction,
    text: str,
    *buttons: discord.ui.Button[discord.ui.View],
    everyone: bool = False,
    notify: bool = False,
) -> None:
    """Answer with words and buttons; to everyone only where asked for.

    With `notify`, whoever Crux itself mentions is told; what people wrote never mentions anybody.
    """
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=True) if notify else SILENT
    view = row(*buttons)
    if not interaction.response.is_done():
        await interaction.response.send_message(text, view=view, ephemeral=not everyone, allowed_mentions=mentions)
    else:
        await interaction.followup.send(text, view=view, ephemeral=not everyone, allowed_mentions=mentions)


def files_of(picture: Picture | None) -> list[discord.File]:
    """What a message with that picture brings along."""
    return [picture.file()] if picture is not None else []


async def show_picture(interaction: Interaction, picture: Picture, *, everyone: bool = False) -> None:
    """Answer with a picture that was waited for."""
    await interaction.followup.send(file=picture.file(), ephemeral=not everyone, allowed_mentions=SILENT)


def row(*buttons: discord.ui.Button[discord.ui.View]) -> discord.ui.View:
    """Buttons in rows of five. They are found by custom id, so the view is not kept in memory."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    view.stop()
    return view


def button(
    label: str, verb: str, *arguments: object, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> discord.ui.Button[discord.ui.View]:
    """A button that does `verb`."""
    return discord.ui.Button(label=label, style=style, custom_id=custom_id(verb, *arguments))


def stance_buttons(
    entry: Entry, *, numbered: bool = False, verb: str = "stance"
) -> tuple[discord.ui.Button[discord.ui.View], ...]:
    """Agree, disagree, unsure: for the wording that stands beside them."""
    return tuple(
        button(
            receipts.answer_label(answer, entry.number if numbered else None),
            verb,
            entry.number,
            entry.wording.number,
            answer.value,
            style=_STYLES[answer],
        )
        for answer in Answer
    )


def parking_buttons(entry: Entry) -> tuple[discord.ui.Button[discord.ui.View], ...]:
    """What can be said of setting an entry aside, as far as it has come."""
    if entry.parking is None:
        return (button("Park", "park", entry.number),)
    if entry.parking.agreed_by is not None:
        return (button("Bring it back", "core", entry.number),)
    return (button("Also park", "park", entry.number), button("No, core", "core", entry.number))


def proposal_buttons(entry: Entry) -> tuple[discord.ui.Button[discord.ui.View], ...]:
    """What the author can do with a tag that somebody else made."""
    return (
        button("Confirm", "confirm", entry.number, style=discord.ButtonStyle.success),
        button("Reword", "reword", entry.number),
        button("Decline", "decline", entry.number, style=discord.ButtonStyle.danger),
    )
