"""What people do with the bot, as Discord tells it: menus, commands, buttons, forms, autocomplete.

Each builder gives an `Asked` for the server's `ask` or `interact`. They refuse what a Discord client would not let
people do: a command that is not registered, a button that is not there or is disabled, a form without what it requires.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.loopback.world import (
    BOT,
    CHANNEL,
    MEMBER,
    Channel,
    Json,
    World,
    every_component,
)

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
SLASH_COMMAND, MESSAGE_COMMAND = 1, 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL_OPTION, ROLE, NUMBER = 1, 2, 3, 4, 5, 6, 7, 8, 10
BUTTON, STRING_SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 2, 3, 4, 10, 18
RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 21, 22, 23
LINK_BUTTON = 5
UPLOAD_LIMIT = 10_485_760


class NotPossible(Exception):
    """No Discord client would let a person do this."""


class Answer(NamedTuple):
    """The bot's first response: its type, its data, and its files by name."""

    type: int
    data: Json
    files: Mapping[str, bytes]

    @property
    def text(self) -> str:
        """All that there is to read in it."""
        return text_of(self.data)


_COMMAND_LINK = re.compile(r"<(/[\w -]+):\d+>")


@dataclass
class Asked:
    """An interaction, and what became of it."""

    payload: Json
    begun: float = 0.0
    answer: Answer | None = None
    original: Json | None = None
    followups: list[Json] = field(default_factory=list)
    messages: dict[int, Json] = field(default_factory=dict)
    is_thinking: bool = False
    statuses: list[int] = field(default_factory=list)
    """How the requests that brought it were answered, where it came by HTTP."""

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def token(self) -> str:
        return str(self.payload["token"])


def as_seen(text: str) -> str:
    """A text with each command that can be pressed as people see it."""
    return _COMMAND_LINK.sub(r"\1", text)


def text_of(message: Json) -> str:
    """A message's content, and its text displays in reading order, as they are seen."""
    shown = (part["content"] for part in every_component(message.get("components") or ()) if "content" in part)
    return as_seen("\n".join(filter(None, (message.get("content"), *shown))))


def message_command(
    world: World, name: str, message: Json, who: Json, *, permissions: int = MEMBER, channel: int | None = None
) -> Asked:
    """Right-click a message → Apps → the command. Its text is in the payload, whatever the bot's intents."""
    command = _command(world, name, MESSAGE_COMMAND)
    data: Json = {"id": command["id"], "name": name, "type": MESSAGE_COMMAND, "target_id": message["id"]}
    data["resolved"] = {"messages": {message["id"]: message}}
    place = int(message["channel_id"]) if channel is None else channel
    return _asked(world, COMMAND, data, who, place, permissions)


def slash(
    world: World,
    line: str,
    who: Json,
    *,
    channel: int = CHANNEL,
    permissions: int = MEMBER,
    **options: object,
) -> Asked:
    """Type a slash command, such as `slash(world, "/debate open", ana, question="…")`."""
    data = _slash_data(world, line, options, None, permissions)
    return _asked(world, COMMAND, data, who, channel, permissions)


def autocomplete(
    world: World,
    line: str,
    focused: str,
    who: Json,
    *,
    channel: int = CHANNEL,
    permissions: int = MEMBER,
    **options: object,
) -> Asked:
    """Type into the option that is focused; what stands in it already is among the options."""
    data = _slash_data(world, line, {focused: "", **options}, focused, permissions)
    return _asked(world, AUTOCOMPLETE, data, who, channel, permissions)


def click(
    world: World,
    message: Json,
    custom_id: str,
    who: Json,
    *,
    values: Sequence[str] = (),
    permissions: int = MEMBER,
) -> Asked:
    """Press a button of a message, or choose values in one of its selects."""
    found = [part for part in every_component(message["components"]) if part.get("custom_id") == custom_id]
    if not found:
        raise NotPossible(f"the message has nothing with the custom id {custom_id}")
    if found[0].get("disabled"):
        raise NotPossible(f"{custom_id} is disabled")
    data: Json = {"component_type": found[0]["type"], "custom_id": custom_id, "id": found[0]["id"]}
    if found[0]["type"] != BUTTON:
        offered = {option["value"] for option in found[0].get("options", ())}
        if found[0]["type"] == STRING_SELECT and not set(values) <= offered:
            raise NotPossible(f"{custom_id} offers {sorted(offered)}")
        data["values"] = list(values)
    asked = _asked(world, COMPONENT, data, who, int(message["channel_id"]), permissions)
    asked.payload["message"] = message
    return asked


def modal_submit(world: World, shown: Answer, opened_by: Asked, who: Json, /, **fields: object) -> Asked:
    """Send the form that the bot showed; what is not in `fields` stays as it was prefilled."""
    if shown.type != 9:
        raise NotPossible("that answer is no form")
    inputs = {_input(part)["custom_id"] for part in shown.data["components"] if part["type"] != TEXT_DISPLAY}
    if unknown := set(fields) - inputs:
        raise NotPossible(f"the form has {sorted(inputs)}, not {sorted(unknown)}")
    components = [_filled(part, 2 * number + 1, fields) for number, part in enumerate(shown.data["components"])]
    data: Json = {"custom_id": shown.data["custom_id"], "components": components}
    place, may = int(opened_by.payload["channel_id"]), int(opened_by.payload["member"]["permissions"])
    asked = _asked(world, MODAL_SUBMIT, data, who, place, may)
    if "message" in opened_by.payload:
        asked.payload["message"] = opened_by.payload["message"]
    return asked


def buttons(message: Json) -> dict[str, str]:
    """The labels of the buttons that can be pressed, with their custom ids."""
    parts = every_component(message["components"])
    live = (part for part in parts if part["type"] == BUTTON and part.get("style") != LINK_BUTTON)
    return {part.get("label") or "": part["custom_id"] for part in live if not part.get("disabled")}


def _asked(world: World, kind: int, data: Json, who: Json, channel: int, permissions: int) -> Asked:
    place = world.channels[channel]
    number = world.new_id()
    payload: Json = {"type": kind, "id": str(number), "application_id": str(BOT), "token": f"token-{number}"}
    payload |= {"version": 1, "guild_id": str(place.guild), "channel_id": str(channel), "context": 0, "data": data}
    payload["guild"] = {"id": str(place.guild), "locale": "en-US", "features": []}
    payload |= {"locale": who.get("locale", "en-US"), "guild_locale": "en-US", "entitlements": []}
    payload |= {"authorizing_integration_owners": {"0": str(place.guild)}, "attachment_size_limit": UPLOAD_LIMIT}
    payload["app_permissions"] = str(world.permissions(place))
    payload["channel"] = _partial(place, permissions)
    payload["member"] = world.member(int(who["id"])) | {"permissions": str(permissions)}
    return Asked(payload)


def _partial(channel: Channel, permissions: int) -> Json:
    told = channel.as_json() | {"permissions": str(permissions)}
    told.pop("permission_overwrites", None)
    return told


def _resolved(world: World, channel: Channel) -> Json:
    """A channel that is named in an option, with what the bot may do there."""
    return _partial(channel, MEMBER) | {"app_permissions": str(world.permissions(channel))}


def _command(world: World, name: str, kind: int) -> Json:
    for command in world.commands:
        if command["name"] == name and command.get("type", SLASH_COMMAND) == kind:
            return command
    raise NotPossible(f"{name} is not registered; there are {sorted(known['name'] for known in world.commands)}")


def _slash_data(world: World, line: str, given: Mapping[str, object], focused: str | None, permissions: int) -> Json:
    name, *path = line.removeprefix("/").split()
    command = _command(world, name, SLASH_COMMAND)
    steps = [command]
    for word in path:
        inner = [option for option in steps[-1].get("options", ()) if option["name"] == word]
        if not inner or inner[0]["type"] not in (SUBCOMMAND, GROUP):
            raise NotPossible(f"/{name} has no {word}")
        steps.append(inner[0])
    resolved: Json = {}
    options = _options(world, steps[-1], given, focused, resolved)
    for told in resolved.get("channels", {}).values():
        told["permissions"] = str(permissions)
    for step in reversed(steps[1:]):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": name, "type": SLASH_COMMAND, "options": options}
    return data | ({"resolved": resolved} if resolved else {})


def _options(
    world: World, command: Json, given: Mapping[str, object], focused: str | None, resolved: Json
) -> list[Json]:
    known = {option["name"]: option for option in command.get("options", ())}
    if unknown := set(given) - set(known):
        raise NotPossible(f"{command['name']} takes {sorted(known)}, not {sorted(unknown)}")
    missing = {name for name, option in known.items() if option.get("required")} - set(given)
    if missing and focused is None:
        raise NotPossible(f"{command['name']} needs {sorted(missing)}")
    return [_option(world, known[name], value, name == focused, resolved) for name, value in given.items()]


def _option(world: World, option: Json, value: object, focused: bool, resolved: Json) -> Json:
    sent: Json = {"name": option["name"], "type": option["type"], "value": value}
    if focused:
        # What is being typed comes as it stands, a number that is none yet included.
        return sent | {"value": str(value), "focused": True}
    if option["type"] in (STRING, INTEGER, NUMBER):
        _check_value(option, value)
    if option["type"] == USER:
        number = int(str(value))
        member = {name: field for name, field in world.member(number).items() if name not in ("user", "deaf", "mute")}
        resolved.setdefault("users", {})[str(number)] = world.people[number]
        resolved.setdefault("members", {})[str(number)] = member | {"permissions": str(MEMBER)}
    if option["type"] == CHANNEL_OPTION:
        resolved.setdefault("channels", {})[str(value)] = _resolved(world, world.channels[int(str(value))])
    return sent | ({"value": str(value)} if option["type"] in (USER, CHANNEL_OPTION, ROLE) else {})


def _check_value(option: Json, value: Any) -> None:
    offered = [choice["value"] for choice in option.get("choices", ())]
    if offered and value not in offered:
        raise NotPossible(f"{option['name']} offers {offered}")
    if isinstance(value, str) != (option["type"] == STRING):
        raise NotPossible(f"{option['name']} is of another type than {value!r}")
    size = len(value) if isinstance(value, str) else value
    low = option.get("min_length", option.get("min_value"))
    high = option.get("max_length", option.get("max_value"))
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotPossible(f"{option['name']} must be from {low} to {high}")


def _input(part: Json) -> Json:
    inner: Json = part["component"] if part["type"] == LABEL else part["components"][0]
    return inner


def _filled(part: Json, number: int, fields: Mapping[str, object]) -> Json:
    if part["type"] == TEXT_DISPLAY:
        return {"type": TEXT_DISPLAY, "id": number}
    shown = _input(part)
    sent: Json = {"type": shown["type"], "id": number + 1, "custom_id": shown["custom_id"]}
    filled = fields.get(shown["custom_id"], _prefilled(shown))
    _check_filled(shown, filled)
    several = isinstance(filled, Sequence) and not isinstance(filled, str)
    sent |= {"values": list(_strings(filled))} if several else {"value": filled}
    if part["type"] == LABEL:
        return {"type": LABEL, "id": number, "component": sent}
    return {"type": part["type"], "id": number, "components": [sent]}


def _strings(values: object) -> Iterable[str]:
    return (str(value) for value in values) if isinstance(values, Iterable) else ()


def _prefilled(shown: Json) -> object:
    chosen = [option["value"] for option in shown.get("options", ()) if option.get("default")]
    match shown["type"]:
        case 4:
            return shown.get("value") or ""
        case 21:
            return chosen[0] if chosen else None
        case 23:
            return bool(shown.get("default"))
        case _:
            return chosen or [value["id"] for value in shown.get("default_values", ())]


def _check_filled(shown: Json, filled: object) -> None:
    name = shown["custom_id"]
    # A field is required unless the bot says otherwise; a checkbox cannot be.
    if shown.get("required", True) and shown["type"] != CHECKBOX and not filled:
        raise NotPossible(f"{name} must be filled in")
    if isinstance(filled, str) and shown["type"] == TEXT_INPUT:
        low, high = shown.get("min_length") or 0, shown.get("max_length") or 4000
        if len(filled) > high or (filled and len(filled) < low):
            raise NotPossible(f"{name} takes {low} to {high} characters")
    offered = {option["value"] for option in shown.get("options", ())}
    chosen = {filled} if shown["type"] == RADIO_GROUP else set(_strings(filled)) if offered else set()
    if offered and not chosen - {None} <= offered:
        raise NotPossible(f"{name} offers {sorted(offered)}")
