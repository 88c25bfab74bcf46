"""Forms that come back filled in: where one is refused, a button opens it again with what was typed."""

from collections.abc import Awaitable, Callable

from discord import ui

from bot.actions import forms
from bot.discord.client import CruxClient, Handler
from bot.discord.custom_ids import number_in
from bot.ledger.refusals import (
    Barred,
    ButtonExpired,
    DebateIsClosed,
    DebateIsOpen,
    DraftIsGone,
    EstimatesAreOver,
    EstimateStands,
    LedgerIsLocked,
    ManagersOnly,
    MayNotNameSides,
    MayNotOpenDebates,
    MayNotTagOthers,
    MessageIsGone,
    ModeratorsOnly,
    NoDebate,
    NotInADebateChannel,
    NotProposed,
    NotYourDefinition,
    NotYours,
    OpenersOnly,
    PassageIsGone,
    Refusal,
    SuggestionDecided,
    UnsafeText,
)
from bot.words import buttons as labels
from bot.words.refusals import refused
from cogs import _modals
from cogs._answers import answer, button
from cogs._modals import Fields
from cogs._translate import Interaction, reader_front, request_from

FINAL = (
    Barred,
    ButtonExpired,
    DebateIsClosed,
    DebateIsOpen,
    DraftIsGone,
    EstimatesAreOver,
    EstimateStands,
    LedgerIsLocked,
    ManagersOnly,
    MayNotNameSides,
    MayNotOpenDebates,
    MayNotTagOthers,
    MessageIsGone,
    ModeratorsOnly,
    NoDebate,
    NotInADebateChannel,
    NotProposed,
    NotYourDefinition,
    NotYours,
    OpenersOnly,
    PassageIsGone,
    SuggestionDecided,
    UnsafeText,
)
"""Refusals that no other words in the form would change."""


Reopen = Callable[[Interaction, list[str], Fields], Awaitable[ui.Modal]]
"""A form as somebody had filled it in, from the arguments of its custom id and its fields."""

_REOPENED_AS = "again"


def on_form(client: CruxClient, verb: str, handler: Handler, reopen: Reopen, *, about: int | None = None) -> None:
    """Have forms with this verb answered by the handler, and opened again where it refuses them.

    `about` is the place of the message's id among the arguments, where the form is about a message.
    """

    async def submitted(interaction: Interaction, arguments: list[str]) -> None:
        try:
            await handler(interaction, arguments)
        except FINAL:
            raise
        except Refusal as refusal:
            message = None if about is None else number_in(arguments, about)
            await _offer(interaction, verb, arguments, refusal, message)

    async def pressed(interaction: Interaction, arguments: list[str]) -> None:
        kept = await forms.refused_form(client.sessions, request_from(interaction), number_in(arguments, 0))
        await _modals.show(interaction, await reopen(interaction, kept.form.split(":"), kept.fields))

    client.on_press(verb, submitted)
    client.on_press(f"{verb}-{_REOPENED_AS}", pressed)


async def _offer(
    interaction: Interaction, verb: str, arguments: list[str], refusal: Refusal, message: int | None
) -> None:
    front = reader_front(interaction)
    request, fields = request_from(interaction), _modals.filled(interaction)
    form = ":".join(arguments)
    await forms.keep_refused(interaction.client.sessions, request, interaction.id, form, fields, message)
    again = button(front.say(labels.EDIT_AGAIN), f"{verb}-{_REOPENED_AS}", interaction.id)
    await answer(interaction, refused(front, refusal), again)
