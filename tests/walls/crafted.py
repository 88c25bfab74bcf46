"""Interactions that no Discord client would send: buttons, forms and menus with whatever somebody puts into them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import app_commands
from simcord.actors import MemberActor
from simcord.backend.models import Interaction
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.results import InteractionResult

from bot.discord.client import CruxClient
from bot.discord.custom_ids import PREFIX
from bot.render.front_ends import discord_in
from bot.words.answers.errors import our_fault
from bot.words.language import LANGUAGES

COMMAND, COMPONENT, MODAL_SUBMIT = 2, 3, 5
MESSAGE_COMMAND = 3
LABEL, TEXT_INPUT = 18, 4

Json = dict[str, Any]


def verbs(client: CruxClient) -> list[str]:
    """What the client's buttons and forms do, from the client's own list."""
    return sorted(client._presses)


def slash_commands(client: CruxClient) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every slash command, in groups too."""
    for command in client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


def needed_for(command: app_commands.Command[Any, ..., Any]) -> int:
    """The permissions, as bits, that Discord asks for before it lets somebody use a command."""
    needed = (command.root_parent or command).default_permissions
    return needed.value if needed is not None else 0


def menus(client: CruxClient) -> list[str]:
    """Every message command."""
    return sorted(command.name for command in client.tree._get_all_commands() if _is_menu(command))


def _is_menu(command: object) -> bool:
    return isinstance(command, app_commands.ContextMenu)


def custom_id(verb: str, arguments: str) -> str:
    """A custom id as a button or form of the client bears it."""
    return f"{PREFIX}:{verb}" + (f":{arguments}" if arguments else "")


async def press(who: MemberActor, channel: ChannelHandle, wanted: str) -> InteractionResult:
    """Press a button that no message bears."""
    return await who._dispatch_interaction(COMPONENT, channel, {"component_type": 2, "custom_id": wanted})


async def submit(
    who: MemberActor, channel: ChannelHandle, wanted: str, components: Sequence[object], resolved: Json | None = None
) -> InteractionResult:
    """Send a form that was never opened, with these components."""
    data: Json = {"custom_id": wanted, "components": list(components)}
    if resolved is not None:
        data["resolved"] = resolved
    return await who._dispatch_interaction(MODAL_SUBMIT, channel, data)


def fields(values: Mapping[str, object]) -> list[Json]:
    """A form's fields as Discord sends them, filled in with these values."""
    return [
        {"type": LABEL, "id": 2 * place, "component": _field(name, value, 2 * place + 1)}
        for place, (name, value) in enumerate(values.items())
    ]


def _field(name: str, value: object, number: int) -> Json:
    filled = {"values": value} if isinstance(value, list) else {"value": value}
    return {"type": TEXT_INPUT, "id": number, "custom_id": name, **filled}


async def right_click(
    who: MemberActor, channel: ChannelHandle, menu: str, message: int, author: int, text: str
) -> InteractionResult:
    """A message command on a message that is not in that channel, or nowhere."""
    person = {"id": str(author), "username": "x", "discriminator": "0", "avatar": None, "global_name": None}
    target: Json = {"id": str(message), "channel_id": str(channel.id), "type": 0, "content": text, "author": person}
    target |= {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False, "pinned": False}
    target |= {"mention_everyone": False, "mentions": [], "mention_roles": [], "attachments": [], "embeds": []}
    target |= {"flags": 0, "components": []}
    registered = who._resolve_root(menu, MESSAGE_COMMAND, channel.id)
    data = {"id": registered["id"], "name": menu, "type": MESSAGE_COMMAND, "target_id": str(message)}
    data["resolved"] = {"messages": {str(message): target}}
    return await who._dispatch_interaction(COMMAND, channel, data)


def answers(result: InteractionResult) -> int:
    """How many answers there were to an interaction; a form or a list of choices is one.

    The offer that follows the answer to a tag, to answer what nearly says the same instead, is none.
    """
    record: Interaction = result._interaction
    offers = sum("crux:instead:" in json.dumps(offer.components, default=str) for offer in result.followups)
    followed = len(record.followup_ids) - int(record.deferred and bool(record.followup_ids))
    return int(record.responded) + followed - offers


class Wire:
    """What the bot has sent since the last look."""

    def __init__(self, env: Env) -> None:
        self._env = env
        self._seen = len(env.http_requests)

    def sent(self) -> list[tuple[str, str, Any]]:
        """Method, path and body of each request since the last look."""
        new = self._env.http_requests[self._seen :]
        self._seen += len(new)
        return [(request.method, request.path, request.json) for request in new]


FAULTS = frozenset(
    our_fault(discord_in(language.tag), "ab12", done=done).partition("ab12")[0]
    for language in LANGUAGES
    for done in (True, False, None)
)
"""How it begins that something broke in Crux, in whatever language somebody is told so."""


def faults(sent: Sequence[tuple[str, str, Any]]) -> list[str]:
    """What in these requests says that something broke in Crux."""
    said = text(sent)
    return [fault for fault in FAULTS if fault in said]


def text(sent: Sequence[tuple[str, str, Any]]) -> str:
    """Everything in these requests, as text."""
    return json.dumps([(path, body) for _, path, body in sent], ensure_ascii=False, default=str)
