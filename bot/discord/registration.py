"""The commands that Discord has registered for the application, and keeping them as they are here.

Discord may refuse them for hours. Crux then serves with what is registered, and tries again ever more rarely.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.discord.command_languages import CommandLanguages

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 60.0, 6 * 3600.0
"""Seconds before the second try to register commands, doubled each time, and the most they become."""

TOLD_BY_DISCORD = frozenset({"id", "application_id", "version", "guild_id", "handler", "dm_permission"})
"""The fields of a registered command that say nothing of how it looks or works; the last one follows from others."""

UNORDERED = frozenset({"contexts", "integration_types", "channel_types"})
"""The fields whose values may come back in another order."""

Payload = Mapping[str, Any]
"""A command as JSON. Discord's documentation describes the fields."""


class Registration:
    """Registers the commands of a tree, in all languages, where they differ from what Discord has."""

    def __init__(self, tree: app_commands.CommandTree[Any], first_wait: float = FIRST_WAIT) -> None:
        self.tree = tree
        self._first_wait = first_wait
        self.ids: Mapping[str, int] = {}
        """The ids of the registered commands, by name; none until Discord has told them."""

    async def run(self) -> None:
        """Register the commands; where Discord refuses, try again with growing waits."""
        await self._with_growing_waits(self._register)

    async def follow(self) -> None:
        """Know the ids of the commands that another process registers, once all are there."""
        await self._with_growing_waits(self._read)

    async def _with_growing_waits(self, attempt: Callable[[], Awaitable[bool]]) -> None:
        """Do what says whether it is done until it is."""
        wait = self._first_wait
        while not await self._done(attempt, wait):
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _done(self, attempt: Callable[[], Awaitable[bool]], wait: float) -> bool:
        try:
            return await attempt()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as refused:
            status, code = getattr(refused, "status", None), getattr(refused, "code", None)
            error = type(refused).__name__
            log.warning("commands not registered", error=error, status=status, code=code, again_in_seconds=round(wait))
            return False

    async def is_current(self) -> bool:
        """Whether Discord has the commands as they are here."""
        return is_same(await self._wanted(), await self._registered())

    async def _register(self) -> bool:
        registered = await self._registered()
        self.ids = _ids(registered)
        wanted = await self._wanted()
        if not is_same(wanted, registered):
            self.ids = _ids(await self._put(wanted))
            log.info("commands registered", number=len(self.ids))
        return True

    async def _read(self) -> bool:
        """Whether each command is among those that Discord has."""
        self.ids = _ids(await self._registered())
        return all(command.name in self.ids for command in self.tree.get_commands())

    async def _registered(self) -> Sequence[Payload]:
        """What Discord has, in all languages."""
        client = self.tree.client
        route = discord.http.Route(
            "GET", "/applications/{application_id}/commands", application_id=client.application_id
        )
        registered: Sequence[Payload] = await client.http.request(route, params={"with_localizations": "true"})
        return registered

    async def _put(self, wanted: list[dict[str, Any]]) -> Sequence[Payload]:
        """Replace what Discord has; the tree's own `sync` would translate every text once more."""
        client = self.tree.client
        assert client.application_id is not None
        put: Sequence[Payload] = await client.http.bulk_upsert_global_commands(client.application_id, payload=wanted)
        return put

    async def _wanted(self) -> list[dict[str, Any]]:
        """The commands of the tree, in all languages."""
        commands = self.tree.get_commands()
        languages = CommandLanguages(set(_texts([command.to_dict(self.tree) for command in commands])))
        await languages.load()
        wanted = []
        for command in commands:
            wanted.append(await command.get_translated_payload(self.tree, languages))
            await asyncio.sleep(0)  # so that people are answered in between
        return wanted


def _texts(part: object) -> Iterator[str]:
    """All texts in a payload, or in a part of it."""
    match part:
        case str():
            yield part
        case dict() | list():
            for inner in part.values() if isinstance(part, dict) else part:
                yield from _texts(inner)


def _ids(registered: Sequence[Payload]) -> Mapping[str, int]:
    return {command["name"]: int(command["id"]) for command in registered}


def is_same(wanted: Sequence[Payload], registered: Sequence[Payload]) -> bool:
    """Whether Discord has these commands and no others, as they are."""
    return _by_name(wanted) == _by_name(registered)


def _by_name(commands: Sequence[Payload]) -> dict[tuple[int, str], object]:
    return {(command.get("type", 1), command["name"]): _essential(command) for command in commands}


def _essential(value: object, name: str = "") -> object:
    """A part of a command without what Discord leaves out or fills in: defaults, and what it tells of its own."""
    match value:
        case dict():
            parts = {key: _essential(part, key) for key, part in value.items() if key not in TOLD_BY_DISCORD}
            return {key: part for key, part in parts.items() if not _is_default(part)}
        case list() | tuple():
            parts_in_order = [_essential(part) for part in value]
            return sorted(parts_in_order, key=repr) if name in UNORDERED else parts_in_order
        case int() if name == "default_member_permissions":
            return str(value)
        case _:
            return value


def _is_default(part: object) -> bool:
    return part is None or part is False or part in ("", [], {})
