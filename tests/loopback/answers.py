"""The bot's answers to interactions: the first response, its edits, and the follow-ups."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.loopback.bodies import Body, check_message, edited_message, invalid, new_message
from tests.loopback.interactions import AUTOCOMPLETE, COMPONENT, MODAL_SUBMIT, Answer, Asked
from tests.loopback.world import EPHEMERAL, LOADING, DiscordError, Json, every_component

if TYPE_CHECKING:
    from tests.loopback.server import LoopbackDiscord

SECONDS_TO_ANSWER = 3.0
TOKEN_LIVES = 900.0
MESSAGE, THINKING, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
MOST_CHOICES, MOST_IN_A_FORM, LONGEST_TITLE = 25, 5, 45

Handler = Callable[[web.Request, dict[str, str], Body], Awaitable[object]]


class Answers:
    """The routes whose key is an interaction's token."""

    def __init__(self, server: "LoopbackDiscord") -> None:
        self.server = server
        self.world = server.world
        self.asked: dict[int, Asked] = {}

    def table(self) -> list[tuple[str, str, Handler]]:
        original = "/webhooks/{app}/{token}/messages/@original"
        other = "/webhooks/{app}/{token}/messages/{message}"
        return [
            ("POST", "/interactions/{interaction}/{token}/callback", self._callback),
            ("GET", original, self._original),
            ("PATCH", original, self._edit_original),
            ("DELETE", original, self._delete_original),
            ("POST", "/webhooks/{app}/{token}", self._follow_up),
            ("GET", other, self._message),
            ("PATCH", other, self._edit),
            ("DELETE", other, self._delete),
        ]

    # The first response

    async def _callback(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        asked = self.asked.get(int(args["interaction"]))
        age = self.world.clock.seconds() - asked.begun if asked else 0.0
        if asked is None or asked.token != args["token"]:
            raise DiscordError(404, 10062, "Unknown interaction")
        if asked.answer is not None:
            raise DiscordError(400, 40060, "Interaction has already been acknowledged.")
        if age > SECONDS_TO_ANSWER:
            raise DiscordError(404, 10062, "Unknown interaction")
        kind, message = await self.first(asked, body)
        if request.query.get("with_response") not in ("1", "true", "True"):
            return None
        return _callback_response(asked, kind, message)

    async def first(self, asked: Asked, body: Body) -> tuple[int, Json | None]:
        """Take the first answer to an interaction, whichever way it came; gives its type and its message.

        Raises DiscordError where it cannot be one.
        """
        told = body.object()
        kind, data = int(told["type"]), told.get("data") or {}
        _check_kind(asked, kind)
        _check_data(kind, data, body)
        message = await self._respond(asked, kind, data, body)
        asked.answer = Answer(kind, data, {file.name: file.content for file in body.files})
        return kind, message

    async def _respond(self, asked: Asked, kind: int, data: Json, body: Body) -> Json | None:
        if kind in (MESSAGE, THINKING):
            asked.is_thinking = kind == THINKING
            flags = data.get("flags", 0) | (LOADING if asked.is_thinking else 0)
            asked.original = await self._put(asked, data | {"flags": flags}, body)
        elif kind in (DEFERRED_UPDATE, UPDATE):
            asked.original = asked.payload.get("message")
            if kind == UPDATE and asked.original is not None:
                await self._change(asked, asked.original, data, body)
        return asked.original

    async def _put(self, asked: Asked, told: Json, body: Body) -> Json:
        """An ephemeral message is in no channel: only this token reaches it."""
        channel = self.world.channels[int(asked.payload["channel_id"])]
        by = {"id": str(asked.id), "type": asked.payload["type"], "user": asked.payload["member"]["user"]}
        owners = {"authorizing_integration_owners": asked.payload["authorizing_integration_owners"]}
        more = {"application_id": asked.payload["application_id"], "webhook_id": asked.payload["application_id"]}
        message = new_message(self.world, channel, told, body, interaction_metadata=by | owners, **more)
        asked.messages[int(message["id"])] = message
        if not message["flags"] & EPHEMERAL:
            await self.server.put(channel, message)
        return message

    async def _change(self, asked: Asked, message: Json, told: Json, body: Body) -> Json:
        number, channel = int(message["id"]), self.world.channels[int(message["channel_id"])]
        edited = edited_message(self.world, message, told, body)
        edited["flags"] &= ~LOADING
        asked.messages[number] = edited
        if asked.original is not None and asked.original["id"] == message["id"]:
            asked.original, asked.is_thinking = edited, False
        if number in channel.messages:
            channel.messages[number] = edited
            await self.server.tell("MESSAGE_UPDATE", edited, channel)
        return edited

    # What comes after it

    def _by_token(self, args: dict[str, str]) -> Asked:
        found = next((asked for asked in self.asked.values() if asked.token == args["token"]), None)
        if found is None or found.answer is None:
            raise DiscordError(404, 10015, "Unknown Webhook")
        if self.world.clock.seconds() - found.begun > TOKEN_LIVES:
            raise DiscordError(401, 50027, "Invalid Webhook Token")
        return found

    def _original_of(self, asked: Asked) -> Json:
        if asked.original is None:
            raise DiscordError(404, 10008, "Unknown Message")
        return asked.original

    def _its(self, asked: Asked, number: int) -> Json:
        if number not in asked.messages:
            raise DiscordError(404, 10008, "Unknown Message")
        return asked.messages[number]

    async def _original(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        return self._original_of(self._by_token(args))

    async def _edit_original(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        asked = self._by_token(args)
        return await self._change(asked, self._original_of(asked), body.object(), body)

    async def _delete_original(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        asked = self._by_token(args)
        await self._remove(asked, self._original_of(asked))
        return None

    async def _follow_up(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        """The first one after "thinking" fills that message, and is as private as it was."""
        asked, told = self._by_token(args), body.object()
        check_message(told, body.files)
        if asked.is_thinking:
            flags = told.get("flags", 0) & ~EPHEMERAL
            message = await self._change(asked, self._original_of(asked), told | {"flags": flags}, body)
        else:
            message = await self._put(asked, told, body)
        asked.followups.append(message)
        return message

    async def _message(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        return self._its(self._by_token(args), int(args["message"]))

    async def _edit(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        asked = self._by_token(args)
        return await self._change(asked, self._its(asked, int(args["message"])), body.object(), body)

    async def _delete(self, request: web.Request, args: dict[str, str], body: Body) -> object:
        asked = self._by_token(args)
        await self._remove(asked, self._its(asked, int(args["message"])))
        return None

    async def _remove(self, asked: Asked, message: Json) -> None:
        number, channel = int(message["id"]), int(message["channel_id"])
        asked.messages.pop(number, None)
        if asked.original is not None and asked.original["id"] == message["id"]:
            asked.original = None
        if number in self.world.channels[channel].messages:
            await self.server.delete(channel, number)


def _check_kind(asked: Asked, kind: int) -> None:
    """Raises DiscordError where this interaction cannot be answered so."""
    of = asked.payload["type"]
    from_message = of == COMPONENT or (of == MODAL_SUBMIT and "message" in asked.payload)
    fits = {
        MESSAGE: of != AUTOCOMPLETE,
        THINKING: of != AUTOCOMPLETE,
        DEFERRED_UPDATE: from_message,
        UPDATE: from_message,
        CHOICES: of == AUTOCOMPLETE,
        MODAL: of not in (AUTOCOMPLETE, MODAL_SUBMIT),
    }
    if not fits.get(kind, False):
        raise invalid(f"an interaction of type {of} cannot be answered with {kind}")


def _check_data(kind: int, data: Json, body: Body) -> None:
    if kind == MESSAGE:
        check_message(data, body.files)
    if kind == CHOICES:
        choices = data["choices"]
        if len(choices) > MOST_CHOICES or any(not 1 <= len(choice["name"]) <= 100 for choice in choices):
            raise invalid("25 choices at most, with names of 1 to 100")
    if kind == MODAL:
        _check_form(data)


def _check_form(data: Json) -> None:
    parts = data["components"]
    if not 1 <= len(data["title"]) <= LONGEST_TITLE or not 1 <= len(data["custom_id"]) <= 100:
        raise invalid("a form has a title of 1 to 45 and a custom id of 1 to 100")
    if not 1 <= len(parts) <= MOST_IN_A_FORM:
        raise invalid("a form has 1 to 5 components")
    for part in every_component(parts):
        if len(part.get("label") or "") > 45 and part["type"] == 18:
            raise invalid("a label is longer than 45")
        if part["type"] == 4 and len(part.get("value") or "") > (part.get("max_length") or 4000):
            raise invalid("a text input is prefilled with more than it takes")


def _callback_response(asked: Asked, kind: int, message: Json | None) -> Json:
    told: Json = {"id": str(asked.id), "type": asked.payload["type"]}
    resource: Json = {"type": kind}
    if message is not None:
        resource["message"] = message
        told |= {"response_message_id": message["id"], "response_message_loading": kind == THINKING}
        told["response_message_ephemeral"] = bool(message["flags"] & EPHEMERAL)
    return {"interaction": told, "resource": resource}
