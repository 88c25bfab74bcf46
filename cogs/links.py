"""/link and /unlink: what one entry is to another."""

from discord import app_commands
from discord.ext import commands

from bot.actions import links, proposals
from bot.discord.client import CruxClient
from bot.discord.custom_ids import number_in
from bot.ledger.entries import Relation
from bot.render.front_ends import DISCORD
from bot.words import buttons as labels
from bot.words import commands as described
from bot.words import forms
from bot.words.answers import links as answers
from bot.words.answers import tags as tag_answers
from cogs._answers import answer, button, stance_buttons
from cogs._entries import entry_choices
from cogs._translate import Interaction, request_from

RELATIONS = [
    app_commands.Choice(name=forms.relation(DISCORD, relation), value=relation.value)
    for relation in (Relation.SUPPORTS, Relation.ATTACKS, Relation.RESTATES, Relation.RESIDUE_OF)
]


class Links(commands.Cog):
    """What supports what, attacks it, says the same, or remains after it."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("merge", self.merge)

    @app_commands.command(description=described.LINK.description)
    @app_commands.describe(**described.LINK.options)
    @app_commands.choices(relation=RELATIONS)
    @app_commands.autocomplete(entry=entry_choices, target=entry_choices)
    async def link(self, interaction: Interaction, entry: int, relation: app_commands.Choice[str], target: int) -> None:
        linked = await links.link(
            self.client.sessions, request_from(interaction), entry, Relation(relation.value), target
        )
        buttons = [button(labels.merge(DISCORD, entry, target), "merge", entry, target)] if linked.may_merge else []
        await answer(interaction, answers.linked(DISCORD, linked.entry, linked.relation, linked.target), *buttons)

    @app_commands.command(description=described.UNLINK.description)
    @app_commands.describe(**described.UNLINK.options)
    @app_commands.choices(relation=RELATIONS)
    @app_commands.autocomplete(entry=entry_choices, target=entry_choices)
    async def unlink(
        self, interaction: Interaction, entry: int, relation: app_commands.Choice[str], target: int
    ) -> None:
        taken_back = await links.unlink(
            self.client.sessions, request_from(interaction), entry, Relation(relation.value), target
        )
        await answer(interaction, answers.unlinked(DISCORD, taken_back.entry, taken_back.relation, taken_back.target))

    async def merge(self, interaction: Interaction, arguments: list[str]) -> None:
        entry, into = number_in(arguments, 0), number_in(arguments, 1)
        merged, target = await proposals.merge(self.client.sessions, request_from(interaction), entry, into)
        await answer(interaction, tag_answers.merged(DISCORD, merged, target), *stance_buttons(target), everyone=True)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Links(client))
