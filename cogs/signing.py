"""The buttons under a digest by which the members of a side say whether it is fair to theirs."""

import discord
from discord import ui
from discord.ext import commands

from bot.actions import signing
from bot.actions.signing import SignedDigest
from bot.discord.client import CruxClient
from bot.ledger.refusals import ButtonExpired
from bot.words import buttons as labels
from bot.words.answers import signing as answers
from bot.words.answers import tags as tag_answers
from cogs import _modals
from cogs._answers import answer, button, proposal_buttons
from cogs._forms import on_form
from cogs._modals import Fields
from cogs._translate import Interaction, reader_front, request_from, server_front


async def better_form_again(interaction: Interaction, _: list[str], fields: Fields) -> ui.Modal:
    """The form of a better wording, as somebody had filled it in."""
    return _modals.better_form(reader_front(interaction), fields)


class Signing(commands.Cog):
    """Sides sign the digest."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client
        client.on_press("fair", self.press_fair)
        client.on_press("otherwise", self.press_otherwise)
        client.on_press("say_better", self.show_better)
        on_form(client, "said_better", self.offer, better_form_again)

    async def press_fair(self, interaction: Interaction, _: list[str]) -> None:
        signed = await self._signed(interaction, fair=True)
        await answer(interaction, answers.fair(reader_front(interaction), signed.side, signed.until))

    async def press_otherwise(self, interaction: Interaction, _: list[str]) -> None:
        signed, front = await self._signed(interaction, fair=False), reader_front(interaction)
        better = button(front.say(labels.SAY_BETTER), "say_better", style=discord.ButtonStyle.primary)
        await answer(interaction, answers.otherwise(front, signed.side, signed.until), better)

    async def _signed(self, interaction: Interaction, *, fair: bool) -> SignedDigest:
        if interaction.message is None:
            raise ButtonExpired
        return await signing.sign_digest(
            self.client.sessions, request_from(interaction), interaction.message.id, fair=fair
        )

    async def show_better(self, interaction: Interaction, _: list[str]) -> None:
        await _modals.show(interaction, _modals.better_form(reader_front(interaction), {}))

    async def offer(self, interaction: Interaction, _: list[str]) -> None:
        """Ask the author, where everybody sees it, as any other proposal does."""
        filled, who, front = _modals.filled(interaction), request_from(interaction), server_front(interaction)
        name, words = filled.get("entry", ""), filled.get("statement", "")
        offered = await signing.offer_wording(self.client.sessions, who, name, words)
        author, tagger = offered.author.user, interaction.user.display_name
        text = tag_answers.proposed(front, offered.entry, author, tagger, None, guild=who.guild)
        await answer(interaction, text, *proposal_buttons(front, offered.entry), everyone=True, notify=True)


async def setup(client: CruxClient) -> None:
    await client.add_cog(Signing(client))
