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
from cogs._answers import answer, button, settle, stance_buttons
from cogs._entries import entry_choices
from cogs._translate import Interaction, front_in_place, reader_front, request_from, server_front, word_from

RELATIONS = [
    app_commands.Choice(name=forms.relation(DISCORD, relation), value=relation.value)
    for relation in (Relation.SUPPORTS, Relation.ATTACKS, Relation.RESTATES, Relation.RESIDUE_OF)
]


class Links(commands.Cog):
    """What supports what, attacks it, says the same, or remains after it."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("merge", self.merge)
        client.on_press("unlink", self.unlink_pressed)
        client.on_press("relink", self.relink)

    @app_commands.command(description=described.LINK.description)
    @app_commands.describe(**described.LINK.options)
    @app_commands.choices(relation=RELATIONS)
    @app_commands.autocomplete(entry=entry_choices, target=entry_choices)
    async def link(self, interaction: Interaction, entry: int, relation: app_commands.Choice[str], target: int) -> None:
        await self._link(interaction, entry, Relation(relation.value), target)

    async def _link(self, interaction: Interaction, entry: int, relation: Relation, target: int) -> None:
        front = reader_front(interaction)
        linked = await links.link(self.client.sessions, request_from(interaction), entry, relation, target)
        undo = button(front.say(labels.UNDO), "unlink", entry, relation.value, target)
        merge = button(labels.merge(front, entry, target), "merge", entry, target)
        buttons = (merge, undo) if linked.may_merge else (undo,)
        await answer(interaction, answers.linked(front, linked.entry, linked.relation, linked.target), *buttons)

    @app_commands.command(description=described.UNLINK.description)
    @app_commands.describe(**described.UNLINK.options)
    @app_commands.choices(relation=RELATIONS)
    @app_commands.autocomplete(entry=entry_choices, target=entry_choices)
    async def unlink(
        self, interaction: Interaction, entry: int, relation: app_commands.Choice[str], target: int
    ) -> None:
        await self._unlink(interaction, entry, Relation(relation.value), target)

    async def _unlink(self, interaction: Interaction, entry: int, relation: Relation, target: int) -> None:
        front = front_in_place(interaction)
        taken_back = await links.unlink(self.client.sessions, request_from(interaction), entry, relation, target)
        undo = button(front.say(labels.UNDO), "relink", entry, relation.value, target)
        text = answers.unlinked(front, taken_back.entry, taken_back.relation, taken_back.target)
        await settle(interaction, text, undo)

    async def unlink_pressed(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._unlink(interaction, number_in(arguments, 0), _relation_in(arguments), number_in(arguments, 2))

    async def relink(self, interaction: Interaction, arguments: list[str]) -> None:
        await self._link(interaction, number_in(arguments, 0), _relation_in(arguments), number_in(arguments, 2))

    async def merge(self, interaction: Interaction, arguments: list[str]) -> None:
        front = front_in_place(interaction)
        entry, into = number_in(arguments, 0), number_in(arguments, 1)
        merged = await proposals.merge(self.client.sessions, request_from(interaction), entry, into)
        text = tag_answers.merged(front, merged.entry, merged.into)
        undo = button(front.say(labels.UNDO_MERGE), "restore", entry)
        await settle(interaction, text, undo)
        front = server_front(interaction)
        text = tag_answers.merged(front, merged.entry, merged.into)
        await answer(interaction, text, *stance_buttons(front, merged.into), everyone=True)


def _relation_in(arguments: list[str]) -> Relation:
    return word_from(Relation, arguments[1] if len(arguments) > 1 else None)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Links(client))
