"""The small Discord itself: start and stop, what it was asked, and what people do there."""

import asyncio
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.loopback.bodies import Sent
from tests.loopback.faults import Faults
from tests.loopback.gateway import Gateway
from tests.loopback.interactions import Answer, Asked
from tests.loopback.limits import GlobalLimit
from tests.loopback.outgoing import Outgoing
from tests.loopback.rest import Rest
from tests.loopback.world import PUBLIC_THREAD, Channel, Json, World

PATIENCE = 30.0
"""Seconds after which something that a test waits for counts as not coming."""

Seen = TypeVar("Seen")


class LoopbackDiscord:
    """A Discord for one bot, on a free port of the loopback.

    `async with LoopbackDiscord() as discord` and give the bot `discord.api_url` and `discord.gateway_url`.
    With a token, only that one is let in; with a limit, so many requests a second are.
    """

    def __init__(self, token: str | None = None, limit: GlobalLimit | None = None) -> None:
        self.world = World()
        self.limit = limit
        self.faults = Faults()
        self.shards = 1
        self.requests: list[Sent] = []
        self.unknown_routes: list[Sent] = []
        self._news = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()
        self._given: dict[int, int] = {}
        self.gateway = Gateway(self.world, self.faults, token, self.changed)
        self._rest = Rest(self, token)
        self.outgoing = Outgoing(self._rest.answers)
        self._runner: web.AppRunner | None = None
        self._address = ""

    @property
    def api_url(self) -> str:
        """For DISCORD_API_URL."""
        return f"http://{self._address}/api/v10"

    @property
    def gateway_url(self) -> str:
        """For DISCORD_GATEWAY_URL."""
        return f"ws://{self._address}/gateway"

    async def start(self) -> None:
        app = web.Application(client_max_size=25 << 20)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/{rest:.*}", self.gateway.handle)
        app.router.add_route("*", "/{rest:.*}", self._rest.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.gateway.url = self.gateway_url
        self.world.files_url = f"http://{self._address}"

    async def stop(self) -> None:
        self.faults.release_all()
        await self.gateway.close()
        await self.outgoing.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    # What a test waits for

    def changed(self) -> None:
        """Something happened: whoever waits looks again."""
        task = asyncio.get_running_loop().create_task(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def until(self, look: Callable[[], Seen | None], within: float = PATIENCE) -> Seen:
        """What `look` gives, as soon as it gives something that is true. Raises TimeoutError."""
        async with asyncio.timeout(within), self._news:
            while not (seen := look()):
                await self._news.wait()
            return seen

    async def ready(self, within: float = PATIENCE) -> None:
        """Until every shard of the bot has been told of its servers, and commands are registered for people to use."""
        await self.until(lambda: self.gateway.is_ready and bool(self.world.commands), within)

    async def answer_to(self, asked: Asked, within: float = PATIENCE) -> Answer:
        """The bot's first response to the interaction."""
        return await self.until(lambda: asked.answer, within)

    async def followup_to(self, asked: Asked, number: int = 1, within: float = PATIENCE) -> Json:
        """The message of its follow-up of that number: after "thinking", the first one is the answer itself."""
        return await self.until(lambda: asked.followups[number - 1] if len(asked.followups) >= number else None, within)

    async def posted(self, channel: int, within: float = PATIENCE) -> Json:
        """The next message that the bot created in the channel and that was not given here before."""
        given = self._given.get(channel, 0)
        created = self._rest.created

        def look() -> Json | None:
            there = [message for message in created if int(message["channel_id"]) == channel]
            return there[given] if len(there) > given else None

        message = await self.until(look, within)
        self._given[channel] = given + 1
        return message

    async def request(self, method: str, path: str, within: float = PATIENCE) -> Sent:
        """The first request of the bot with that method and path."""
        return await self.until(
            lambda: next((sent for sent in self.requests if sent[:2] == (method, path)), None), within
        )

    @property
    def created(self) -> list[Json]:
        """Every message that the bot created in a channel, deleted ones too."""
        return self._rest.created

    # What people do

    async def ask(self, asked: Asked, within: float = PATIENCE) -> Answer:
        """Do what the interaction says, and give what the bot answers."""
        await self.interact(asked)
        return await self.answer_to(asked, within)

    async def interact(self, asked: Asked) -> Asked:
        """Do what the interaction says, without waiting."""
        asked.begun = self.world.clock.seconds()
        self._rest.answers.asked[asked.id] = asked
        if self.outgoing.address is not None:
            self.outgoing.deliver(asked)
        else:
            await self.gateway.dispatch("INTERACTION_CREATE", asked.payload, int(asked.payload["guild_id"]))
        return asked

    async def say(self, channel: int, who: Json, content: str, **more: object) -> Json:
        """Somebody writes a message; `more` are further fields of it."""
        there = self.world.channels[channel]
        return await self.put(there, self.world.new_message(there, who, content, **more))

    async def edit(self, channel: int, message: int, content: str) -> Json:
        """Somebody edits their message."""
        there = self.world.channels[channel]
        edited = there.messages[message] | {"content": content, "edited_timestamp": self.world.clock.text()}
        there.messages[message] = edited
        await self.tell("MESSAGE_UPDATE", edited, there)
        return edited

    async def delete(self, channel: int, message: int) -> None:
        """Somebody deletes a message."""
        there = self.world.channels[channel]
        del there.messages[message]
        there.deleted.add(message)
        gone = {"id": str(message), "channel_id": str(channel), "guild_id": str(there.guild)}
        await self.gateway.dispatch("MESSAGE_DELETE", gone, there.guild)

    async def open_channel(self, channel: Channel) -> Channel:
        """Somebody makes a channel, forum or thread."""
        self.world.add_channel(channel)
        event = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
        more = {"newly_created": True} if channel.is_thread else {}
        await self.gateway.dispatch(event, channel.as_json() | more, channel.guild)
        return channel

    async def post(self, forum: int, title: str, who: Json, content: str, tags: Sequence[str] = ()) -> Channel:
        """Somebody writes a post in a forum: a thread, and its first message, which has the thread's number."""
        number, author = self.world.new_id(), int(who["id"])
        parent = self.world.channels[forum]
        thread = Channel(number, title, PUBLIC_THREAD, parent.guild, forum, author, applied=list(tags))
        await self.open_channel(thread)
        await self.say(number, who, content, id=str(number))
        return thread

    async def change_channel(self, number: int, **changes: object) -> Channel:
        """Somebody archives, locks, renames it, or changes what the bot may do there (`permissions`)."""
        channel = self.world.channels[number]
        for name, value in changes.items():
            setattr(channel, name, value)
        if changes.get("archived"):
            channel.archived_at = self.world.clock.text()
        event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
        await self.gateway.dispatch(event, channel.as_json(), channel.guild)
        return channel

    async def rename(self, thread: int, who: Json, name: str) -> None:
        """Somebody renames a thread or a post; Discord notes it there in their name."""
        there = await self.change_channel(thread, name=name)
        await self.put(there, self.world.new_message(there, who, name, type=4))

    async def delete_channel(self, number: int) -> None:
        """Somebody deletes it. As on Discord, nothing is said of the threads and messages in it."""
        channel = self.world.channels.pop(number)
        for thread in [c.id for c in self.world.channels.values() if c.parent == number]:
            del self.world.channels[thread]
        gone = channel.as_json()
        if channel.is_thread:
            gone = {name: gone[name] for name in ("id", "guild_id", "parent_id", "type")}
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.gateway.dispatch(event, gone, channel.guild)

    async def lose_guild(self, guild: int, *, outage: bool = False) -> None:
        """The bot is removed from a server; or the server has an outage, which is not the same."""
        if not outage:
            del self.world.guilds[guild]
        gone: Json = {"id": str(guild)} | ({"unavailable": True} if outage else {})
        await self.gateway.dispatch("GUILD_DELETE", gone, guild)

    async def join_guild(self, guild: int, name: str = "Debates") -> None:
        """The bot is added to a server, or the server is back after an outage."""
        is_back = guild in self.world.guilds
        self.world.guilds[guild] = name
        if not is_back:
            self.world.joined[guild] = self.world.clock.text()
        told = self.world.guild_create(guild)
        if not is_back:
            # Discord says that a server is available where it was not, and nothing of it where the bot is new there.
            del told["unavailable"]
        await self.gateway.dispatch("GUILD_CREATE", told, guild)

    # What REST does with the channel, too

    async def put(self, channel: Channel, message: Json) -> Json:
        """Into the channel with the message, and tell the bot."""
        was_archived = channel.archived
        self.world.put(channel, message)
        if was_archived:
            await self.gateway.dispatch("THREAD_UPDATE", channel.as_json(), channel.guild)
        await self.tell("MESSAGE_CREATE", message, channel)
        return message

    async def tell(self, event: str, message: Json, channel: Channel) -> None:
        """Tell the bot of a message."""
        member = {name: value for name, value in self._member(message).items() if name != "user"}
        more = {"guild_id": str(channel.guild), "member": member}
        await self.gateway.dispatch(event, message | more, channel.guild)

    def _member(self, message: Json) -> Json:
        author = int(message["author"]["id"])
        return self.world.member(author) if author in self.world.people else {"roles": [], "flags": 0}
