"""Commands are the same where Discord has filled in, left out or reordered what says nothing; all else is a change."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.discord.command_languages import CommandLanguages
from bot.discord.registration import Registration, is_same
from tests.loopback.faults import Broken, Refused
from tests.loopback.server import LoopbackDiscord

DESCRIBED: Any = None
"""The command that is translated for: its description is said whatever it is."""

SENT: dict[str, Any] = {
    "name": "claim",
    "type": 1,
    "description": "State a claim",
    "options": [
        {"type": 3, "name": "statement", "description": "One sentence", "required": True},
        {"type": 4, "name": "sure", "description": "Percent", "required": False, "min_value": 0, "max_value": 100},
    ],
    "nsfw": False,
    "dm_permission": False,
    "default_member_permissions": 8192,
    "contexts": [0],
    "integration_types": [0, 1],
}
REGISTERED: dict[str, Any] = {
    "id": "12",
    "application_id": "1",
    "version": "13",
    "name": "claim",
    "name_localizations": None,
    "description": "State a claim",
    "description_localizations": None,
    "type": 1,
    "options": [
        {"type": 3, "name": "statement", "name_localizations": None, "description": "One sentence", "required": True},
        {"type": 4, "name": "sure", "description": "Percent", "min_value": 0, "max_value": 100},
    ],
    "nsfw": False,
    "dm_permission": True,
    "default_member_permissions": "8192",
    "contexts": [0],
    "integration_types": [1, 0],
}


def test_what_discord_tells_of_its_own_is_no_difference() -> None:
    assert is_same([SENT], [REGISTERED])


@pytest.mark.parametrize(
    "change",
    [
        {"description": "State it"},
        {"name": "state"},
        {"options": SENT["options"][:1]},
        {"options": SENT["options"][::-1]},
        {"options": [SENT["options"][0], SENT["options"][1] | {"min_value": 1}]},
        {"options": [SENT["options"][0], SENT["options"][1] | {"autocomplete": True}]},
        {"default_member_permissions": None},
        {"contexts": [0, 1]},
        {"integration_types": [0]},
        {"name_localizations": {"de": "behauptung"}},
        {"nsfw": True},
    ],
    ids=str,
)
def test_what_people_would_see_is_one(change: dict[str, Any]) -> None:
    assert not is_same([SENT | change], [REGISTERED])


def test_a_command_too_few_or_too_many_is_one() -> None:
    assert not is_same([], [REGISTERED])
    assert not is_same([SENT], [])
    assert not is_same([SENT], [REGISTERED, REGISTERED | {"type": 3, "description": ""}])


async def test_no_more_of_the_catalogues_is_kept_than_the_commands_say() -> None:
    languages = CommandLanguages(["State a claim that people can agree or disagree with", "no message of Crux"])
    await languages.load()
    context = app_commands.TranslationContext(
        app_commands.TranslationContextLocation.command_description, data=DESCRIBED
    )

    async def said(text: str) -> str | None:
        return await languages.translate(app_commands.locale_str(text), discord.Locale.german, context)

    assert await said("State a claim that people can agree or disagree with")
    assert await said("Where the debate stands") is None


async def test_another_process_knows_the_ids_once_they_are_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord() as there:
        monkeypatch.setattr(discord.http.Route, "BASE", there.api_url)
        client = discord.Client(intents=discord.Intents.none())
        tree = app_commands.CommandTree(client)

        @tree.command(description="Shows help")
        async def help(interaction: discord.Interaction) -> None:
            raise AssertionError(interaction)

        async with client:
            await client.login("token")
            other = Registration(tree, first_wait=0.01)
            following = asyncio.create_task(other.follow())
            await Registration(tree).run()
            await asyncio.wait_for(following, 10)

    (registered,) = there.world.commands
    assert other.ids == {"help": int(registered["id"])}


async def test_after_a_refusal_it_is_tried_again_until_they_are_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    async with LoopbackDiscord() as there:
        monkeypatch.setattr(discord.http.Route, "BASE", there.api_url)
        client = discord.Client(intents=discord.Intents.none())
        tree = app_commands.CommandTree(client)

        @tree.command(description="Shows help")
        async def help(interaction: discord.Interaction) -> None:
            raise AssertionError(interaction)

        there.faults.plan(Broken(503), "GET", r"/applications/\d+/commands")
        there.faults.plan(Refused(400, 30034), "PUT", r"/applications/\d+/commands")
        async with client:
            await client.login("token")
            registration = Registration(tree, first_wait=0.01)
            await asyncio.wait_for(registration.run(), 10)

    assert there.faults.left == 0
    (registered,) = there.world.commands
    assert registration.ids == {"help": int(registered["id"])}
