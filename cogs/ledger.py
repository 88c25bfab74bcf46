"""/ledger: read it, search it, take an entry back, export it."""

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.actions import debates, entries, exports, proposals, verify, withdrawals
from bot.discord.attachments import Attachments
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.posting import SILENT
from bot.exchange.formats import ENDINGS, Format, LedgerWriter, is_installed
from bot.ledger.entries import Entry, SetApart
from bot.ledger.record.seals import seal_from
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import format_names
from bot.words.answers import details, verification
from bot.words.answers import exports as export_answers
from bot.words.answers import history as histories
from bot.words.answers import ledger as answers
from bot.words.answers import tags as tag_answers
from bot.words.answers import withdrawals as withdrawal_answers
from bot.words.answers.ledger_history import PAGE_EVENTS
from bot.words.file_names import file_name
from bot.words.front_end import FrontEnd
from cogs._answers import (
    Button,
    answer,
    button,
    gone_again,
    parking_buttons,
    settle,
    show_layout,
    stance_buttons,
    undo_withdrawal,
)
from cogs._attachments import send
from cogs._entries import MOST_CHOICES, choices_set_apart, entry_choices
from cogs._history_view import NEWEST, history_view
from cogs._ledger_view import IN_PLACE, page_view
from cogs._merging import ask_before_merging
from cogs._reviewing import show_first
from cogs._tagged import entries_on
from cogs._translate import Interaction, front_in_place, reader_front, request_from, server_front
from cogs._withdrawing import ask_which, picked

FORMATS = [
    app_commands.Choice(name=format_names.named(DISCORD, form), value=form)
    for form in format_names.NAMES
    if form in set(Format) and is_installed(Format(form))
]
"""What is installed of the formats, in the order of their names."""


async def show_message(interaction: Interaction, message: discord.Message) -> None:
    """What the ledger has of a message."""
    front = reader_front(interaction)
    shown = await entries_on(interaction, message)
    await answer(interaction, details.in_full(front, shown.ledger, shown.entries))


class LedgerCommands(commands.GroupCog, name="ledger", description=described.LEDGER):
    """The ledger as people read it."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.tree.add_command(app_commands.ContextMenu(name=DISCORD.say(described.SHOW_MENU), callback=show_message))
        client.on_press("page", self.page)
        client.on_press("happened", self.happened)
        client.on_press("withdraw_some", self.withdraw_some)
        client.on_press("restore_some", self.restore_some)

    @app_commands.command(description=described.LEDGER_SHOW.description)
    async def show(self, interaction: Interaction) -> None:
        await show_layout(interaction, await self._page(interaction, 1))

    async def page(self, interaction: Interaction, arguments: list[str]) -> None:
        view = await self._page(interaction, number_in(arguments, 0))
        if arguments[1:2] == [IN_PLACE]:
            await interaction.response.edit_message(view=view, allowed_mentions=SILENT)
        else:
            await show_layout(interaction, view)

    async def _page(self, interaction: Interaction, number: int) -> ui.LayoutView:
        who = request_from(interaction)
        view = page_view(
            reader_front(interaction), await entries.page_here(self.client.sessions, who, number, answers.PAGE_LINES)
        )
        view.stop()
        return view

    @app_commands.command(description=described.LEDGER_SEARCH.description)
    @app_commands.describe(**described.LEDGER_SEARCH.options)
    async def search(self, interaction: Interaction, words: app_commands.Range[str, 1, 300]) -> None:
        front = reader_front(interaction)
        matches = await entries.find_entries(self.client.sessions, request_from(interaction), words, MOST_CHOICES)
        await answer(interaction, answers.found(front, matches, words))

    @app_commands.command(description=described.LEDGER_ENTRY.description)
    @app_commands.describe(**described.LEDGER_ENTRY.options)
    @app_commands.autocomplete(entry=entry_choices)
    async def entry(self, interaction: Interaction, entry: int) -> None:
        front = reader_front(interaction)
        shown = await entries.entry_here(self.client.sessions, request_from(interaction), entry)
        (only,) = shown.entries
        buttons: tuple[Button, ...] = ()
        if only.asks_for_stances:
            buttons = (
                *stance_buttons(front, only),
                button(front.say(labels.MY_CRUX), "crux", entry),
                *parking_buttons(front, only),
            )
        if shown.ledger.is_crux_of(interaction.user.id, entry):
            buttons = (*buttons, button(front.say(labels.NOT_MY_CRUX), "uncrux", entry))
        if shown.mine:
            buttons = (
                *buttons,
                button(front.say(labels.REWORD), "reword", entry),
                button(front.say(labels.WITHDRAW), "withdraw", entry),
            )
        await answer(interaction, details.in_full(front, shown.ledger, shown.entries), *buttons)

    @app_commands.command(description=described.LEDGER_REVIEW.description)
    async def review(self, interaction: Interaction) -> None:
        await show_first(interaction)

    @app_commands.command(description=described.LEDGER_HISTORY.description)
    @app_commands.describe(**described.LEDGER_HISTORY.options)
    @app_commands.autocomplete(entry=entry_choices)
    async def history(self, interaction: Interaction, entry: int | None = None) -> None:
        if entry is None:
            await show_layout(interaction, await self._happened(interaction, NEWEST))
            return
        front = reader_front(interaction)
        shown = await entries.history(self.client.sessions, request_from(interaction), entry, histories.MOST_EVENTS)
        text = histories.history(front, shown.entry, shown.events, shown.names, shown.earlier, survivor=shown.survivor)
        await answer(interaction, text)

    async def happened(self, interaction: Interaction, arguments: list[str]) -> None:
        view = await self._happened(interaction, number_in(arguments, 0))
        if interaction.message is not None and interaction.message.flags.components_v2:
            await interaction.response.edit_message(view=view, allowed_mentions=SILENT)
        else:
            await show_layout(interaction, view)

    async def _happened(self, interaction: Interaction, upto: int) -> ui.LayoutView:
        request = request_from(interaction)
        part = await debates.ledger_history(self.client.sessions, request, upto, PAGE_EVENTS)
        return history_view(reader_front(interaction), part)

    @app_commands.command(description=described.LEDGER_WITHDRAW.description)
    @app_commands.describe(**described.LEDGER_WITHDRAW.options)
    @app_commands.autocomplete(entry=entry_choices)
    async def withdraw(self, interaction: Interaction, entry: int | None = None) -> None:
        if entry is None:
            own = await withdrawals.own_entries(self.client.sessions, request_from(interaction))
            await ask_which(interaction, own, own=True)
            return
        front = reader_front(interaction)
        taken_back = await proposals.withdraw(self.client.sessions, request_from(interaction), entry)
        await answer(interaction, tag_answers.withdrawn(front, taken_back), *undo_withdrawal(front, taken_back))

    async def withdraw_some(self, interaction: Interaction, _: list[str]) -> None:
        front, request = front_in_place(interaction), request_from(interaction)
        done = await withdrawals.withdraw_together(self.client.sessions, request, picked(interaction))
        undo = (button(front.say(labels.UNDO), "restore_some", done.begins, done.ends),)
        text = withdrawal_answers.withdrawn(front, done.entries)
        await settle(interaction, text, *(undo if any(undo_withdrawal(front, entry) for entry in done.entries) else ()))

    async def restore_some(self, interaction: Interaction, arguments: list[str]) -> None:
        front, request = front_in_place(interaction), request_from(interaction)
        begins, ends = number_in(arguments, 0), number_in(arguments, 1)
        back = await withdrawals.restore_together(self.client.sessions, request, begins, ends)
        await settle(interaction, withdrawal_answers.restored(front, back))

    @app_commands.command(description=described.LEDGER_MERGE.description)
    @app_commands.describe(**described.LEDGER_MERGE.options)
    @app_commands.autocomplete(entry=entry_choices, into=entry_choices)
    async def merge(self, interaction: Interaction, entry: int, into: int) -> None:
        await ask_before_merging(interaction, entry, into)

    @app_commands.command(description=described.LEDGER_RESTORE.description)
    @app_commands.describe(**described.LEDGER_RESTORE.options)
    @app_commands.autocomplete(entry=choices_set_apart(SetApart.WITHDRAWN))
    async def restore(self, interaction: Interaction, entry: int) -> None:
        gone = await proposals.restore(self.client.sessions, request_from(interaction), entry)
        await self._restored(interaction, gone)

    @app_commands.command(description=described.LEDGER_UNMERGE.description)
    @app_commands.describe(**described.LEDGER_UNMERGE.options)
    @app_commands.autocomplete(entry=choices_set_apart(SetApart.MERGED))
    async def unmerge(self, interaction: Interaction, entry: int) -> None:
        gone = await proposals.unmerge(self.client.sessions, request_from(interaction), entry)
        await self._restored(interaction, gone)

    async def _restored(self, interaction: Interaction, gone: Entry) -> None:
        front = server_front(interaction)
        await answer(interaction, tag_answers.restored(front, gone), gone_again(front, gone), everyone=True)

    @app_commands.command(name="verify", description=described.LEDGER_VERIFY.description)
    @app_commands.describe(**described.LEDGER_VERIFY.options)
    async def verify_ledger(self, interaction: Interaction, seal: str | None = None) -> None:
        front = server_front(interaction)
        kept = seal_from(seal) if seal is not None else None
        request, sessions = request_from(interaction), self.client.sessions
        debate = await verify.debate_to_verify(sessions, request, kept)
        await interaction.response.defer(thinking=True)
        text = await self._verified(front, debate) if debate is not None else None
        if kept is not None:
            verdict = await verify.compare_seal_in(sessions, request.guild, request.channel, kept)
            text = verification.compared_and_verified(front, kept, verdict, text)
        await answer(interaction, text or "", everyone=True)

    async def _verified(self, front: FrontEnd, debate: int) -> str:
        found = await verify.verify_debate(self.client.sessions, debate)
        schema = await verify.verify_schema(self.client.sessions)
        told = (found.events, found.erased, found.seal, found.problems, schema.problems, found.imported)
        return verification.verified(front, *told)

    @app_commands.command(name="export", description=described.LEDGER_EXPORT.description)
    @app_commands.describe(**described.LEDGER_EXPORT.options)
    @app_commands.rename(form="format")
    @app_commands.choices(form=FORMATS)
    async def export_ledger(
        self, interaction: Interaction, form: app_commands.Choice[str], pseudonymous: bool = False
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        wanted = Format(form.value)
        request = request_from(interaction)
        writer, replica = LedgerWriter(server_front(interaction).with_typed_commands()), self.client.replica
        with Attachments(interaction.filesize_limit) as written:
            await exports.export_here(
                self.client.sessions,
                request,
                wanted,
                writer,
                lambda debate: written.named(file_name(writer.front, debate.question, request.at, ENDINGS[wanted])),
                replica,
                pseudonymous=pseudonymous,
            )
            text = export_answers.exported(reader_front(interaction), written.name)
            await send(interaction, text, written)


async def setup(client: CruxClient) -> None:
    await client.add_cog(LedgerCommands(client))
