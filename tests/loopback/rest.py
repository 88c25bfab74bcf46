"""The REST API: who may ask, which faults they meet, and what each route does."""

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from aiohttp import web

from tests.loopback.answers import Answers
from tests.loopback.bodies import Body, Sent, check_message, edited_message, invalid, new_message, read_body
from tests.loopback.faults import as_json
from tests.loopback.world import (
    ATTACH,
    BOT,
    CONTENT_GRANTED,
    FORUM,
    HISTORY,
    MANAGE_MESSAGES,
    MANAGE_THREADS,
    PUBLIC_THREAD,
    PUBLIC_THREADS,
    SEND,
    SEND_IN_THREADS,
    Channel,
    DiscordError,
    Json,
    seen_by_bot,
)

if TYPE_CHECKING:
    from tests.loopback.server import LoopbackDiscord

API = "/api/v10"
NONCE_WINDOW = 180.0
"""Discord says "the past few minutes" and no more."""

MODIFIABLE = ("name", "archived", "locked")
MOST_TAGS, LONGEST_TAG, MOST_APPLIED = 20, 20, 5
MOST_COMMANDS = {1: 100, 2: 15, 3: 15}

Args = dict[str, str]
Route = tuple[str, re.Pattern[str], Callable[[web.Request, Args, Body], Awaitable[object]]]


class Rest:
    """Every route below /api/v10."""

    def __init__(self, server: "LoopbackDiscord", token: str | None) -> None:
        self.server = server
        self.world = server.world
        self.answers = Answers(server)
        self.created: list[Json] = []
        self._token = token
        self._nonces: dict[tuple[int, str], tuple[float, int]] = {}
        self._routes = [self._route(*line) for line in self._table()]

    def _table(self) -> list[tuple[str, str, Callable[[web.Request, Args, Body], Awaitable[object]]]]:
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/users/{user}", self._user),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/@me", self._application),
            ("GET", "/gateway", self._gateway),
            ("GET", "/gateway/bot", self._gateway),
            ("GET", "/applications/{app}/commands", self._commands),
            ("PUT", "/applications/{app}/commands", self._put_commands),
            ("GET", "/applications/{app}/guilds/{guild}/commands", self._commands),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", self._put_commands),
            ("GET", "/guilds/{guild}", self._guild),
            ("GET", "/guilds/{guild}/channels", self._guild_channels),
            ("GET", "/guilds/{guild}/roles", self._roles),
            ("GET", "/guilds/{guild}/threads/active", self._active_threads),
            ("GET", "/guilds/{guild}/members/{user}", self._member),
            ("GET", "/channels/{channel}", self._channel),
            ("PATCH", "/channels/{channel}", self._change_channel),
            ("DELETE", "/channels/{channel}", self._delete_channel),
            ("POST", "/channels/{channel}/typing", self._typing),
            ("GET", "/channels/{channel}/messages", self._messages),
            ("POST", "/channels/{channel}/messages", self._create_message),
            ("GET", "/channels/{channel}/messages/{message}", self._message),
            ("PATCH", "/channels/{channel}/messages/{message}", self._edit_message),
            ("DELETE", "/channels/{channel}/messages/{message}", self._delete_message),
            ("POST", "/channels/{channel}/messages/{message}/threads", self._thread_from_message),
            ("POST", "/channels/{channel}/threads", self._create_thread),
            ("GET", "/channels/{channel}/threads/archived/public", self._archived_threads),
            ("PUT", "/channels/{channel}/thread-members/@me", self._typing),
            ("DELETE", "/channels/{channel}/thread-members/@me", self._typing),
            *self.answers.table(),
        ]

    @staticmethod
    def _route(method: str, path: str, do: Callable[[web.Request, Args, Body], Awaitable[object]]) -> Route:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
        return method, re.compile(pattern), do

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Record the request, then answer it as Discord would, or as the planned fault does."""
        if request.path.startswith("/attachments/"):
            return self._attachment(request)
        path = request.path.removeprefix(API)
        body = await read_body(request)
        sent = Sent(request.method, path, body.json, body.files, request.query_string)
        self.server.requests.append(sent)
        self.server.changed()

        async def work() -> web.StreamResponse:
            return await self._answer(request, path, body, sent)

        if self.server.limit is not None and (refused := self.server.limit.take(path)) is not None:
            return refused
        fault = self.server.faults.take(request.method, path)
        response = await (fault.answer(request, work) if fault else work())
        self.server.changed()
        return response

    async def _answer(self, request: web.Request, path: str, body: Body, sent: Sent) -> web.StreamResponse:
        try:
            for method, pattern, do in self._routes:
                if method == request.method and (found := pattern.fullmatch(path)):
                    self._let_in(request, path)
                    answer = await do(request, found.groupdict(), body)
                    return web.Response(status=204) if answer is None else as_json(answer)
            self.server.unknown_routes.append(sent)
            raise DiscordError(404, 0, "404: Not Found")
        except DiscordError as error:
            return as_json({"code": error.code, "message": error.message}, error.status)

    def _let_in(self, request: web.Request, path: str) -> None:
        if path.startswith(("/interactions/", "/webhooks/")):
            return  # the token in the path is the key
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bot" or not token or self._token not in (None, token):
            raise DiscordError(401, 0, "401: Unauthorized")

    # Who the bot is

    async def _me(self, request: web.Request, args: Args, body: Body) -> object:
        return self.world.bot

    async def _user(self, request: web.Request, args: Args, body: Body) -> object:
        if int(args["user"]) not in self.world.people:
            raise DiscordError(404, 10013, "Unknown User")
        return self.world.people[int(args["user"])]

    async def _application(self, request: web.Request, args: Args, body: Body) -> object:
        return self.world.application()

    async def _gateway(self, request: web.Request, args: Args, body: Body) -> object:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self.server.gateway_url, "shards": self.server.shards, "session_start_limit": limit}

    async def _commands(self, request: web.Request, args: Args, body: Body) -> object:
        return [command for command in self.world.commands if command.get("guild_id") == args.get("guild")]

    async def _put_commands(self, request: web.Request, args: Args, body: Body) -> object:
        """All at once: what is not sent is gone. One with the same name and type keeps its id."""
        assert isinstance(body.json, list)
        guild = args.get("guild")
        kinds = [command.get("type", 1) for command in body.json]
        if any(kinds.count(kind) > most for kind, most in MOST_COMMANDS.items()):
            raise DiscordError(400, 30032, "Maximum number of application commands reached")
        here = [command for command in self.world.commands if command.get("guild_id") == guild]
        ids = {(command["name"], command["type"]): command["id"] for command in here}
        registered = [self._registered(command, ids, guild) for command in body.json]
        self.world.commands = [c for c in self.world.commands if c.get("guild_id") != guild] + registered
        return registered

    def _registered(self, command: Json, ids: dict[tuple[str, int], str], guild: str | None) -> Json:
        kind = command.get("type", 1)
        number = ids.get((command["name"], kind)) or str(self.world.new_id())
        told: Json = {"id": number, "application_id": str(BOT), "version": number, "type": kind}
        told |= {"description": "", "default_member_permissions": None, "nsfw": False}
        return told | command | ({"guild_id": guild} if guild else {})

    # Servers

    async def _guild(self, request: web.Request, args: Args, body: Body) -> object:
        told = self.world.guild(int(args["guild"]))
        return told | {"roles": self.world.guild_create(int(args["guild"]))["roles"]}

    async def _roles(self, request: web.Request, args: Args, body: Body) -> object:
        self.world.guild(int(args["guild"]))
        return self.world.guild_create(int(args["guild"]))["roles"]

    async def _guild_channels(self, request: web.Request, args: Args, body: Body) -> object:
        self.world.guild(int(args["guild"]))
        here = [c for c in self.world.channels.values() if str(c.guild) == args["guild"]]
        return [channel.as_json() for channel in here if not channel.is_thread]

    async def _active_threads(self, request: web.Request, args: Args, body: Body) -> object:
        self.world.guild(int(args["guild"]))
        here = [c for c in self.world.channels.values() if str(c.guild) == args["guild"]]
        threads = [channel.as_json() for channel in here if channel.is_thread and not channel.archived]
        return {"threads": threads, "members": []}

    async def _archived_threads(self, request: web.Request, args: Args, body: Body) -> object:
        """The one that was archived last first."""
        parent = self._place(args)
        before, limit = request.query.get("before", "9"), int(request.query.get("limit", 50))
        inside = [c for c in self.world.channels.values() if c.parent == parent.id and c.archived]
        earlier = sorted((c for c in inside if c.archived_at < before), key=lambda c: c.archived_at, reverse=True)
        told = [thread.as_json() for thread in earlier[:limit]]
        return {"threads": told, "members": [], "has_more": len(earlier) > limit}

    async def _member(self, request: web.Request, args: Args, body: Body) -> object:
        self.world.guild(int(args["guild"]))
        return self.world.member(int(args["user"]))

    # Channels

    def _place(self, args: Args) -> Channel:
        return self.world.channel(int(args["channel"]))

    async def _channel(self, request: web.Request, args: Args, body: Body) -> object:
        return self._place(args).as_json()

    async def _change_channel(self, request: web.Request, args: Args, body: Body) -> object:
        channel = self._place(args)
        changes = body.object()
        if not (channel.is_thread and channel.owner == BOT and not channel.locked):
            self.world.require(channel, MANAGE_THREADS if channel.is_thread else 1 << 4)
        if channel.archived and changes.get("archived") is not False:
            raise DiscordError(400, 50083, "Thread is archived")
        kept = {name: value for name, value in changes.items() if name in MODIFIABLE}
        if "available_tags" in changes:
            kept["tags"] = self._available(channel, changes["available_tags"])
        if "applied_tags" in changes:
            kept["applied"] = self._applied(channel, changes["applied_tags"])
        return (await self.server.change_channel(channel.id, **kept)).as_json()

    def _available(self, forum: Channel, tags: list[Json]) -> list[Json]:
        """The forum's tags as they are sent: what is left out is deleted, and what has no id is new."""
        known = {tag["id"]: tag for tag in forum.tags}
        names = [tag["name"] for tag in tags]
        if len(tags) > MOST_TAGS or any(not 0 < len(name) <= LONGEST_TAG for name in names):
            raise invalid("a forum has 20 tags, whose names have 1 to 20 characters")
        if len(set(names)) < len(names):
            raise DiscordError(400, 40061, "Tag names must be unique")
        blank: Json = {"moderated": False, "emoji_id": None, "emoji_name": None}
        return [blank | known.get(tag.get("id"), {"id": str(self.world.new_id())}) | tag for tag in tags]

    def _applied(self, post: Channel, tags: list[str]) -> list[str]:
        there = {tag["id"] for tag in self.world.channels[post.parent or 0].tags}
        if len(tags) > MOST_APPLIED:
            raise invalid("a post has 5 tags")
        if not set(tags) <= there:
            raise DiscordError(400, 10087, "Unknown tag")
        return tags

    async def _delete_channel(self, request: web.Request, args: Args, body: Body) -> object:
        channel = self._place(args)
        self.world.require(channel, MANAGE_THREADS if channel.is_thread else 1 << 4)
        await self.server.delete_channel(channel.id)
        return channel.as_json()

    async def _typing(self, request: web.Request, args: Args, body: Body) -> object:
        self._place(args)
        return None

    async def _thread_from_message(self, request: web.Request, args: Args, body: Body) -> object:
        """The thread has the number of the message it starts from."""
        parent = self._place(args)
        message = self.world.message(parent, int(args["message"]))
        self.world.require(parent, PUBLIC_THREADS)
        number = int(message["id"])
        if number in self.world.channels:
            raise DiscordError(400, 160004, "A thread has already been created for this message")
        return await self._open_thread(parent, number, str(body.object()["name"]), PUBLIC_THREAD)

    async def _create_thread(self, request: web.Request, args: Args, body: Body) -> object:
        """A thread, or in a forum a post with its first message, which has the number of the post."""
        parent, told = self._place(args), body.object()
        if parent.kind != FORUM:
            self.world.require(parent, PUBLIC_THREADS)
            kind = int(str(told.get("type", PUBLIC_THREAD)))
            return await self._open_thread(parent, self.world.new_id(), str(told["name"]), kind)
        self.world.require(parent, SEND)
        first = dict(told.get("message", {}))
        check_message(first, body.files)
        number = self.world.new_id()
        thread = await self._open_thread(parent, number, str(told["name"]), PUBLIC_THREAD)
        message = await self._put(self.world.channels[number], first, body, id=str(number))
        return thread | {"message": message}

    async def _open_thread(self, parent: Channel, number: int, name: str, kind: int) -> Json:
        thread = Channel(number, name, kind, parent.guild, parent.id, BOT)
        return (await self.server.open_channel(thread)).as_json()

    # Messages

    async def _messages(self, request: web.Request, args: Args, body: Body) -> object:
        """Newest first, up to the limit; nothing at all where the bot may not read the history."""
        channel, query = self._place(args), request.query
        if not self.world.permits(channel, HISTORY):
            return []
        limit = int(query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise DiscordError(400, 50035, "Invalid Form Body")
        numbers = sorted(channel.messages)
        if "after" in query:
            chosen = [number for number in numbers if number > int(query["after"])][:limit]
        elif "around" in query:
            chosen = sorted(sorted(numbers, key=lambda n: abs(n - int(query["around"])))[:limit])
        else:
            chosen = [number for number in numbers if number < int(query.get("before", 1 << 63))][-limit:]
        return [self._told(channel.messages[number]) for number in reversed(chosen)]

    async def _message(self, request: web.Request, args: Args, body: Body) -> object:
        channel = self._place(args)
        self.world.require(channel, HISTORY)
        return self._told(self.world.message(channel, int(args["message"])))

    def _told(self, message: Json) -> Json:
        return seen_by_bot(message, content=bool(self.world.application_flags & CONTENT_GRANTED))

    async def _create_message(self, request: web.Request, args: Args, body: Body) -> object:
        channel, told = self._place(args), body.object()
        self._require_postable(channel, bool(body.files))
        check_message(told, body.files)
        if (earlier := self._by_nonce(channel, told)) is not None:
            return earlier
        message = await self._put(channel, told, body, **{name: told[name] for name in ("nonce",) if name in told})
        if "nonce" in told:
            # Kept from here on, before the answer can fail: that is what makes a repetition safe.
            self._nonces[channel.id, str(told["nonce"])] = self.world.clock.seconds(), int(message["id"])
        self.created.append(message)
        return message

    def _require_postable(self, channel: Channel, files: bool) -> None:
        if channel.kind == FORUM:
            raise DiscordError(400, 40058, "Cannot send a message in a forum channel")
        self.world.require(channel, SEND_IN_THREADS if channel.is_thread else SEND)
        if channel.locked and not self.world.permits(channel, MANAGE_THREADS):
            raise DiscordError(403, 160005, "This thread is locked")
        if files:
            self.world.require(channel, ATTACH)

    def _by_nonce(self, channel: Channel, told: Json) -> Json | None:
        """The message that this nonce made within the window. Raises DiscordError 10008 where it was deleted."""
        since, number = self._nonces.get((channel.id, str(told.get("nonce"))), (0.0, 0))
        if not told.get("enforce_nonce") or self.world.clock.seconds() - since > NONCE_WINDOW:
            return None
        return self.world.message(channel, number)

    async def _put(self, channel: Channel, told: Json, body: Body, **more: object) -> Json:
        return await self.server.put(channel, new_message(self.world, channel, told, body, **more))

    async def _edit_message(self, request: web.Request, args: Args, body: Body) -> object:
        channel, told = self._place(args), body.object()
        message = self.world.message(channel, int(args["message"]))
        if int(message["author"]["id"]) != BOT:
            raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
        if channel.archived:
            raise DiscordError(400, 50083, "Thread is archived")
        edited = edited_message(self.world, message, told, body)
        channel.messages[int(message["id"])] = edited
        await self.server.tell("MESSAGE_UPDATE", edited, channel)
        return edited

    async def _delete_message(self, request: web.Request, args: Args, body: Body) -> object:
        channel = self._place(args)
        message = self.world.message(channel, int(args["message"]))
        if int(message["author"]["id"]) != BOT:
            self.world.require(channel, MANAGE_MESSAGES)
        await self.server.delete(channel.id, int(message["id"]))
        return None

    def _attachment(self, request: web.Request) -> web.StreamResponse:
        found = self.world.uploads.get(request.path)
        return web.Response(status=404) if found is None else web.Response(body=found)
