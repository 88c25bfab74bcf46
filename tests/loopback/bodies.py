"""What the bot sends as a message: JSON or multipart, what Discord refuses in it, and the message it becomes."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from aiohttp import BodyPartReader, web

from tests.loopback.world import (
    COMPONENTS_V2,
    EPHEMERAL,
    Channel,
    DiscordError,
    Json,
    World,
    every_component,
    numbered,
)

LONGEST_CONTENT = 2000
LONGEST_TEXT = 4000
MOST_BYTES = 10_170
"""Above this Discord answers 500; it is documented nowhere (discord-api-docs issue 8554)."""
MOST_COMPONENTS, MOST_ROWS, MOST_FILES, LONGEST_NONCE = 40, 5, 10, 25
LARGEST_FILE = 10 << 20
TEXT_DISPLAY = 10
ACTION_ROW = 1


class SentFile(NamedTuple):
    """A file as it came in a multipart body."""

    name: str
    content: bytes


class Sent(NamedTuple):
    """A request of the bot: the path without /api/v10, the JSON (of a multipart body its payload_json), the query."""

    method: str
    path: str
    json: object
    files: tuple[SentFile, ...]
    query: str


class Body(NamedTuple):
    """A request's body, whichever way it came."""

    json: object
    files: tuple[SentFile, ...]

    def object(self) -> Json:
        """Raises DiscordError 50035 where it is no JSON object."""
        if not isinstance(self.json, dict):
            raise DiscordError(400, 50035, "Invalid Form Body")
        return self.json


async def read_body(request: web.Request) -> Body:
    """The JSON and the files, None where there is no body."""
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    text = await request.text()
    return Body(json.loads(text) if text else None, ())


async def _read_multipart(request: web.Request) -> Body:
    payload: object = None
    files = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            payload = json.loads(content)
        else:
            files.append(SentFile(part.filename or "", content))
    return Body(payload, tuple(files))


def invalid(why: str) -> DiscordError:
    return DiscordError(400, 50035, f"Invalid Form Body: {why}")


def check_message(told: Json, files: Sequence[SentFile], *, may_be_empty: bool = False) -> None:
    """Raises DiscordError for what Discord does not take as a message."""
    content, components = told.get("content") or "", told.get("components") or []
    if len(content) > LONGEST_CONTENT:
        raise invalid("content is longer than 2000")
    if len(str(told.get("nonce", ""))) > LONGEST_NONCE:
        raise invalid("nonce is longer than 25")
    if len(files) > MOST_FILES:
        raise DiscordError(400, 30015, "Maximum number of attachments in a message reached")
    if any(len(file.content) > LARGEST_FILE for file in files):
        raise DiscordError(413, 40005, "Request entity too large")
    if told.get("flags", 0) & COMPONENTS_V2:
        _check_v2(told, components)
    elif len(components) > MOST_ROWS or any(row["type"] != ACTION_ROW for row in components):
        raise invalid("components are five action rows at most")
    _check_custom_ids(components)
    if not (content or components or files or told.get("embeds") or told.get("poll") or may_be_empty):
        raise DiscordError(400, 50006, "Cannot send an empty message")


def _check_v2(told: Json, components: list[Json]) -> None:
    if any(told.get(name) for name in ("content", "embeds", "poll", "sticker_ids")):
        raise invalid("content, embeds, polls and stickers cannot stand beside these components")
    parts = list(every_component(components))
    texts = [part["content"] for part in parts if part["type"] == TEXT_DISPLAY]
    if not parts or len(parts) > MOST_COMPONENTS:
        raise invalid("there are 1 to 40 components")
    if sum(map(len, texts)) > LONGEST_TEXT:
        raise invalid("the text displays are longer than 4000")
    if sum(len(text.encode()) for text in texts) > MOST_BYTES:
        raise DiscordError(500, 0, "500: Internal Server Error")


def _check_custom_ids(components: list[Json]) -> None:
    ids = [part["custom_id"] for part in every_component(components) if part.get("custom_id")]
    if len(set(ids)) < len(ids):
        raise invalid("custom ids are not unique")
    if any(len(custom_id) > 100 for custom_id in ids):
        raise invalid("a custom id is longer than 100")


def new_message(world: World, channel: Channel, told: Json, body: Body, **more: object) -> Json:
    """The bot's message, as the body describes it; in no channel yet."""
    fields: Json = {name: told[name] for name in ("embeds", "tts") if told.get(name)}
    fields |= {"flags": told.get("flags", 0), "components": numbered(told.get("components") or [])}
    if "message_reference" in told:
        fields |= {"message_reference": told["message_reference"], "type": 19}
    message = world.new_message(channel, world.bot, told.get("content") or "", **fields, **more)
    return message | {"attachments": _attachments(world, channel.id, told, body.files)}


def edited_message(world: World, message: Json, told: Json, body: Body) -> Json:
    """The message after an edit: what the body does not name stays, and V2 can never be left again."""
    was_v2 = message["flags"] & COMPONENTS_V2
    flags = told.get("flags") or 0
    merged = {**{name: message[name] for name in ("content", "embeds", "components")}, **told}
    merged["flags"] = flags | was_v2
    check_message(merged, body.files, may_be_empty=bool(message["attachments"]))
    edited: Json = message | {name: merged[name] or message[name][:0] for name in ("content", "embeds")}
    edited["components"] = numbered(merged["components"] or [])
    edited["flags"] = message["flags"] & EPHEMERAL | merged["flags"]
    if "attachments" in told or body.files:
        kept = [sent["id"] for sent in told.get("attachments") or ()]
        old = [known for known in message["attachments"] if known["id"] in map(str, kept)]
        edited["attachments"] = old + _attachments(world, int(message["channel_id"]), told, body.files)
    return edited | {"edited_timestamp": world.clock.text()}


def _attachments(world: World, channel: int, told: Json, files: Sequence[SentFile]) -> list[Json]:
    described = {str(sent["id"]): sent for sent in told.get("attachments") or ()}
    return [_attachment(world, channel, file, described.get(str(n), {})) for n, file in enumerate(files)]


def _attachment(world: World, channel: int, file: SentFile, described: Json) -> Json:
    number = str(world.new_id())
    name = described.get("filename", file.name)
    path = f"/attachments/{channel}/{number}/{name}"
    world.uploads[path] = file.content
    url = f"{world.files_url}{path}"
    told: Json = {"id": number, "filename": name, "size": len(file.content), "url": url, "proxy_url": url}
    return told | ({"description": described["description"]} if described.get("description") else {})
