"""Tag messages as claim, crux or concession, state them by command, and answer proposals."""

import asyncio
from functools import partial

from discord import Message, app_commands, ui
from discord.ext import commands

from bot.actions import concessions, entries, proposals, similar, tags
from bot.actions.tagging import TagForm, Tagged
from bot.actions.tags import Spoilers
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.entries import Entry, Kind, Scope, Status
from bot.ledger.refusals import NotYours
from bot.render.dialects.discord_message import offered_statement
from bot.render.dialects.spoilers import covered_as_in, spoilers_in
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import forms
from bot.words.answers import concessions as concession_answers
from bot.words.answers import similar as similar_answers
from bot.words.answers import tags as answers
from bot.words.front_end import FrontEnd
from cogs import _modals, _tag_signs
from cogs._answers import Button, answer, button, gone_again, proposal_buttons, settle, stance_buttons, undo_withdrawal
from cogs._entries import entry_choices
from cogs._first_card import show_first_card
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._similar import offer_similar
from cogs._tag_signs import Sign
from cogs._translate import (
    Interaction,
    answer_from,
    front_in_place,
    named_in,
    note_source,
    reader_front,
    request_from,
    server_front,
    target,
    word_from,
)

SPOILERS = Spoilers(spoilers_in, covered_as_in)

DRAFT_PATIENCE = 2.0
"""Seconds that a form waits for its message to be kept: Discord wants the form within three."""


SCOPES = [app_commands.Choice(name=forms.scope(DISCORD, scope), value=scope.value) for scope in Scope]


def tag_menu(kind: Kind) -> app_commands.ContextMenu:
    """The message command for a kind. discord.py forbids context menus as methods of a cog, hence a closure."""

    async def open_form(interaction: Interaction, message: Message) -> None:
        wanted, who = target(message), request_from(interaction)
        client = interaction.client
        # The message's text does not come back with the form, so it is kept first; a slow database must not cost
        # the three seconds in which the form has to be there.
        keeping = asyncio.create_task(tags.keep_draft(client.sessions, who, wanted))
        kept, _ = await asyncio.wait({keeping}, timeout=DRAFT_PATIENCE)
        if kept:
            keeping.result()
        try:
            own = wanted.author == who.user
            offered = offered_statement(wanted.text, named_in(server_front(interaction), message))
            fields = _modals.first_fields(wanted.text, offered, own=own)
            await _modals.show(interaction, _modals.tag_form(reader_front(interaction), kind, wanted.message, fields))
        finally:
            quoted = await keeping
        if quoted:
            await note_source(interaction, message)

    return app_commands.ContextMenu(name=forms.tag_title(DISCORD, kind), callback=open_form)


async def tag_form_again(interaction: Interaction, arguments: list[str], fields: Fields) -> ui.Modal:
    """The form of a tag as somebody had filled it in."""
    kind, message = word_from(Kind, arguments[0]), number_in(arguments, 1)
    return _modals.tag_form(reader_front(interaction), kind, message, fields)


async def reword_form_again(interaction: Interaction, arguments: list[str], fields: Fields) -> ui.Modal:
    """The form that rewords an entry as somebody had filled it in."""
    front, proposal = reader_front(interaction), arguments[1:2] == ["proposal"]
    return _modals.reword_form(front, number_in(arguments, 0), fields.get("statement", ""), proposal=proposal)


class Tagging(commands.Cog):
    """From a message, or from words alone, to an entry."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        for kind in Kind:
            client.tree.add_command(tag_menu(kind))
        on_form(client, "tag", self.form_filled, tag_form_again, about=1)
        client.on_press("confirm", self.confirm)
        client.on_press("reword", self.open_reword)
        on_form(client, "reworded", self.reword, reword_form_again)
        client.on_press("decline", self.decline)
        client.on_press("withdraw", self.withdraw)
        client.on_press("restore", self.restore)
        client.on_press("instead", self.answer_instead)
        client.on_press("unconcede", self.take_back_concession)

    async def form_filled(self, interaction: Interaction, arguments: list[str]) -> None:
        message, fields = number_in(arguments, 1), _modals.filled(interaction)
        form = TagForm(
            kind=word_from(Kind, arguments[0]),
            statement=fields.get("statement", ""),
            passage=fields.get("passage", ""),
            answer=answer_from(fields.get("answer")),
            crux_for=fields.get("crux_for"),
            links=fields.get("links"),
            concedes=fields.get("concedes"),
            scope=word_from(Scope, fields.get("scope"), Scope.POINT),
            residue=fields.get("residue"),
        )
        tagged = await tags.tag_message(self.client.sessions, request_from(interaction), message, form, SPOILERS)
        await self._show(interaction, tagged)
        if tagged.opened is not None:
            await show_first_card(interaction)

    async def _show(self, interaction: Interaction, tagged: Tagged) -> None:
        if tagged.proposed:
            front = server_front(interaction)
            text = answers.proposed(
                front,
                tagged.entry,
                tagged.author.user,
                interaction.user.display_name,
                tagged.opened,
                guild=request_from(interaction).guild,
            )
            buttons = proposal_buttons(front, tagged.entry)
            await answer(interaction, text, *buttons, everyone=True, notify=True)
            return
        front = reader_front(interaction)
        text = answers.tagged(front, tagged.entry, tagged.conceded, tagged.residue, tagged.opened)
        await _tag_signs.answer_and_show(interaction, tagged.entry, text, partial(_own_buttons, front, tagged.entry))
        await offer_similar(interaction, tagged.entry)

    async def _state(self, interaction: Interaction, form: TagForm) -> None:
        front = server_front(interaction)
        stated = await tags.state(self.client.sessions, request_from(interaction), form)
        text = answers.stated(front, stated.entry, interaction.user.id, stated.opened)
        await answer(interaction, text, *stance_buttons(front, stated.entry), everyone=True)
        if stated.opened is not None:
            await show_first_card(interaction)
        else:
            await offer_similar(interaction, stated.entry)

    @app_commands.command(description=described.CLAIM.description)
    @app_commands.describe(**described.CLAIM.options)
    async def claim(self, interaction: Interaction, statement: str) -> None:
        await self._state(interaction, TagForm(Kind.CLAIM, statement))

    @app_commands.command(description=described.CRUX.description)
    @app_commands.describe(**described.CRUX.options)
    @app_commands.rename(target="for")
    @app_commands.autocomplete(target=entry_choices)
    async def crux(self, interaction: Interaction, statement: str, target: int | None = None) -> None:
        crux_for = str(target) if target is not None else None
        await self._state(interaction, TagForm(Kind.CRUX, statement, crux_for=crux_for))

    @app_commands.command(description=described.CONCEDE.description)
    @app_commands.describe(**described.CONCEDE.options)
    @app_commands.autocomplete(entry=entry_choices)
    @app_commands.choices(scope=SCOPES)
    async def concede(
        self, interaction: Interaction, entry: int, note: str = "", scope: app_commands.Choice[str] | None = None
    ) -> None:
        front = server_front(interaction)
        far = Scope(scope.value) if scope is not None else Scope.POINT
        conceded = await concessions.concede(self.client.sessions, request_from(interaction), entry, note, far)
        target = conceded.conceded or conceded.entry
        text = concession_answers.conceded(front, conceded.entry, target, interaction.user.id)
        await answer(interaction, text, _undo(front, conceded.entry), everyone=True)

    async def confirm(self, interaction: Interaction, arguments: list[str]) -> None:
        entry = await proposals.confirm(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await self._confirmed(interaction, entry)

    async def _confirmed(self, interaction: Interaction, entry: Entry) -> None:
        front = front_in_place(interaction)
        text = answers.confirmed(front, entry, interaction.user.id, guild=request_from(interaction).guild)
        undo = (_undo(front, entry),) if entry.concession is not None else ()
        await settle(interaction, text, *(stance_buttons(front, entry) if entry.asks_for_stances else undo))

    async def open_reword(self, interaction: Interaction, arguments: list[str]) -> None:
        number = number_in(arguments, 0)
        entry, mine = await entries.entry_of_mine(self.client.sessions, request_from(interaction), number)
        if not mine:
            raise NotYours(entry=number)
        proposal = entry.status is Status.PROPOSED
        form = _modals.reword_form(reader_front(interaction), number, entry.statement or "", proposal=proposal)
        await _modals.show(interaction, form)

    async def reword(self, interaction: Interaction, arguments: list[str]) -> None:
        front = server_front(interaction)
        number, words = number_in(arguments, 0), _modals.filled(interaction).get("statement", "")
        if arguments[1:2] == ["proposal"]:
            entry = await proposals.reword_and_confirm(self.client.sessions, request_from(interaction), number, words)
            await self._confirmed(interaction, entry)
            return
        entry = await proposals.reword(self.client.sessions, request_from(interaction), number, words)
        await answer(
            interaction,
            answers.reworded(front, entry, interaction.user.id),
            *stance_buttons(front, entry),
            everyone=True,
        )

    async def decline(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        entry = await proposals.decline(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await settle(interaction, answers.declined(front, entry))

    async def withdraw(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        entry = await proposals.withdraw(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await settle(interaction, answers.withdrawn(front, entry), *undo_withdrawal(front, entry))
        await _tag_signs.take_back(interaction, arguments[1:])

    async def restore(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        gone = await proposals.restore(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await settle(interaction, answers.restored(front, gone), gone_again(front, gone))

    async def answer_instead(self, interaction: Interaction, arguments: list[str]) -> None:
        front, request = front_in_place(interaction), request_from(interaction)
        number, into = number_in(arguments, 0), number_in(arguments, 1)
        done = await similar.answer_instead(self.client.sessions, request, number, into)
        undo = button(front.say(labels.UNDO_MERGE), "restore", number)
        text = similar_answers.answered_instead(front, done.entry, done.into)
        await settle(interaction, text, *stance_buttons(front, done.into), undo)

    async def take_back_concession(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        number = number_in(arguments, 0)
        conceded = await concessions.take_back(self.client.sessions, request_from(interaction), number)
        text = concession_answers.taken_back(front, number, conceded, interaction.user.id)
        await settle(interaction, text)
        await _tag_signs.take_back(interaction, arguments[1:])


def _own_buttons(front: FrontEnd, entry: Entry, sign: Sign | None) -> tuple[Button, ...]:
    """What the author of a tag can do with it."""
    return button(front.say(labels.REWORD), "reword", entry.number), _undo(front, entry, sign)


def _undo(front: FrontEnd, entry: Entry, sign: Sign | None = None) -> Button:
    """Takes an entry back; with a concession, the stance that it moved. The sign by which everybody sees it goes."""
    verb = "withdraw" if entry.concession is None else "unconcede"
    shown = () if sign is None else (sign.kind.value, sign.message)
    return button(front.say(labels.UNDO), verb, entry.number, *shown)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Tagging(client))
