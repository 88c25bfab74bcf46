"""/digest with the option server: all debates of a server in one digest, set and stopped by who manages the server."""

import re
from datetime import timedelta

import discord
import pytest
from simcord.actors import MemberActor

from bot.discord.due import due_server_digests
from bot.discord.ticks.due import DueTick
from bot.ledger.refusals import ChannelOfAllDebates, ManagersOnly
from bot.render.front_ends import DISCORD
from bot.words.refusals import refused
from cogs._server_digest_view import server_digest_view
from tests.cogs.conftest import World, private, shown, words


@pytest.fixture
def boss(world: World) -> MemberActor:
    """Who manages the server."""
    managers = world.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("boss"), roles=[managers])


async def test_who_manages_the_server_has_its_digest_posted_where_they_ask_and_stops_it(
    world: World, boss: MemberActor
) -> None:
    await world.claim(world.ana, "Rents fall")
    news = world.guild.create_text_channel("news")

    set_up = await boss.slash(news, "digest schedule", cadence="weekly", days="mon", at="18:00", server=True)
    status = await boss.slash(world.channel, "digest status", server=True)
    world.clock.at += timedelta(days=7)
    await DueTick(due_server_digests(world.client, server_digest_view), together=1, seconds=3600).tick()
    stopped = await boss.slash(world.channel, "digest pause", server=True)
    then = await boss.slash(world.channel, "digest status", server=True)

    about = f"Digest of all debates (the option server), in <#{news.id}>: "
    assert words(set_up).startswith(f"{about}A digest comes every Monday at 18:00 (UTC)")
    assert words(status).startswith(about)
    posted = news.last_message
    assert posted is not None
    assert "## Debates of this server\n1 debate" in shown(posted)
    assert words(stopped).startswith(f"{about}No digest comes by itself any more.")
    assert words(then).startswith(f"{about}Paused: paused by a moderator.")

    every = await world.ben.click(posted, label="All debates that you see")
    assert "## Debates of this server\n1 debate" in shown(private(every))


async def test_a_channel_picked_in_the_settings_begins_it_moves_it_and_stops_it_and_each_change_is_written_down(
    world: World, boss: MemberActor
) -> None:
    await world.claim(world.ana, "Rents fall")
    news, hall = (world.guild.create_text_channel(name) for name in ("news", "hall"))
    panel = await boss.slash(world.channel, "settings")
    digests = await boss.click(panel.response, custom_id="crux:settings_page:digests")

    picked = await boss.select(digests.response, [news], custom_id="crux:setting:server_digest")
    page = shown(picked.response)
    status = words(await boss.slash(world.channel, "digest status", server=True))
    await boss.slash(world.channel, "digest schedule", cadence="daily", at="12:00", server=True, channel=hall)
    world.clock.at += timedelta(days=1)
    await DueTick(due_server_digests(world.client, server_digest_view), together=1, seconds=3600).tick()
    await boss.click(picked.response, label="No digest of all debates")
    history = words(await boss.click(picked.response, label="What was changed"))
    then = words(await boss.slash(world.channel, "digest status", server=True))

    assert f"Changed: **Where the digest of all debates is posted**: <#{news.id}>" in page
    assert f"in <#{news.id}>: " in status
    assert "every Monday at 18:00 (UTC)" in status
    assert news.last_message is None
    assert "## Debates of this server" in shown(hall.last_message)
    assert re.findall(r"from “(.+?)” to “(.+?)”", history) == [
        (f"<#{hall.id}>", "No digest of all debates"),
        (f"<#{news.id}>", f"<#{hall.id}>"),
        ("No digest of all debates", f"<#{news.id}>"),
    ]
    assert "Paused: paused by a moderator." in then


async def test_what_crux_lacks_in_its_channel_is_named_with_how_it_is_granted(world: World, boss: MemberActor) -> None:
    missing = discord.PermissionOverwrite(attach_files=False)
    closed = world.guild.create_text_channel("closed", overwrites={world.guild.default_role: missing})

    told = words(await boss.slash(world.channel, "digest schedule", cadence="daily", server=True, channel=closed))
    again = words(await boss.slash(world.channel, "digest status", server=True))

    lacks = f"In <#{closed.id}>, where digests are posted, Crux lacks: Attach Files. Grant them to it: "
    assert [lacks in text for text in (told, again)] == [True, True]


async def test_a_channel_is_picked_for_the_digest_of_all_debates_alone(world: World, boss: MemberActor) -> None:
    refusal = await boss.slash(world.channel, "digest schedule", cadence="daily", channel=world.channel)

    assert words(refusal) == refused(DISCORD, ChannelOfAllDebates())


async def test_who_does_not_manage_it_is_refused_and_where_none_is_set_it_says_so(
    world: World, boss: MemberActor
) -> None:
    asked = [
        await world.mod.slash(world.channel, "digest schedule", cadence="daily", server=True),
        await world.mod.slash(world.channel, "digest pause", server=True),
        await world.mod.slash(world.channel, "digest status", server=True),
    ]

    assert [words(result) for result in asked] == [refused(DISCORD, ManagersOnly())] * 3
    assert "No digest is scheduled here." in words(await boss.slash(world.channel, "digest status", server=True))
