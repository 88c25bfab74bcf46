"""The buttons of the message with which Crux begins on a server: an example, the first debate, the settings."""

from datetime import UTC, datetime

import discord
import sqlalchemy as sa
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.actions.clock.welcomes import DueWelcome
from bot.ledger.refusals import DebateIsOpen, ManagersOnly, MayNotOpenDebates
from bot.render.front_ends import DISCORD
from bot.store.tables import metadata
from bot.store.waiting.welcomes import StoredWelcome
from bot.words.answers.welcome import above_example
from bot.words.refusals import refused
from cogs._welcome_view import welcome_view
from tests.cogs.conftest import World, button_labels, private, shown, words
from tests.walls import crafted

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READY = DueWelcome(StoredWelcome(1, (2,), None, "", NOON, 1), NOON)
EXAMPLE, OPEN, SETTINGS = range(3)
FORM = {"question": "Should we build?", "side_a": "Yes", "side_b": "No"}


async def press(world: World, who: MemberActor, place: int) -> InteractionResult:
    """Press a button of the message, which is found by its custom id alone, as after a restart."""
    view = welcome_view(DISCORD, READY, READY.reference[:24])
    ids = [item.custom_id for item in view.walk_children() if isinstance(item, discord.ui.Button)]
    return await crafted.press(who, world.channel, ids[place] or "")


async def rows(world: World) -> dict[str, int | None]:
    """How many rows each table has."""
    async with world.client.sessions() as session:
        return {
            table.name: await session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in metadata.sorted_tables
        }


async def test_the_example_is_shown_to_its_reader_alone_and_nothing_is_written(world: World) -> None:
    before = await rows(world)

    digest = shown(private(await press(world, world.ana, EXAMPLE)))

    assert above_example(DISCORD) in digest
    assert "CoT systems require open-ended RL" in digest
    assert "https://" not in digest, "its messages are on no server that anybody could open"
    assert await rows(world) == before


async def test_the_example_has_no_buttons_about_the_debate_in_the_channel(world: World) -> None:
    assert button_labels(private(await press(world, world.ana, EXAMPLE))) == ["Open the first debate here"]


async def test_the_first_debate_is_opened_with_a_form(world: World) -> None:
    form = await press(world, world.ana, OPEN)
    assert form.modal is not None

    opened = await world.ana.submit_modal(form, FORM)

    ledger = await world.ledger()
    assert ledger.debate.question == FORM["question"]
    assert [side.name for side in ledger.sides.values()] == ["Yes", "No"]
    assert FORM["question"] in words(opened)
    assert not opened.ephemeral


async def test_a_form_that_is_refused_comes_back_filled_in(world: World) -> None:
    form = await press(world, world.ana, OPEN)
    refusal = await world.ana.submit_modal(form, FORM | {"side_b": ""})
    again = await world.ana.click(private(refusal), label="Edit and try again")
    await world.ana.submit_modal(again, FORM)

    assert (await world.ledger()).debate.question == FORM["question"]


async def test_where_a_debate_is_there_already_no_form_opens(world: World) -> None:
    await world.ana.slash(world.channel, "debate open", question="Should we build?")

    refusal = await press(world, world.ben, OPEN)

    assert refusal.modal is None
    assert words(refusal) == refused(DISCORD, DebateIsOpen())


async def test_where_moderators_alone_open_debates_others_are_told_so(world: World) -> None:
    managers = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    boss = world.guild.add_member(world.env.create_user("boss"), roles=[managers])
    panel = await press(world, boss, SETTINGS)
    await boss.select(panel.response, ["moderators"], custom_id="crux:setting:opens_debates")

    assert words(await press(world, world.ana, OPEN)) == refused(DISCORD, MayNotOpenDebates())
    assert (await press(world, world.mod, OPEN)).modal is not None


async def test_settings_open_for_who_manages_the_server_alone(world: World) -> None:
    assert words(await press(world, world.mod, SETTINGS)) == refused(DISCORD, ManagersOnly())
