"""What a server decides, as a panel: each setting with what it is now, and what it can be changed to."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.discord.custom_ids import custom_id
from bot.ledger.house import UNSET, House, Setting
from bot.ledger.rules.house import value_of
from bot.words import buttons as labels
from bot.words.answers import settings as words
from bot.words.answers.settings import PAGES, Page
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._digest_channels import CHANNELS
from cogs._layout import button_row, layout

_Item = ui.Item[ui.LayoutView]

_NOTHING = {
    Setting.MODERATOR_ROLE: labels.NO_ROLE,
    Setting.COUNTING_ROLE: labels.NO_ROLE_NEEDED,
    Setting.DIGEST_CHANNEL: labels.NO_CHANNEL,
    Setting.SERVER_DIGEST: labels.NO_SERVER_DIGEST,
}
"""The button that takes back what a setting names."""

FIRST_PAGE = Page.PEOPLE


def settings_view(
    front: FrontEnd, house: House, page: Page, obstacles: Sequence[str] = (), changed: Setting | None = None
) -> ui.LayoutView:
    """A page of the panel; `obstacles` say what Crux may not do in a channel, `changed` what was just set."""
    view = layout(
        ui.TextDisplay(words.heading(front, house, changed)),
        button_row(_to_page(front, each, page) for each in Page),
        *(item for setting in PAGES[page] for item in _setting(front, house, setting)),
        button_row((button(front.say(labels.SETTINGS_HISTORY), "settings_history"),)),
        *(ui.TextDisplay[ui.LayoutView](obstacle) for obstacle in obstacles),
    )
    view.stop()
    return view


def _to_page(front: FrontEnd, page: Page, shown: Page) -> Button:
    """The button that turns to a page; the one of the page that is shown stands out."""
    style = discord.ButtonStyle.primary if page is shown else discord.ButtonStyle.secondary
    return button(words.page(front, page), "settings_page", page.value, style=style)


def _setting(front: FrontEnd, house: House, setting: Setting) -> Iterator[_Item]:
    yield ui.TextDisplay(words.line(front, house, setting))
    if (note := words.note(front, setting)) is not None:
        yield ui.TextDisplay(note)
    if setting is Setting.TIMEZONE:
        yield button_row((button(front.say(labels.CHANGE_TIMEZONE), "settings_zone"),))
    else:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        yield row.add_item(_menu(front, house, setting))
    if setting in _NOTHING and value_of(house, setting) != UNSET:
        yield button_row((button(front.say(_NOTHING[setting]), "setting_unset", setting.value),))


def _menu(front: FrontEnd, house: House, setting: Setting) -> _Item:
    """The menu in which a setting is changed."""
    found_by = custom_id("setting", setting.value)
    if setting in (Setting.MODERATOR_ROLE, Setting.COUNTING_ROLE):
        return ui.RoleSelect(custom_id=found_by, placeholder=front.say(labels.PICK_ROLE))
    if setting in (Setting.DIGEST_CHANNEL, Setting.SERVER_DIGEST):
        picked = front.say(labels.PICK_CHANNEL)
        return ui.ChannelSelect(custom_id=found_by, placeholder=picked, channel_types=CHANNELS)
    return ui.Select(custom_id=found_by, options=_options(front, house, setting))


def _options(front: FrontEnd, house: House, setting: Setting) -> list[discord.SelectOption]:
    now = value_of(house, setting)
    return [
        discord.SelectOption(label=label, value=value, default=value == now)
        for value, label in words.choices(front, setting)
    ]
