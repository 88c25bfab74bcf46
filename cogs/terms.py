"""/define: what one means by a term, and using another's."""

from discord import app_commands, ui
from discord.ext import commands

from bot.actions import terms
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.refusals import TermOfAnApp
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words.answers import terms as answers
from cogs import _modals
from cogs._answers import answer, button
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._translate import Interaction, reader_front, request_from, server_front


async def owner_form_again(interaction: Interaction, arguments: list[str], _: Fields) -> ui.Modal:
    """The form that says whose term it is, without who was picked: nothing else in it can be refused."""
    return _modals.owner_form(reader_front(interaction), number_in(arguments, 0))


class Terms(commands.Cog):
    """Words and what people mean by them."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("adopt", self.adopt)
        client.on_press("credit", self.open_owner)
        on_form(client, "credited", self.credit, owner_form_again)

    @app_commands.command(description=described.DEFINE.description)
    @app_commands.describe(**described.DEFINE.options)
    async def define(self, interaction: Interaction, term: str, meaning: str) -> None:
        front = server_front(interaction)
        defined = await terms.define(self.client.sessions, request_from(interaction), term, meaning)
        buttons = (
            button(front.say(labels.USE_TERM), "adopt", defined.number),
            button(front.say(labels.NOT_MY_TERM), "credit", defined.number),
        )
        await answer(interaction, answers.defined(front, defined, interaction.user.id), *buttons, everyone=True)

    async def adopt(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        adopted = await terms.adopt(self.client.sessions, request_from(interaction), number_in(arguments, 0))
        await answer(interaction, answers.adopted(front, adopted))

    async def open_owner(self, interaction: Interaction, arguments: list[str]) -> None:
        definition = await terms.definition_here(
            self.client.sessions, request_from(interaction), number_in(arguments, 0)
        )
        await _modals.show(interaction, _modals.owner_form(reader_front(interaction), definition.number))

    async def credit(self, interaction: Interaction, arguments: list[str]) -> None:
        front = reader_front(interaction)
        owner = _modals.chosen_person(interaction)
        if owner.bot:
            raise TermOfAnApp
        credited = await terms.credit(
            self.client.sessions, request_from(interaction), number_in(arguments, 0), owner.user, owner.name
        )
        again = button(front.say(labels.NOT_MY_TERM), "credit", credited.number)
        await answer(interaction, answers.adopted(front, credited), again)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Terms(client))
