"""Hostile commands, buttons and forms through the running client: exactly one answer, within Discord's limits."""

import json
from collections.abc import Sequence
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.discord.custom_ids import PREFIX
from bot.ledger.entries import Answer, Kind, Scope
from tests.cogs.conftest import World
from tests.fuzz.hostile import Hostile
from tests.walls import crafted
from tests.walls.crafted import Wire
from tests.walls.secret import everything

SEED = 1
PRESSES, FORMS, COMMANDS = 80, 80, 60

NOBODY: dict[str, object] = {"parse": []}
FIELDS = ("statement", "passage", "answer", "crux_for", "links", "concedes", "scope", "residue", "degree", "owner", "x")
FIELDS += ("question", "first", "second", "settled", "still_open", "look_again", "1", "2")


@pytest.fixture
async def debate(world: World) -> World:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.claim(world.ana, "Rents fall")
    await world.ben.slash(world.channel, "crux", statement="Supply matters", **{"for": 1})
    await world.ana.slash(world.channel, "define", term="rent", meaning="what tenants pay")
    message = await world.ana.send(world.channel, "Quality suffers")
    await world.tag(world.ben, "Tag as claim", message, statement="Quality suffers", passage="")
    return world


def text_of(value: Any) -> list[str]:
    """All words that a message shows."""
    if isinstance(value, dict):
        own = [value[key] for key in ("content", "label", "title") if isinstance(value.get(key), str)]
        return own + [text for inner in value.values() for text in text_of(inner)]
    return [text for inner in value for text in text_of(inner)] if isinstance(value, list) else []


def one_harmless_answer(result: InteractionResult, sent: Sequence[tuple[str, str, Any]], seed: str) -> None:
    """One answer, that Discord takes, and that pings nobody but a proposal's author."""
    assert crafted.answers(result) == 1, (seed, result)
    for _, path, body in sent:
        told = (body or {}).get("data") or body or {}
        if not isinstance(told, dict) or "custom_id" in told or "choices" in told:
            continue
        assert len(told.get("content") or "") <= 2000, (seed, path)
        assert sum(len(text) for text in text_of(told)) <= 4000, (seed, path)
        mentions = told.get("allowed_mentions")
        asks_the_author = "is that what you say?" in (told.get("content") or "")
        if "content" in told or "components" in told:
            assert mentions == NOBODY or (asks_the_author and mentions == {"parse": ["users"]}), (seed, mentions)
    assert crafted.faults(sent) == [], seed
    assert "Traceback" not in crafted.text(sent), seed


def a_custom_id(hostile: Hostile, verbs: Sequence[str]) -> str:
    """A custom id as no button of the bot's bears it; Discord takes 100 characters."""
    verb = hostile.pick((*verbs, "", hostile.text()))
    kinds = (*(kind.value for kind in Kind), *(answer.value for answer in Answer), "proposal", "entry")
    parts = [
        hostile.pick((str(hostile.number()), str(hostile.random.randint(1, 4)), hostile.pick(kinds), hostile.text()))
        for _ in range(hostile.random.randrange(5))
    ]
    return ":".join((PREFIX, verb, *parts))[:100]


def a_form(hostile: Hostile) -> list[crafted.Json]:
    """What a form brings: enormous, empty, missing, double, or of another kind."""
    words = ("agree", "point", "fully", "supports 1", "1", *Scope)
    values: dict[str, object] = {
        name: hostile.pick((hostile.text(), hostile.text()[:300], hostile.pick(words), "", [], [hostile.text()], None))
        for name in FIELDS
        if hostile.chance(0.7)
    }
    components = crafted.fields(values)
    if hostile.chance(0.2):
        components += [{"type": 10, "id": 99}, *components[:1]]
    return components


async def test_a_forged_button_is_answered_once_and_clearly(debate: World) -> None:
    wire, verbs = Wire(debate.env), crafted.verbs(debate.client)
    for place in range(PRESSES):
        hostile = Hostile(f"{SEED}:press:{place}")
        before = await everything(debate.client.sessions, debate.channel.id)
        wanted = a_custom_id(hostile, verbs)
        result = await crafted.press(hostile.pick((debate.ana, debate.ben)), debate.channel, wanted)
        sent = wire.sent()
        one_harmless_answer(result, sent, hostile.seed)
        if "There is no" in crafted.text(sent) or "no longer works" in crafted.text(sent):
            assert await everything(debate.client.sessions, debate.channel.id) == before


async def test_a_hostile_form_is_answered_once_and_clearly(debate: World) -> None:
    wire, verbs = Wire(debate.env), crafted.verbs(debate.client)
    message = await debate.ben.send(debate.channel, "Rents fall and @everyone knows")
    for place in range(FORMS):
        hostile = Hostile(f"{SEED}:form:{place}")
        who = hostile.pick((debate.ana, debate.ben))
        wanted = a_custom_id(hostile, verbs)
        if hostile.chance(0.5):
            await who.context_menu(debate.channel, "Tag as claim", message)
            wanted = crafted.custom_id("tag", f"{hostile.pick(tuple(Kind)).value}:{message.id}:ab")
        wire.sent()
        resolved = hostile.pick((None, {}, {"users": {str(who.id): {"id": str(who.id), "username": hostile.text()}}}))
        result = await crafted.submit(who, debate.channel, wanted, a_form(hostile), resolved)
        one_harmless_answer(result, wire.sent(), hostile.seed)


def option(hostile: Hostile, parameter: app_commands.Parameter, debate: World) -> object:
    """A value that Discord lets through for an option."""
    if parameter.choices:
        return hostile.pick(parameter.choices).value
    low, high = parameter.min_value, parameter.max_value
    if parameter.type.name == "user":
        return debate.ben
    if parameter.type.name == "channel":
        return a_forum(debate) if discord.ChannelType.forum in parameter.channel_types else debate.channel
    if parameter.type.name == "boolean":
        return hostile.chance(0.5)
    if parameter.type.name == "integer":
        number = hostile.pick((1, 2, 3, 4, hostile.number()))
        return int(min(max(number, low if low is not None else 1 - 2**53), high if high is not None else 2**53 - 1))
    most = int(high) if high is not None else 6000
    return (hostile.text() or "x")[:most] or "x"


ANSWERED_TWICE = frozenset({"forum set"})
"""What is answered, and followed by a message to copy."""


def a_forum(debate: World) -> ChannelHandle:
    """The server's forum."""
    return debate.guild.channels.get("posts") or debate.guild.create_forum_channel("posts")


async def test_a_hostile_command_is_answered_once_and_clearly(debate: World) -> None:
    wire = Wire(debate.env)
    every = [command for command in crafted.slash_commands(debate.client) if command.parameters]
    commands = [command for command in every if command.qualified_name not in ANSWERED_TWICE]
    wardens = debate.guild.create_role("Wardens", permissions=discord.Permissions(manage_threads=True))
    warden = debate.guild.add_member(debate.env.create_user("warden"), roles=[wardens])
    for place in range(COMMANDS):
        hostile = Hostile(f"{SEED}:command:{place}")
        command = commands[place % len(commands)]
        wanted = [p for p in command.parameters if p.required or hostile.chance(0.5)]
        given = {p.display_name: option(hostile, p, debate) for p in wanted}
        who = warden if crafted.needed_for(command) else debate.ana
        result = await who.slash(debate.channel, command.qualified_name, **given)
        one_harmless_answer(result, wire.sent(), hostile.seed)
        for parameter in command.parameters:
            if parameter.autocomplete and hostile.chance(0.3):
                typed = hostile.text()[:100]
                choices = await who.autocomplete(debate.channel, command.qualified_name, parameter.display_name, typed)
                assert len(choices) <= 25
                assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
                assert json.dumps(choices)
                wire.sent()
    exported = await debate.mod.slash(debate.channel, "ledger export", format="json")
    one_harmless_answer(exported, wire.sent(), "export")
