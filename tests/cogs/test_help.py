"""/help, as somebody sees it who presses through its pages: no command and no menu is left out of them."""

import re

import discord
import pytest
from discord import app_commands

from bot.discord.client import CruxClient
from bot.ledger.refusals import ButtonExpired
from bot.render.front_ends import DISCORD
from bot.words.answers.help import Topic
from bot.words.refusals import refused
from tests.cogs.conftest import World, words
from tests.walls import crafted

LIMIT = 2000
"""Characters that Discord takes in a message."""

LONGEST_ID = 2**64 - 1


def slash_commands(client: CruxClient) -> set[str]:
    commands = client.tree.walk_commands()
    return {command.qualified_name for command in commands if isinstance(command, app_commands.Command)}


def menus(client: CruxClient) -> set[str]:
    return {menu.name for menu in client.tree.walk_commands(type=discord.AppCommandType.message)}


async def turned(world: World, page: str) -> str:
    """What the page says that a button of the first page leads to."""
    first = await world.ana.slash(world.channel, "help")
    assert first.response is not None
    return words(await world.ana.click(first.response, custom_id=f"crux:help:{page}"))


async def pages(world: World) -> list[str]:
    """The first page, and each that a button leads to."""
    first = await world.ana.slash(world.channel, "help")
    return [words(first), *[await turned(world, topic.value) for topic in Topic]]


async def test_every_command_is_linked_on_a_page_and_every_page_fits_a_message(world: World) -> None:
    roots = {name.partition(" ")[0] for name in slash_commands(world.client)}
    world.client.registration.ids = dict.fromkeys(roots, LONGEST_ID)

    shown = await pages(world)

    linked = {
        name for page in shown[1:] for name in re.findall(rf"^- </([\w -]+):{LONGEST_ID}>: .", page, re.MULTILINE)
    }
    assert linked == slash_commands(world.client)
    assert all(len(page) <= LIMIT for page in shown), [len(page) for page in shown]


async def test_every_menu_is_named_with_how_a_phone_opens_it(world: World) -> None:
    shown = await pages(world)

    assert len(menus(world.client)) == 5
    for page in (shown[0], shown[1 + list(Topic).index(Topic.ANSWERS)]):
        assert [menu for menu in menus(world.client) if f"**{menu}**" not in page] == []
        assert DISCORD.ways.start_menu_by_touch in page


async def test_a_button_leads_back_to_the_beginning(world: World) -> None:
    first = await world.ana.slash(world.channel, "help")

    assert await turned(world, "begin") == words(first)


@pytest.mark.parametrize("page", ["", "nothing", "debate:ledger"])
async def test_a_page_that_is_not_there_is_refused(world: World, page: str) -> None:
    told = words(await crafted.press(world.ana, world.channel, f"crux:help:{page}"))

    assert told == refused(DISCORD, ButtonExpired())
