"""/debate: open one, close it, see where it stands."""

from discord import app_commands
from discord.ext import commands

from bot.actions import debates, inspect
from bot.client import CruxClient
from bot.render import receipts
from cogs._answers import answer
from cogs._translate import Interaction, asked


class Debates(commands.GroupCog, name="debate", description="Open a debate here, close it, see where it stands"):
    """A debate's beginning and end."""

    def __init__(self, client: CruxClient) -> None:
        self.client = client

    @app_commands.command(name="open", description="Open a debate in this channel")
    @app_commands.describe(
        question="What the sides disagree about",
        side_a="One position on it",
        side_b="The other position on it",
    )
    async def open_debate(self, interaction: Interaction, question: str, side_a: str = "", side_b: str = "") -> None:
        opened = await debates.open_debate(self.client.sessions, asked(interaction), question, side_a, side_b)
        await answer(interaction, receipts.debate_opened(opened.debate, opened.sides), everyone=True)

    @app_commands.command(description="Close the debate: its ledger stays and can be read")
    async def close(self, interaction: Interaction) -> None:
        debate = await debates.close_debate(self.client.sessions, asked(interaction))
        await answer(interaction, receipts.debate_closed(debate), everyone=True)

    @app_commands.command(description="Where the debate stands")
    async def status(self, interaction: Interaction) -> None:
        ledger = await inspect.ledger_here(self.client.sessions, asked(interaction))
        await answer(interaction, receipts.debate_status(ledger))


async def setup(client: CruxClient) -> None:
    await client.add_cog(Debates(client))
