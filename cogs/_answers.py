"""How Crux answers: privately unless it is for everyone, and without ever pinging by accident."""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, NamedTuple

import discord

from bot.discord.custom_ids import custom_id
from bot.discord.pictures import Picture
from bot.discord.posting import SILENT
from bot.ledger.entries import Answer, Entry, Kind, Status
from bot.words import buttons as labels
from bot.words.front_end import FrontEnd
from cogs._translate import Interaction

ANSWER_STYLES = {
    Answer.AGREE: discord.ButtonStyle.success,
    Answer.DISAGREE: discord.ButtonStyle.danger,
    Answer.UNSURE: discord.ButtonStyle.secondary,
}


class Button(NamedTuple):
    """A button as it is shown, and the custom id by which it is found."""

    label: str
    custom_id: str
    style: discord.ButtonStyle
    worded: bool = False
    """Whether it carries a person's words."""
    address: str | None = None
    """Where it leads, for one that does nothing else."""


async def answer(
    interaction: Interaction,
    text: str,
    *buttons: Button,
    everyone: bool = False,
    notify: bool = False,
) -> None:
    """Answer with words and buttons; to everyone only with `everyone`.

    With `notify`, the people whom Crux itself mentions are notified; what people wrote never mentions anybody.
    """
    mentions = discord.AllowedMentions(everyone=False, roles=False, users=True) if notify else SILENT
    view = row(*buttons)
    if not interaction.response.is_done():
        await interaction.response.send_message(text, view=view, ephemeral=not everyone, allowed_mentions=mentions)
    else:
        await interaction.followup.send(text, view=view, ephemeral=not everyone, allowed_mentions=mentions)


async def follow_up(interaction: Interaction, text: str, *buttons: Button) -> None:
    """Tell who asked something more, after an answer that everybody sees."""
    await interaction.followup.send(text, view=row(*buttons), ephemeral=True, allowed_mentions=SILENT)


async def show_layout(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Answer with a message laid out in parts, for who asked alone."""
    await interaction.response.send_message(view=view, ephemeral=True, allowed_mentions=SILENT)


async def show_after_a_while(
    interaction: Interaction,
    make: Callable[[], Awaitable[discord.ui.LayoutView]],
    *,
    everyone: bool = False,
    in_place: bool = False,
) -> None:
    """Answer with a message laid out in parts that takes some seconds to make.

    It is for who asked alone, unless it is for `everyone`; `in_place`, it takes the place of the message that was
    pressed.
    """
    if in_place and interaction.message is not None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=await make(), allowed_mentions=SILENT)
    else:
        await interaction.response.defer(ephemeral=not everyone, thinking=True)
        await interaction.followup.send(view=await make(), ephemeral=not everyone, allowed_mentions=SILENT)


async def settle(interaction: Interaction, text: str, *buttons: Button) -> None:
    """Put the outcome in the place of the question that was pressed, so that its buttons are gone."""
    if interaction.message is None:
        await answer(interaction, text, *buttons)
        return
    await interaction.response.edit_message(content=text, view=row(*buttons) if buttons else None)


def undo_withdrawal(front: FrontEnd, entry: Entry) -> tuple[Button, ...]:
    """Brings a withdrawn entry back, which is given as it was until then.

    None for a concession, which is made anew, and for what nobody had confirmed.
    """
    if entry.kind is Kind.CONCESSION or entry.status is not Status.LIVE:
        return ()
    return (button(front.say(labels.UNDO), "restore", entry.number),)


def gone_again(front: FrontEnd, entry: Entry) -> Button:
    """Undoes that an entry was brought back; it is given as it was until then."""
    if entry.merged_into is not None:
        return button(front.say(labels.UNDO), "merge", entry.number, entry.merged_into)
    return button(front.say(labels.UNDO), "withdraw", entry.number)


async def show_picture(interaction: Interaction, picture: Picture, *, everyone: bool = False) -> None:
    """Answer with a picture that was waited for."""
    await interaction.followup.send(file=picture.file(), ephemeral=not everyone, allowed_mentions=SILENT)


def row(*buttons: Button) -> discord.ui.View:
    """Buttons in rows of five. They are found by custom id, so no view waits for them, and the same ones are one.

    Not where they carry a person's words: those must not stay in memory once they are erased.
    """
    return _Row(buttons) if any(one.worded for one in buttons) else _kept(buttons)


class _Row(discord.ui.View):
    """Buttons that stay as they are, and so are written out once."""

    def __init__(self, buttons: tuple[Button, ...]) -> None:
        super().__init__(timeout=None)
        for one in buttons:
            self.add_item(discord.ui.Button(label=one.label, custom_id=one.custom_id, style=one.style))
        self._written = super().to_components()
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        return self._written


@lru_cache(maxsize=1024)
def _kept(buttons: tuple[Button, ...]) -> _Row:
    return _Row(buttons)


def button(
    label: str,
    verb: str,
    *arguments: object,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    worded: bool = False,
) -> Button:
    """A button that does `verb`; `worded` where an argument is what a person wrote."""
    return Button(label, custom_id(verb, *arguments), style, worded)


def stance_buttons(
    front: FrontEnd, entry: Entry, *more: object, numbered: bool = False, verb: str = "stance"
) -> tuple[Button, ...]:
    """Agree, disagree, unsure: for the wording that stands beside them. `more` is what else their custom ids carry."""
    return tuple(
        button(
            labels.answer_to(front, entry.number, answer) if numbered else labels.answer(front, answer),
            verb,
            entry.number,
            entry.wording.number,
            answer.value,
            *more,
            style=ANSWER_STYLES[answer],
        )
        for answer in Answer
    )


def parking_buttons(front: FrontEnd, entry: Entry) -> tuple[Button, ...]:
    """What can be said of setting an entry aside, as far as it has come."""
    if entry.parking is None:
        return (button(front.say(labels.PARK), "park", entry.number),)
    if entry.parking.agreed_by is not None:
        return (button(front.say(labels.BRING_BACK), "core", entry.number),)
    return (
        button(front.say(labels.ALSO_PARK), "park", entry.number),
        button(front.say(labels.NO_CORE), "core", entry.number),
    )


def proposal_buttons(front: FrontEnd, entry: Entry) -> tuple[Button, ...]:
    """What the author can do with a tag that somebody else made."""
    return (
        button(front.say(labels.CONFIRM), "confirm", entry.number, style=discord.ButtonStyle.success),
        button(front.say(labels.REWORD), "reword", entry.number),
        button(front.say(labels.DECLINE), "decline", entry.number, style=discord.ButtonStyle.danger),
    )
