"""/side: take a side, leave it, see who stands where."""

from discord import ButtonStyle, app_commands
from discord.ext import commands

from bot.actions import entries, sides
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.refusals import NoSuchSide, Refusal
from bot.ledger.rules.sides import SIDE_NAME_LIMIT
from bot.ledger.text import folded
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import names
from bot.words.answers import sides as answers
from cogs._answers import answer, button
from cogs._translate import Interaction, request_from


async def side_choices(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """The sides whose name holds what was typed so far."""
    try:
        named = await sides.sides_here(interaction.client.sessions, request_from(interaction))
    except Refusal:
        return []
    called = [names.side(DISCORD, side.called) for side in named]
    fitting = [name for name in called if folded(current) in folded(name)]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:25]]


class Sides(commands.GroupCog, name="side", description=described.SIDE):
    """Who stands where."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("side", self.open_side)
        client.on_press("join", self.press_join)

    @app_commands.command(description=described.SIDE_JOIN.description)
    @app_commands.describe(**described.SIDE_JOIN.options)
    @app_commands.autocomplete(side=side_choices)
    async def join(self, interaction: Interaction, side: app_commands.Range[str, 1, SIDE_NAME_LIMIT]) -> None:
        try:
            joined = await sides.join_side(self.client.sessions, request_from(interaction), side)
        except NoSuchSide:
            opener = button(DISCORD.say(labels.NEW_SIDE), "side", side.strip(), style=ButtonStyle.primary, worded=True)
            await answer(interaction, answers.not_there(DISCORD, side), opener)
            return
        await answer(interaction, answers.joined(DISCORD, joined.side, joined.moved_from))

    async def press_join(self, interaction: Interaction, arguments: list[str]) -> None:
        joined = await sides.join_numbered(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await answer(interaction, answers.joined(DISCORD, joined.side, joined.moved_from))

    async def open_side(self, interaction: Interaction, arguments: list[str]) -> None:
        joined = await sides.join_side(
            self.client.sessions, request_from(interaction), ":".join(arguments), open_it=True
        )
        await answer(interaction, answers.joined(DISCORD, joined.side, joined.moved_from, new=joined.new))

    @app_commands.command(description=described.SIDE_LEAVE.description)
    async def leave(self, interaction: Interaction) -> None:
        left = await sides.leave_side(self.client.sessions, request_from(interaction))
        await answer(interaction, answers.left(DISCORD, left))

    @app_commands.command(name="list", description=described.SIDE_LIST.description)
    async def list_sides(self, interaction: Interaction) -> None:
        who = request_from(interaction)
        status = await entries.status_here(self.client.sessions, who, answers.NAMED_PER_SIDE)
        await answer(interaction, answers.listed(DISCORD, status))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Sides(client))
