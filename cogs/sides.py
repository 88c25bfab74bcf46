"""/side: take a side, leave it, see who stands where; name sides, and put them right."""

from collections.abc import Iterable

from discord import ButtonStyle, app_commands, ui
from discord.ext import commands

from bot.actions import entries, sides
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.people import Side
from bot.ledger.refusals import NoSuchSide, Refusal
from bot.ledger.rules.sides import ENOUGH_SIDES, SIDE_NAME_LIMIT
from bot.ledger.text import folded
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import names
from bot.words.answers import sides as answers
from bot.words.front_end import FrontEnd
from cogs import _modals
from cogs._answers import Button, answer, button, settle
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._translate import Interaction, front_in_place, reader_front, request_from, server_front

MOST_OFFERED = 20
"""How many sides are offered as buttons."""

SideName = app_commands.Range[str, 1, SIDE_NAME_LIMIT]


async def side_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The sides whose name holds what was typed so far."""
    front = reader_front(interaction)
    try:
        named = await sides.sides_here(interaction.client.sessions, request_from(interaction))
    except Refusal:
        return []
    called = [names.side(front, side.called) for side in named]
    fitting = [name for name in called if folded(current) in folded(name)]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:25]]


def joining(front: FrontEnd, offered: Iterable[Side]) -> tuple[Button, ...]:
    """A button for each side, to take it."""
    called = ((side.number, names.side(front, side.called)) for side in offered)
    buttons = [button(labels.join(front, name), "join", number, worded=True) for number, name in called]
    return tuple(buttons[:MOST_OFFERED])


async def sides_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form that names two sides, as somebody had filled it in."""
    return _modals.sides_form(reader_front(interaction), fields)


class Sides(commands.GroupCog, name="side", description=described.SIDE):
    """Who stands where."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("side", self.open_side)
        client.on_press("join", self.press_join)
        client.on_press("leave", self.press_leave)
        client.on_press("name_sides", self.show_naming)
        on_form(client, "sides_named", self.name_sides, sides_form_again)
        client.on_press("merge_sides", self.merge_sides)

    @app_commands.command(description=described.SIDE_JOIN.description)
    @app_commands.describe(**described.SIDE_JOIN.options)
    @app_commands.autocomplete(side=side_choices)
    async def join(self, interaction: Interaction, side: SideName) -> None:
        front = reader_front(interaction)
        try:
            joined = await sides.join_side(self.client.sessions, request_from(interaction), side)
        except NoSuchSide as wrong:
            await self._offer(interaction, wrong)
            return
        await answer(interaction, answers.joined(front, joined.side, joined.moved_from), _undo(front, joined.before))

    async def _offer(self, interaction: Interaction, wrong: NoSuchSide) -> None:
        """The sides that there are, and a new one for who may open it."""
        front = reader_front(interaction)
        opener = button(front.say(labels.NEW_SIDE), "side", wrong.name, style=ButtonStyle.primary, worded=True)
        naming = button(front.say(labels.NAME_SIDES), "name_sides")
        are_some, may_open = bool(wrong.sides), wrong.may_open
        text = answers.not_there(front, wrong.name, are_some=are_some, may_open=may_open, who=wrong.who)
        new = (opener,) if len(wrong.sides) >= ENOUGH_SIDES else (opener, naming)
        await answer(interaction, text, *joining(front, wrong.sides), *(new if wrong.may_open else ()))

    async def press_join(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        joined = await sides.join_numbered(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await answer(interaction, answers.joined(front, joined.side, joined.moved_from), _undo(front, joined.before))

    async def open_side(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        joined = await sides.join_side(
            self.client.sessions, request_from(interaction), ":".join(arguments), open_it=True
        )
        text = answers.joined(front, joined.side, joined.moved_from, new=joined.new)
        await answer(interaction, text, _undo(front, joined.before))

    async def show_naming(self, interaction: Interaction, _: list[str]) -> None:
        front = reader_front(interaction)
        there = await sides.sides_to_name(self.client.sessions, request_from(interaction))
        if len(there) >= ENOUGH_SIDES:
            await answer(interaction, answers.named(front, there), *joining(front, there))
            return
        called = [names.side(front, side.called) for side in there]
        await _modals.show(interaction, _modals.sides_form(front, dict(zip(("first", "second"), called, strict=False))))

    async def name_sides(self, interaction: Interaction, _: list[str]) -> None:
        front = server_front(interaction)
        given = _modals.filled(interaction)
        named = await sides.name_sides(
            self.client.sessions,
            request_from(interaction),
            given.get("first", ""),
            given.get("second", ""),
        )
        await answer(interaction, answers.named(front, named), *joining(front, named), everyone=True)

    @app_commands.command(description=described.SIDE_RENAME.description)
    @app_commands.describe(**described.SIDE_RENAME.options)
    @app_commands.autocomplete(side=side_choices)
    async def rename(self, interaction: Interaction, side: SideName, name: SideName) -> None:
        front = server_front(interaction)
        renamed = await sides.rename_side(self.client.sessions, request_from(interaction), side, name)
        await answer(interaction, answers.renamed(front, renamed.before, renamed.now), everyone=True)

    @app_commands.command(name="join-into", description=described.SIDE_JOIN_INTO.description)
    @app_commands.describe(**described.SIDE_JOIN_INTO.options)
    @app_commands.autocomplete(side=side_choices, into=side_choices)
    async def join_into(self, interaction: Interaction, side: SideName, into: SideName) -> None:
        front = reader_front(interaction)
        asked = await sides.sides_to_merge(self.client.sessions, request_from(interaction), side, into)
        called = (names.side(front, one.called) for one in (asked.side, asked.into))
        label = labels.merge_sides(front, *called)
        sure = button(label, "merge_sides", asked.side.number, asked.into.number, style=ButtonStyle.danger, worded=True)
        await answer(interaction, answers.before_merging(front, asked.side, asked.into, asked.people), sure)

    async def merge_sides(self, interaction: Interaction, arguments: list[str]) -> None:
        front = server_front(interaction)
        merged = await sides.merge_sides(
            self.client.sessions, request_from(interaction), number_in(arguments, 0), number_in(arguments, 1)
        )
        await answer(interaction, answers.merged(front, merged.side, merged.into, merged.people), everyone=True)

    @app_commands.command(description=described.SIDE_REMOVE.description)
    @app_commands.describe(**described.SIDE_REMOVE.options)
    @app_commands.autocomplete(side=side_choices)
    async def remove(self, interaction: Interaction, side: SideName) -> None:
        front = server_front(interaction)
        removed = await sides.remove_side(self.client.sessions, request_from(interaction), side)
        await answer(interaction, answers.removed(front, removed), everyone=True)

    @app_commands.command(description=described.SIDE_LEAVE.description)
    async def leave(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        left = await sides.leave_side(self.client.sessions, request_from(interaction))
        await answer(interaction, answers.left(front, left), _undo(front, left))

    async def press_leave(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        left = await sides.leave_side(self.client.sessions, request_from(interaction))
        await settle(interaction, answers.left(front, left), _undo(front, left))

    @app_commands.command(name="list", description=described.SIDE_LIST.description)
    async def list_sides(self, interaction: Interaction) -> None:
        front = reader_front(interaction)
        who = request_from(interaction)
        status = await entries.status_here(self.client.sessions, who, answers.NAMED_PER_SIDE)
        await answer(interaction, answers.listed(front, status, who.house))


def _undo(front: FrontEnd, before: Side | None) -> Button:
    """Takes one's side back to where one was before; None is no side."""
    there = ("leave",) if before is None else ("join", before.number)
    return button(front.say(labels.UNDO), *there)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Sides(client))
