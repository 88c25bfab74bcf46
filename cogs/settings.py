"""/settings: what a server decides for its debates, changed by who manages it."""

from functools import partial
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.actions import languages, settings
from bot.actions.settings import ChangedSetting
from bot.discord.client import CruxClient
from bot.discord.permissions import commands_alone, missing_here
from bot.discord.posting import SILENT
from bot.discord.retry import retried
from bot.ledger.house import UNSET, House, Setting, TagsShown
from bot.words import commands as described
from bot.words.answers import settings as answers
from bot.words.answers.settings import Page, page_of
from bot.words.front_end import FrontEnd
from bot.words.refusals import refused
from cogs import _modals
from cogs._answers import answer, show_layout
from cogs._digest_channels import obstacles_to_digests
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._settings_view import FIRST_PAGE, settings_view
from cogs._translate import Interaction, reader_front, request_from, word_from

MOST_CHANGES = 15
"""How many changes are shown."""


async def zone_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form of the time zone, as somebody had filled it in."""
    return _modals.timezone_form(reader_front(interaction), fields)


class Settings(commands.Cog):
    """A panel for who asked alone, whose menus and buttons are found by their custom ids."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("settings", self.press)
        client.on_press("setting", self.choose)
        client.on_press("setting_unset", self.unset)
        client.on_press("settings_page", self.turn)
        client.on_press("settings_zone", self.ask_zone)
        client.on_press("settings_history", self.history)
        on_form(client, "zone_set", self.set_zone, zone_form_again)

    @app_commands.command(name="settings", description=described.SETTINGS.description)
    async def show(self, interaction: Interaction) -> None:
        await self._show(interaction)

    async def press(self, interaction: Interaction, _: list[str]) -> None:
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        house = settings.house_here(request_from(interaction))
        front = reader_front(interaction)
        await show_layout(interaction, settings_view(front, house, FIRST_PAGE, _obstacles(interaction, front, house)))

    async def turn(self, interaction: Interaction, arguments: list[str]) -> None:
        house = settings.house_here(request_from(interaction))
        await _show_page(interaction, house, word_from(Page, "".join(arguments)))

    async def choose(self, interaction: Interaction, arguments: list[str]) -> None:
        setting = word_from(Setting, "".join(arguments))
        await self._change(interaction, setting, _chosen(interaction))

    async def unset(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._change(interaction, word_from(Setting, "".join(arguments)), UNSET)

    async def ask_zone(self, interaction: Interaction, _: list[str]) -> None:
        house = settings.house_here(request_from(interaction))
        await _modals.show(interaction, _modals.timezone_form(reader_front(interaction), {"timezone": house.timezone}))

    async def set_zone(self, interaction: Interaction, _: list[str]) -> None:
        await self._change(interaction, Setting.TIMEZONE, _modals.filled(interaction).get("timezone", ""))

    async def _change(self, interaction: Interaction, setting: Setting, words: str) -> None:
        client = self.client
        changed = await settings.change_setting(
            client.sessions, request_from(interaction), client.houses, setting, words, client.shortest_cadence
        )
        await _show_anew(interaction, setting, changed)

    async def history(self, interaction: Interaction, _: list[str]) -> None:
        changes = await settings.setting_changes(self.client.sessions, request_from(interaction), MOST_CHANGES)
        await answer(interaction, answers.history(reader_front(interaction), changes))

    @commands.Cog.listener()
    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        if before.preferred_locale != after.preferred_locale:
            client, at = self.client, self.client.clock.now()
            changed = partial(languages.server_language_changed, client.sessions, client.houses, after.id, at)
            await retried("server language", changed)


async def _show_anew(interaction: Interaction, setting: Setting, changed: ChangedSetting) -> None:
    """The page of what was set, as it is now."""
    await _show_page(interaction, changed.house, page_of(setting), setting if changed.is_new else None)


async def _show_page(interaction: Interaction, house: House, page: Page, changed: Setting | None = None) -> None:
    """A page of the panel in its own place; below, where a form was sent again from another message."""
    front = reader_front(interaction)
    obstacles = _obstacles(interaction, front, house)
    if page is Page.DIGESTS:
        obstacles += await obstacles_to_digests(interaction, front, (house.digest_channel, house.server_digest))
    view = settings_view(front, house, page, obstacles, changed)
    if interaction.message is not None and interaction.message.flags.components_v2:
        await interaction.response.edit_message(view=view, allowed_mentions=SILENT)
    else:
        await show_layout(interaction, view)


def _obstacles(interaction: Interaction, front: FrontEnd, house: House) -> tuple[str, ...]:
    """What Crux may not do in the channel, and how it is let; nothing where it may all that it needs."""
    alone = commands_alone(interaction)
    if alone is not None:
        return (refused(front, alone),)
    missing = missing_here(interaction, reacts=house.tags_shown is TagsShown.REACTION)
    return (answers.missing(front, missing),) if missing else ()


def _chosen(interaction: Interaction) -> str:
    """What was picked in a menu; nothing where nothing was."""
    data: Any = interaction.data or {}
    picked = data.get("values") or ("",)
    return str(picked[0])


async def setup(client: CruxClient) -> None:
    await client.add_cog(Settings(client))
