"""What a server decides, as a panel: each setting with what it is now, and what it can be changed to."""

from collections.abc import Iterator

import discord
from discord import ui

from bot.discord.custom_ids import custom_id
from bot.ledger.house import House, Setting
from bot.ledger.rules.house import value_of
from bot.words import buttons as labels
from bot.words.answers import settings as words
from bot.words.answers.settings import PAGES, Page
from bot.words.front_end import FrontEnd
from cogs._answers import Button, button
from cogs._layout import button_row, layout

_Item = ui.Item[ui.LayoutView]

FIRST_PAGE = Page.PEOPLE


def settings_view(
    front: FrontEnd, house: House, page: Page, obstacle: str | None = None, changed: Setting | None = None
) -> ui.LayoutView:
    """A page of the panel; `obstacle` is what Crux may not do in the channel, `changed` what was just set."""
    view = layout(
        ui.TextDisplay(words.heading(front, house, changed)),
        button_row(_to_page(front, each, page) for each in Page),
        *(item for setting in PAGES[page] for item in _setting(front, house, setting)),
        button_row((button(front.say(labels.SETTINGS_HISTORY), "settings_history"),)),
        *([ui.TextDisplay[ui.LayoutView](obstacle)] if obstacle is not None else []),
    )
    view.stop()
    return view


def _to_page(front: FrontEnd, page: Page, shown: Page) -> Button:
    """The button that turns to a page; the one of the page that is shown stands out."""
    style = discord.ButtonStyle.primary if page is shown else discord.ButtonStyle.secondary
    return button(words.page(front, page), "settings_page", page.value, style=style)


def _setting(front: FrontEnd, house: House, setting: Setting) -> Iterator[_Item]:
    yield ui.TextDisplay(words.line(front, house, setting))
    if setting is Setting.TIMEZONE:
        yield button_row((button(front.say(labels.CHANGE_TIMEZONE), "settings_zone"),))
    else:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        yield row.add_item(_menu(front, house, setting))
    if setting is Setting.MODERATOR_ROLE and house.moderator_role is not None:
        yield button_row((button(front.say(labels.NO_ROLE), "setting_unset", setting.value),))


def _menu(front: FrontEnd, house: House, setting: Setting) -> _Item:
    """The menu in which a setting is changed."""
    if setting is Setting.MODERATOR_ROLE:
        return ui.RoleSelect(custom_id=custom_id("setting", setting.value), placeholder=front.say(labels.PICK_ROLE))
    return ui.Select(custom_id=custom_id("setting", setting.value), options=_options(front, house, setting))


def _options(front: FrontEnd, house: House, setting: Setting) -> list[discord.SelectOption]:
    now = value_of(house, setting)
    return [
        discord.SelectOption(label=label, value=value, default=value == now)
        for value, label in words.choices(front, setting)
    ]
