"""What a server decides, as a panel: each setting with what it is now, and what it can be changed to."""

from collections.abc import Iterator

import discord
from discord import ui

from bot.discord.custom_ids import custom_id
from bot.ledger.house import CHOICES, House, Setting
from bot.ledger.rules.house import value_of
from bot.words import buttons as labels
from bot.words.answers import settings as words
from bot.words.front_end import FrontEnd
from cogs._answers import button
from cogs._layout import button_row, layout


def settings_view(
    front: FrontEnd, house: House, obstacle: str | None = None, changed: Setting | None = None
) -> ui.LayoutView:
    """The panel; `obstacle` is what Crux may not do in the channel, `changed` what was just set."""
    view = layout(
        ui.TextDisplay(words.heading(front, house, changed)),
        *(item for setting in CHOICES for item in _choice(front, house, setting)),
        ui.TextDisplay(words.line(front, house, Setting.TIMEZONE)),
        button_row(
            (
                button(front.say(labels.CHANGE_TIMEZONE), "settings_zone"),
                button(front.say(labels.SETTINGS_HISTORY), "settings_history"),
            )
        ),
        *([ui.TextDisplay[ui.LayoutView](obstacle)] if obstacle is not None else []),
    )
    view.stop()
    return view


def _choice(front: FrontEnd, house: House, setting: Setting) -> Iterator[ui.Item[ui.LayoutView]]:
    yield ui.TextDisplay(words.line(front, house, setting))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    now = value_of(house, setting)
    options = [
        discord.SelectOption(label=label, value=value, default=value == now)
        for value, label in words.choices(front, setting)
    ]
    row.add_item(ui.Select(custom_id=custom_id("setting", setting.value), options=options))
    yield row
