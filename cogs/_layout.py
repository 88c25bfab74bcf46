"""Messages laid out as Components V2, whose buttons are found by their custom ids alone."""

from collections.abc import Iterable

from discord import ui

from cogs._answers import Button


def layout(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    """A message with these parts, one below the other."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container()
    for item in items:
        container.add_item(item)
    view.add_item(container)
    return view


def button_row(buttons: Iterable[Button]) -> ui.ActionRow[ui.LayoutView]:
    """Buttons side by side: at most five."""
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for one in buttons:
        if one.address is not None:
            row.add_item(ui.Button(label=one.label, url=one.address))
        else:
            row.add_item(ui.Button(label=one.label, style=one.style, custom_id=one.custom_id))
    return row
