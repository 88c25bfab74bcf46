"""/suggest and /ledger review: what messages may be entries, looked for and looked at."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.actions import suggestions
from bot.actions.request import require_moderator
from bot.actions.tagging import TagForm, Tagged
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.reading import latest_messages, require_readable, sees_content, text_now
from bot.ledger.entries import Scope
from bot.ledger.refusals import MessageIsGone, NothingToTag, WrittenByAnApp
from bot.ledger.rules.suggestions import SuggestedOf
from bot.render.dialects.discord_suggestions import suggestions_in
from bot.render.dialects.spoilers import covered_as_in
from bot.words import commands as described
from bot.words.answers import suggestions as answers
from bot.words.answers import tags as tag_answers
from cogs import _modals
from cogs._answers import answer, proposal_buttons
from cogs._first_card import show_first_card
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._reviewing import in_place, review_button, show_next
from cogs._translate import Interaction, named_in, reader_front, request_from, server_front, target, word_from


async def suggested_form_again(interaction: Interaction, arguments: list[str], fields: Fields) -> ui.Modal:
    """The form of a suggestion as somebody had filled it in."""
    message, place = _where(arguments)
    found = await suggestions.suggestion(interaction.client.sessions, request_from(interaction), message, place)
    return _modals.suggestion_form(reader_front(interaction), found.kind, message, place, fields)


class Suggestions(commands.Cog):
    """For moderators; what was suggested stands in the database, and which one is shown in the buttons."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("sug_accept", self.accept)
        client.on_press("sug_edit", self.edit)
        client.on_press("sug_drop", self.drop)
        client.on_press("sug_next", self.skip)
        client.on_press("sug_stop", self.stop)
        on_form(client, "suggested", self.edited, suggested_form_again, about=0)

    @app_commands.command(description=described.SUGGEST.description)
    async def suggest(self, interaction: Interaction) -> None:
        front, request = reader_front(interaction), request_from(interaction)
        require_moderator(request)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await sees_content(self.client):
            waiting = await suggestions.waiting_here(self.client.sessions, request)
            buttons = (review_button(front),) if waiting else ()
            await answer(interaction, answers.may_not_read(front, waiting), *buttons)
            return
        require_readable(interaction)
        await suggestions.begin_reading(self.client.sessions, request)
        messages = await latest_messages(self.client, request.channel, request.guild)
        found = [one for message in messages if (one := _suggested(interaction, message)) is not None]
        added = await suggestions.suggest(self.client.sessions, request, found)
        text = answers.found(front, len(messages), added.new, added.waiting)
        await answer(interaction, text, *((review_button(front),) if added.waiting else ()))

    async def skip(self, interaction: Interaction, arguments: list[str]) -> None:
        await show_next(interaction, *_where(arguments))

    async def stop(self, interaction: Interaction, arguments: list[str]) -> None:
        waiting = await suggestions.waiting_here(self.client.sessions, request_from(interaction))
        await in_place(interaction, answers.stopped(reader_front(interaction), waiting), ())

    async def drop(self, interaction: Interaction, arguments: list[str]) -> None:
        message, place = _where(arguments)
        await suggestions.drop(self.client.sessions, request_from(interaction), message, place)
        await show_next(interaction, message, place, answers.dropped(reader_front(interaction)))

    async def accept(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._accept(interaction, *_where(arguments), None)

    async def edit(self, interaction: Interaction, arguments: list[str]) -> None:
        message, place = _where(arguments)
        found = await suggestions.suggestion(self.client.sessions, request_from(interaction), message, place)
        fields = {"statement": found.statement, "scope": Scope.POINT.value}
        form = _modals.suggestion_form(reader_front(interaction), found.kind, message, place, fields)
        await _modals.show(interaction, form)

    async def edited(self, interaction: Interaction, arguments: list[str]) -> None:
        (message, place), fields = _where(arguments), _modals.filled(interaction)
        found = await suggestions.suggestion(self.client.sessions, request_from(interaction), message, place)
        form = TagForm(
            kind=found.kind,
            statement=covered_as_in(fields.get("statement", ""), found.passage),
            concedes=fields.get("concedes"),
            scope=word_from(Scope, fields.get("scope"), Scope.POINT),
        )
        await self._accept(interaction, message, place, form)

    async def _accept(self, interaction: Interaction, message: int, place: int, form: TagForm | None) -> None:
        request, sessions = request_from(interaction), self.client.sessions
        require_moderator(request)
        try:
            text = await text_now(self.client, request.channel, request.guild, message)
        except discord.NotFound:
            await suggestions.drop(sessions, request, message, place)
            raise MessageIsGone from None
        tagged = await suggestions.accept(sessions, request, message, place, form, text)
        told = answers.accepted(reader_front(interaction), tagged.entry.number, own=not tagged.proposed)
        await show_next(interaction, message, place, told)
        if tagged.proposed:
            await self._propose(interaction, tagged)
        if tagged.opened is not None:
            await show_first_card(interaction)

    async def _propose(self, interaction: Interaction, tagged: Tagged) -> None:
        front = server_front(interaction)
        told = (tagged.entry, tagged.author.user, interaction.user.display_name, tagged.opened)
        text = tag_answers.proposed(front, *told, guild=request_from(interaction).guild)
        await answer(interaction, text, *proposal_buttons(front, tagged.entry), everyone=True, notify=True)


def _where(arguments: list[str]) -> tuple[int, int]:
    """The message, and the place in it, that a custom id names. Raises ButtonExpired."""
    return number_in(arguments, 0), number_in(arguments, 1)


def _suggested(interaction: Interaction, message: discord.Message) -> SuggestedOf | None:
    """What is suggested of a message; None where that is nothing."""
    try:
        wanted = target(message)
    except (NothingToTag, WrittenByAnApp):
        return None
    found = tuple(suggestions_in(wanted.text, named_in(server_front(interaction), message)))
    return SuggestedOf(wanted.message, wanted.author, wanted.author_name, found) if found else None


async def setup(client: CruxClient) -> None:
    await client.add_cog(Suggestions(client))
