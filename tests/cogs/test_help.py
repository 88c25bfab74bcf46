"""/help, as somebody sees it who presses through its pages: no command and no menu is left out of them."""

import re

import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult

from bot.discord.client import CruxClient
from bot.ledger.refusals import ButtonExpired
from bot.render.front_ends import DISCORD
from bot.words.answers.help import Topic
from bot.words.refusals import refused
from tests.cogs.conftest import World, words, written
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
    return written(await world.ana.click(first.response, custom_id=f"crux:help:{page}"))


async def pages(world: World) -> list[str]:
    """The page of how things are done, and each of a topic."""
    return [await turned(world, page) for page in ("begin", *(topic.value for topic in Topic))]


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

    assert await turned(world, "first") == written(first)


async def test_it_says_what_one_can_do_next_where_one_asks(world: World) -> None:
    world.client.registration.ids = {"debate": 7, "next": 8}
    before = written(await world.ana.slash(world.channel, "help"))
    await world.claim(world.ana, "Rents fall")
    during = written(await world.ben.slash(world.channel, "help"))
    await world.close(world.mod)
    after = written(await world.ana.slash(world.channel, "help"))

    assert "There is no debate here yet: </debate open:7> opens one" in before
    assert "1 entry awaits your answer: </next:8>." in during
    assert "Nobody has said yet what it turns on" in during
    assert "The debate here is closed: </debate open:7> opens it again" in after


async def test_what_one_may_do_in_the_channel_comes_first(world: World) -> None:
    managers = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    boss = world.guild.add_member(world.env.create_user("boss"), roles=[managers])

    def begins(told: InteractionResult) -> str:
        return re.findall(r"\*\*([^*]+):\*\*", words(told))[0]

    assert begins(await world.ana.slash(world.channel, "help")) == "Take part"
    assert begins(await world.mod.slash(world.channel, "help")) == "Moderate"
    assert begins(await boss.slash(world.channel, "help")) == "Decide who may do what in this server"


@pytest.mark.parametrize("page", ["", "nothing", "debate:ledger"])
async def test_a_page_that_is_not_there_is_refused(world: World, page: str) -> None:
    told = words(await crafted.press(world.ana, world.channel, f"crux:help:{page}"))

    assert told == refused(DISCORD, ButtonExpired())
