"""Pictures on Discord: with the digest, and alone."""

import io
import json
from datetime import timedelta
from typing import Any

import discord
import pytest
from PIL import Image
from simcord.results import InteractionResult

from bot.discord.due import due_digests
from bot.discord.pictures import Pictures
from bot.discord.ticks.due import DueTick
from bot.ledger.telling.overview import Overview
from bot.painting.painter import PaintingFailed
from cogs._digest_view import digest_view
from tests.cogs.conftest import NOW, World, shown, words


async def debate(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")


def gallery(message: discord.Message) -> list[dict[str, Any]]:
    """The pictures that a message shows among its texts."""

    def items(component: dict[str, Any]) -> list[dict[str, Any]]:
        own = list(component.get("items", ()))
        return own + [item for child in component.get("components", ()) for item in items(child)]

    return [item for component in message.components for item in items(component.to_dict())]


async def picture_of(message: Any) -> Image.Image:
    (attachment,) = message.attachments
    return Image.open(io.BytesIO(await attachment.read()))


async def test_a_digest_carries_the_map_with_what_it_shows_in_words(world: World) -> None:
    await debate(world)

    await world.mod.slash(world.channel, "digest now")

    message = world.channel.last_message
    assert message is not None
    (item,) = gallery(message)
    assert item["description"].startswith("Map of the debate “Should we build?”. Yes (1), No (1).")
    assert "Agree: #1 Rents fall when we build – Yes: 1 agree, No: 1 agree." in item["description"]
    assert [attachment.filename for attachment in message.attachments] == [f"should-we-build-map-{NOW:%Y-%m-%d}.png"]
    assert (await picture_of(message)).width == 1200


async def test_where_crux_may_attach_nothing_the_digest_comes_without_its_picture(world: World) -> None:
    await debate(world)
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    world.clock.at = NOW + timedelta(days=1)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)

    await DueTick(due_digests(world.client, digest_view), together=24, seconds=3600).tick()

    message = world.channel.last_message
    assert message is not None
    assert "Should we build?" in shown(message)
    assert message.attachments == []
    assert gallery(message) == []
    assert "Paused" not in words(await world.ana.slash(world.channel, "digest status"))


async def test_a_picture_that_cannot_be_painted_costs_nobody_their_digest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(pictures: Pictures, overview: Overview) -> None:
        raise PaintingFailed("ValueError")

    await debate(world)
    monkeypatch.setattr(Pictures, "map", broken)

    await world.mod.slash(world.channel, "digest now")

    message = world.channel.last_message
    assert message is not None
    assert "Should we build?" in shown(message)
    assert message.attachments == []


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
