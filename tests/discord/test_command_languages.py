"""What is registered with Discord is said in its languages, within its limits, and sent once."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord
import pytest

from bot.clock import SystemClock
from bot.discord.client import CruxClient
from bot.discord.command_languages import LONGEST_CHOICE, LONGEST_DESCRIPTION, LONGEST_NAME, CommandLanguages
from bot.discord.registration import Registration
from bot.exchange.formats import Format
from bot.store.sessions import Sessions
from bot.words.language import language_of
from bot.words.translations import translations_into
from cogs import EXTENSIONS
from tests.discord.conftest import HOUR
from tests.loopback.server import LoopbackDiscord
from tests.words.pseudo import TRANSLATIONS, longer

MESSAGE_COMMAND, SUBCOMMANDS = 3, (1, 2)
MOST_CHARACTERS = 8000
"""Of a command with all that belongs to it, where each text counts as long as it is in the longest language."""

LOCALES = {"de", "es-ES", "es-419", "fr", "pt-BR", "ja", "ko"}


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        yield server


@pytest.fixture
async def registration(there: LoopbackDiscord, committed_sessions: Sessions) -> AsyncIterator[Registration]:
    """The commands of Crux, registered."""
    client = CruxClient(
        committed_sessions, SystemClock(), shortest_cadence=HOUR, extensions=EXTENSIONS, sync_commands=False
    )
    async with client:
        await client.login("secret")
        await client.registration.run()
        yield client.registration


def parts(of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A command, its subcommands, options and choices."""
    yield of
    for part in (*of.get("options", ()), *of.get("choices", ())):
        yield from parts(part)


def said_in(of: dict[str, Any]) -> Iterator[str]:
    """What Discord shows of a command in words."""
    for part in parts(of):
        yield from (part[name] for name in ("name", "description") if name in part)


def in_each_language(part: dict[str, Any], name: str) -> list[str]:
    return [part.get(name, ""), *(part.get(f"{name}_localizations") or {}).values()]


async def test_each_description_is_said_in_each_language(registration: Registration, there: LoopbackDiscord) -> None:
    described = [part for command in there.world.commands for part in parts(command) if part.get("description")]

    assert len(described) > 60
    for part in described:
        said = {locale: translations_into(language_of(locale)).translated(part["description"]) for locale in LOCALES}
        assert part["description_localizations"] == said


async def test_message_commands_have_a_name_in_each_language_and_all_else_keeps_its_own(
    registration: Registration, there: LoopbackDiscord
) -> None:
    menus = [command for command in there.world.commands if command["type"] == MESSAGE_COMMAND]
    others = [command for command in there.world.commands if command["type"] != MESSAGE_COMMAND]

    assert len(menus) == 5
    assert [menu["name_localizations"].keys() for menu in menus] == [LOCALES] * 5
    for locale in LOCALES:
        assert len({menu["name_localizations"][locale] for menu in menus}) == 5
    named = [part for command in others for part in parts(command) if "value" not in part]
    assert [part["name"] for part in named if part.get("name_localizations")] == []


async def test_choices_that_are_words_are_said_in_each_language(
    registration: Registration, there: LoopbackDiscord
) -> None:
    (stance,) = (command for command in there.world.commands if command["name"] == "stance")
    choices = [part for part in parts(stance) if "value" in part]

    assert [choice["name"] for choice in choices] == ["agree", "disagree", "unsure"]
    assert [choice["name_localizations"].keys() for choice in choices] == [LOCALES] * 3


async def test_every_format_of_an_export_is_offered_by_a_name_that_says_what_it_is_for(
    registration: Registration, there: LoopbackDiscord
) -> None:
    (ledger,) = (command for command in there.world.commands if command["name"] == "ledger")
    (export,) = (part for part in parts(ledger) if part["name"] == "export")
    choices = [part for part in parts(export) if "value" in part]

    assert sorted(choice["value"] for choice in choices) == sorted(Format)
    assert len(choices) <= 25
    for choice in choices:
        assert all(name.startswith(choice["value"]) for name in in_each_language(choice, "name"))
        assert choice["name_localizations"].keys() == LOCALES


async def test_discord_takes_them_in_every_language(registration: Registration, there: LoopbackDiscord) -> None:
    for command in there.world.commands:
        for part in parts(command):
            most = LONGEST_CHOICE if "value" in part else LONGEST_NAME
            assert all(0 < len(name) <= most for name in in_each_language(part, "name"))
            assert all(len(text) <= LONGEST_DESCRIPTION for text in in_each_language(part, "description"))
        assert characters(command) <= MOST_CHARACTERS


async def test_a_text_that_a_language_makes_too_long_stays_english(registration: Registration) -> None:
    plain = [one.to_dict(registration.tree) for one in registration.tree.get_commands()]
    languages = CommandLanguages([text for one in plain for text in said_in(one)], lambda _: TRANSLATIONS)
    await languages.load()
    commands = [
        await one.get_translated_payload(registration.tree, languages) for one in registration.tree.get_commands()
    ]
    described = [part for command in commands for part in parts(command) if part.get("description")]
    fitting = [part for part in described if len(longer(part["description"])) <= LONGEST_DESCRIPTION]

    assert 40 < len(fitting) < len(described)
    assert all(part["description_localizations"].keys() == LOCALES for part in fitting)
    assert all(not part.get("description_localizations") for part in described if part not in fitting)
    assert all(characters(command) <= MOST_CHARACTERS for command in commands)


def characters(command: dict[str, Any]) -> int:
    return sum(
        max(map(len, in_each_language(part, name))) for part in parts(command) for name in ("name", "description")
    ) + sum(len(str(part["value"])) for part in parts(command) if "value" in part)


async def test_they_are_sent_once_and_again_where_a_translation_changed(
    registration: Registration, there: LoopbackDiscord
) -> None:
    def sent() -> int:
        return sum(request.method == "PUT" for request in there.requests)

    assert sent() == 1
    assert await registration.is_current()
    await registration.run()
    assert sent() == 1

    there.world.commands[0]["description_localizations"]["de"] = "Anders"
    assert not await registration.is_current()
    await registration.run()
    assert sent() == 2
    assert await registration.is_current()
