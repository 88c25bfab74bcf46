"""Pictures on Discord: with the digest, and alone."""

import io
import json
from typing import Any

import pytest
from PIL import Image
from simcord.results import InteractionResult

from tests.cogs.conftest import NOW, World, words


async def debate(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")


async def picture_of(message: Any) -> Image.Image:
    (attachment,) = message.attachments
    return Image.open(io.BytesIO(await attachment.read()))


async def test_a_digest_carries_no_picture_and_shows_the_map_at_a_click(world: World) -> None:
    await debate(world)

    await world.mod.slash(world.channel, "digest now")

    message = world.channel.last_message
    assert message is not None
    assert message.attachments == []
    clicked = await world.ana.click(message, label="Map")
    (shown,) = (m for m in (clicked.response, *clicked.followups) if m is not None and m.attachments)
    assert clicked.ephemeral
    assert (await picture_of(shown)).width == 1200
    (description,) = described(world)
    assert description.startswith("Map of the debate “Should we build?”.\nA Yes (1) · B No (1).\n")
    assert "Both accept: #1 Rents fall when we build · A 1 of 1 · B 1 of 1" in description


@pytest.mark.parametrize(("command", "name"), [("debate map", "map"), ("debate timeline", "timeline")])
async def test_the_pictures_alone_are_for_who_asks_unless_they_are_for_everyone(
    world: World, command: str, name: str
) -> None:
    await debate(world)

    alone = await world.ana.slash(world.channel, command)
    shared = await world.ana.slash(world.channel, command, everyone=True)

    for answered, private in ((alone, True), (shared, False)):
        (message,) = (m for m in (answered.response, *answered.followups) if m is not None and m.attachments)
        assert answered.ephemeral is private
        (attachment,) = message.attachments
        assert attachment.filename == f"should-we-build-{name}-{NOW:%Y-%m-%d}.png"
        assert (await picture_of(message)).width == 1200
    assert described(world) != []


def described(world: World) -> list[str]:
    """The descriptions of all files that were sent."""
    sent = (request.json for request in world.env.http_requests)
    files = (file for body in sent if isinstance(body, dict) for file in (body.get("attachments") or ()))
    return [file["description"] for file in files if file.get("description")]


async def test_of_a_debate_without_entries_there_is_no_picture(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")

    asked = [await world.ana.slash(world.channel, command) for command in ("debate map", "debate timeline")]
    await world.mod.slash(world.channel, "digest now")

    for answered in asked:
        assert "There is nothing to draw yet" in words(answered)
    assert described(world) == []
    assert world.channel.last_message is not None
    assert world.channel.last_message.attachments == []


async def test_where_there_is_no_debate_there_is_no_picture(world: World) -> None:
    asked: list[InteractionResult] = [
        await world.ana.slash(world.channel, "debate map"),
        await world.ana.slash(world.channel, "debate timeline"),
    ]

    for answered in asked:
        assert "There is no debate here yet" in words(answered)
    assert json.dumps(described(world)) == "[]"
