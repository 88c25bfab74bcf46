"""/debate: open one, close it, see where it stands."""

from discord import app_commands, ui
from discord.ext import commands

from bot.actions import cards, debates, entries, pictures
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.discord.due import show_card_now
from bot.discord.permissions import require_postable
from bot.ledger.entries import Source
from bot.ledger.refusals import ButtonExpired
from bot.ledger.telling.outcome import told
from bot.words import commands as described
from bot.words.answers import cards as card_answers
from bot.words.answers import debates as answers
from bot.words.answers import history as history_answers
from cogs import _modals
from cogs._answers import answer, show_picture
from cogs._card_view import card_view
from cogs._estimates import (
    estimate_asked_again,
    estimate_button,
    estimate_form_again,
    give_estimate,
    save_estimate,
    show_estimate_form,
)
from cogs._first_card import show_first_card
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._posting import post_digest_now
from cogs._reminder_view import DAYS
from cogs._translate import Interaction, reader_front, request_from, server_front


async def debate_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form that corrects a debate, as somebody had filled it in."""
    front = reader_front(interaction)
    here = await debates.debate_to_edit(interaction.client.sessions, request_from(interaction))
    return _modals.debate_form(front, here.debate, tuple(here.sides.values()), fields)


async def first_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form that opens a debate, as somebody had filled it in."""
    return _modals.opening_form(reader_front(interaction), fields)


async def outcome_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form that closes a debate, as somebody had filled it in."""
    return _modals.outcome_form(reader_front(interaction), _modals.outcome_filled_in(fields))


class Debates(commands.GroupCog, name="debate", description=described.DEBATE):
    """A debate's beginning and end."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("map", self.press_map)
        client.on_press("open_debate", self.ask_question)
        on_form(client, "debate_opened", self.open_with, first_form_again)
        on_form(client, "edited", self.save_edited, debate_form_again)
        on_form(client, "closed", self.close_with, outcome_form_again)
        client.on_press("reopen", self.reopen)
        client.on_press("look_again", self.look_again)
        client.on_press("estimate", show_estimate_form)
        on_form(client, "estimated", save_estimate, estimate_form_again)

    @app_commands.command(name="open", description=described.DEBATE_OPEN.description)
    @app_commands.describe(**described.DEBATE_OPEN.options)
    async def open_debate(
        self, interaction: Interaction, question: str = "", side_a: str = "", side_b: str = ""
    ) -> None:
        await self._open(interaction, question, side_a, side_b)

    async def ask_question(self, interaction: Interaction, _: list[str]) -> None:
        await debates.require_openable(self.client.sessions, request_from(interaction))
        await _modals.show(interaction, _modals.opening_form(reader_front(interaction), {}))

    async def open_with(self, interaction: Interaction, _: list[str]) -> None:
        given = _modals.filled(interaction)
        await self._open(interaction, *(given.get(name, "") for name in ("question", "side_a", "side_b")))

    async def _open(self, interaction: Interaction, question: str, side_a: str, side_b: str) -> None:
        front = server_front(interaction)
        opened = await debates.open_debate(self.client.sessions, request_from(interaction), question, side_a, side_b)
        text = answers.reopened(front, opened.debate, opened.sides)
        if not opened.again:
            text = answers.opened(front, opened.debate, opened.sides, opened.schedule)
        await answer(interaction, text, estimate_button(front), everyone=True)
        if opened.is_new:
            await show_first_card(interaction)

    @app_commands.command(description=described.DEBATE_EDIT.description)
    async def edit(self, interaction: Interaction) -> None:
        here = await debates.debate_to_edit(self.client.sessions, request_from(interaction))
        await _modals.show(
            interaction, _modals.debate_form(reader_front(interaction), here.debate, tuple(here.sides.values()))
        )

    async def save_edited(self, interaction: Interaction, _: list[str]) -> None:
        given = _modals.what_was_edited(interaction)
        question = given.pop("question", "")
        sides = {number_in([number], 0): name for number, name in given.items()}
        edited = await debates.edit_debate(self.client.sessions, request_from(interaction), question, sides)
        if edited is None:
            await answer(interaction, answers.not_edited(reader_front(interaction)))
            return
        text = answers.edited(server_front(interaction), edited.debate, edited.sides)
        await answer(interaction, text, everyone=True)

    @app_commands.command(description=described.DEBATE_HISTORY.description)
    async def history(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        happened = await debates.history(self.client.sessions, request_from(interaction), history_answers.MOST_EVENTS)
        text = history_answers.of_debate(front, happened.debate, happened.events, happened.names, happened.earlier)
        await answer(interaction, text)

    @app_commands.command(description=described.DEBATE_CLOSE.description)
    async def close(self, interaction: Interaction) -> None:
        require_postable(interaction)
        offered = await debates.outcome_offered(self.client.sessions, request_from(interaction))
        await _modals.show(interaction, _modals.outcome_form(reader_front(interaction), offered))

    async def close_with(self, interaction: Interaction, _: list[str]) -> None:
        """Nothing is written before the last digest is there, and nothing posted that is refused."""
        front = server_front(interaction)
        require_postable(interaction)
        who, form = request_from(interaction), _modals.outcome_filled_in(_modals.filled(interaction))
        await debates.require_closable(self.client.sessions, who, form)
        await interaction.response.defer(thinking=True)
        digest = await post_digest_now(interaction)
        closed = await debates.close_debate(self.client.sessions, who, form)
        outcome = told(closed.debate, closed.ledger)
        address = front.dialect.link(who.guild, digest)
        again, buttons = await estimate_asked_again(interaction, front, closed.debate)
        text = answers.closed(front, closed.debate, outcome, address, again)
        await answer(interaction, text, *buttons, everyone=True)

    async def reopen(self, interaction: Interaction, _: list[str]) -> None:
        front = server_front(interaction)
        opened = await debates.open_debate(self.client.sessions, request_from(interaction))
        text = answers.reopened(front, opened.debate, opened.sides)
        await answer(interaction, text, estimate_button(front), everyone=True)

    async def look_again(self, interaction: Interaction, arguments: list[str]) -> None:
        front = server_front(interaction)
        days = number_in(arguments, 0)
        if days not in DAYS:
            raise ButtonExpired
        debate = await debates.look_again(self.client.sessions, request_from(interaction), days)
        if debate.look_again is not None:
            await answer(interaction, answers.comes_back(front, debate.look_again), everyone=True)

    @app_commands.command(description=described.DEBATE_LOCK.description)
    @app_commands.describe(**described.DEBATE_LOCK.options)
    async def lock(self, interaction: Interaction, reason: str = "") -> None:
        locked = await debates.lock_ledger(self.client.sessions, request_from(interaction), reason)
        await answer(interaction, answers.locked(server_front(interaction), locked.lock_reason), everyone=True)

    @app_commands.command(description=described.DEBATE_UNLOCK.description)
    async def unlock(self, interaction: Interaction) -> None:
        await debates.unlock_ledger(self.client.sessions, request_from(interaction))
        await answer(interaction, answers.unlocked(server_front(interaction)), everyone=True)

    @app_commands.command(description=described.DEBATE_ESTIMATE.description)
    @app_commands.describe(**described.DEBATE_ESTIMATE.options)
    async def estimate(
        self, interaction: Interaction, percent: app_commands.Range[int, 0, 100], show: bool = False
    ) -> None:
        await give_estimate(interaction, str(percent), shown=show)

    @app_commands.command(description=described.DEBATE_STATUS.description)
    async def status(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        who = request_from(interaction)
        status = await entries.status_here(self.client.sessions, who)
        await answer(interaction, answers.status(front, status, who.house))

    @app_commands.command(name="card", description=described.DEBATE_CARD.description)
    @app_commands.describe(**described.DEBATE_CARD.options)
    async def card(self, interaction: Interaction, shown: bool = True) -> None:
        if shown:
            require_postable(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await (self._keep_card(interaction) if shown else self._drop_card(interaction))

    async def _keep_card(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        who = request_from(interaction)
        await cards.want_card(self.client.sessions, who)
        await show_card_now(self.client, card_view, who.channel)
        stored = await cards.card_here(self.client.sessions, who)
        if stored is None or stored.message is None:
            await answer(interaction, card_answers.not_yet_posted(front))
            return
        await answer(interaction, card_answers.posted(front, who.guild, Source(who.channel, stored.message)))

    async def _drop_card(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        who = request_from(interaction)
        dropped = await cards.drop_card(self.client.sessions, who)
        if dropped.message is not None:
            await self.client.own_messages.take_back(who.channel, who.guild, dropped.message)
        await answer(interaction, card_answers.removed(front))

    @app_commands.command(name="map", description=described.DEBATE_MAP.description)
    @app_commands.describe(**described.DEBATE_MAP.options)
    async def show_map(self, interaction: Interaction, everyone: bool = False) -> None:
        await self._map(interaction, everyone=everyone)

    async def press_map(self, interaction: Interaction, _: list[str]) -> None:
        await self._map(interaction, everyone=False)

    async def _map(self, interaction: Interaction, *, everyone: bool) -> None:
        await interaction.response.defer(ephemeral=not everyone, thinking=True)
        front = server_front(interaction) if everyone else reader_front(interaction)
        overview = await pictures.overview_here(self.client.sessions, request_from(interaction))
        await show_picture(interaction, await self.client.pictures.map(front, overview), everyone=everyone)

    @app_commands.command(description=described.DEBATE_TIMELINE.description)
    @app_commands.describe(**described.DEBATE_TIMELINE.options)
    async def timeline(self, interaction: Interaction, everyone: bool = False) -> None:
        await interaction.response.defer(ephemeral=not everyone, thinking=True)
        who, front = request_from(interaction), server_front(interaction) if everyone else reader_front(interaction)
        progress = await pictures.progress_here(self.client.sessions, who)
        await show_picture(interaction, await self.client.pictures.timeline(front, progress, who.at), everyone=everyone)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Debates(client))
