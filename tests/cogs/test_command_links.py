"""Where an answer, a refusal or a digest names a command, it can be pressed; in files and pictures it is typed."""

import re

from tests.cogs.conftest import World, sent, written
from tests.cogs.test_pictures import described

LINK = re.compile(r"</[\w -]+:\d+>")


def link(world: World, command: str) -> str:
    """The command as it is sent, with the id that it is registered with."""
    return f"</{command}:{world.client.command_ids[command.partition(' ')[0]]}>"


async def open_debate(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")


async def test_what_to_do_next_can_be_pressed(world: World) -> None:
    refused = written(await world.ana.slash(world.channel, "side list"))
    opened = written(await world.mod.slash(world.channel, "debate open", question="Build?", side_a="Yes", side_b="No"))

    assert link(world, "debate open") in refused
    assert link(world, "side join") in opened


async def test_the_commands_that_a_digest_names_can_be_pressed(world: World) -> None:
    await open_debate(world)
    await world.claim(world.ana, "Rents fall when we build")
    await world.mod.slash(world.channel, "digest now")

    assert world.channel.last_message is not None
    digest = sent(world.channel.last_message)
    assert link(world, "ledger verify") in digest
    assert link(world, "side join") in digest


async def test_in_files_and_in_what_a_picture_shows_commands_are_typed(world: World) -> None:
    await open_debate(world)
    await world.claim(world.ana, "Rents fall when we build")
    exported = [await world.mod.slash(world.channel, "ledger export", format=form) for form in ("markdown", "html")]
    await world.mod.slash(world.channel, "debate map")

    for result in exported:
        (answer,) = (one for one in (result.response, *result.followups) if one is not None and one.attachments)
        file = (await answer.attachments[0].read()).decode()
        assert LINK.findall(file) == []
    (description,) = described(world)
    assert "/side join takes one" in description
