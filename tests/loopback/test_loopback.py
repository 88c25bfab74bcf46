"""The small Discord, shown by a bare discord.py client that speaks to it over real sockets."""

import asyncio
import io
import json
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from tests.loopback import interactions as people
from tests.loopback.faults import Broken, Cut, Refused, Slow, TooMany
from tests.loopback.server import PATIENCE, LoopbackDiscord
from tests.loopback.world import CHANNEL, GUILD, MEMBER, MODERATOR, PUBLIC_THREAD, SEND, VIEW, Channel, Json

MESSAGES = f"/channels/{CHANNEL}/messages"
Command = app_commands.Command[app_commands.Group, ..., None]
ANY_CALLBACK = r"/interactions/\d+/[^/]+/callback"


class Form(discord.ui.Modal):
    """Its kind is a claim unless somebody says otherwise, its words are those of the message."""

    def __init__(self, words: str) -> None:
        super().__init__(title="Tag")
        self.kind: discord.ui.RadioGroup[Form] = discord.ui.RadioGroup(custom_id="kind", required=True)
        self.kind.options = [
            discord.RadioGroupOption(label="Claim", value="claim", default=True),
            discord.RadioGroupOption(label="Crux", value="crux"),
        ]
        self.words: discord.ui.TextInput[Form] = discord.ui.TextInput(custom_id="words", default=words, max_length=50)
        self.add_item(discord.ui.Label(text="Kind", component=self.kind))
        self.add_item(discord.ui.Label(text="Words", component=self.words))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.kind.value}: {self.words.value}")


class Buttons(discord.ui.View):
    @discord.ui.button(label="Agree", custom_id="agree")
    async def agree(self, interaction: discord.Interaction, button: discord.ui.Button["Buttons"]) -> None:
        await interaction.response.edit_message(content=f"{interaction.user.name} agrees", view=None)


class Bare(discord.AutoShardedClient):
    """A client with one of each kind of command."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True)
        super().__init__(intents=intents, max_messages=None, chunk_guilds_at_startup=False)
        self.tree = app_commands.CommandTree(self)
        self.events: asyncio.Queue[tuple[str, object]] = asyncio.Queue()
        self.failures: asyncio.Queue[Exception] = asyncio.Queue()
        self.arrived: asyncio.Queue[str] = asyncio.Queue()

    async def setup_hook(self) -> None:
        self.tree.add_command(app_commands.ContextMenu(name="Tag", callback=self._tag))
        group = app_commands.Group(name="ledger", description="The ledger")
        show: Command = app_commands.Command(name="show", description="Show an entry", callback=self._show)
        show.autocomplete("entry")(self._numbers)
        group.add_command(show)
        self.tree.add_command(group)
        for name in ("think", "panel", "twice", "late"):
            made: Command = app_commands.Command(name=name, description=name, callback=getattr(self, f"_{name}"))
            self.tree.add_command(made)
        self.tree.error(self._failed)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Come back at once: the real Discord is spared for five seconds."""

    async def _failed(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        self.failures.put_nowait(error.original if isinstance(error, app_commands.CommandInvokeError) else error)

    async def _tag(self, interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_modal(Form(message.content))

    async def _numbers(self, interaction: discord.Interaction, current: str) -> list[app_commands.Choice[int]]:
        return [app_commands.Choice(name=f"#{n} starts with {current}", value=n) for n in (1, 2)]

    async def _show(self, interaction: discord.Interaction, entry: int) -> None:
        may = interaction.permissions.manage_messages
        await interaction.response.send_message(f"#{entry} {'mod' if may else 'member'}", ephemeral=True)

    async def _think(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("here", file=discord.File(io.BytesIO(b"a,b\n"), "ledger.csv"))
        await interaction.edit_original_response(content="and edited")
        again = await interaction.original_response()
        await interaction.followup.send(f"it was: {again.content}", ephemeral=True)
        await interaction.delete_original_response()

    async def _panel(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Do you agree?", view=Buttons(timeout=None))

    async def _twice(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once")
        interaction.response._response_type = None  # what a second process would not know
        await interaction.response.send_message("twice")

    async def _late(self, interaction: discord.Interaction) -> None:
        name, released = self.events.get_nowait()
        assert name == "wait"
        assert isinstance(released, asyncio.Event)
        await released.wait()
        await interaction.response.send_message("late")

    async def on_socket_event_type(self, event: str) -> None:
        if event == "GUILD_CREATE":
            self.arrived.put_nowait(event)

    async def on_message(self, message: discord.Message) -> None:
        self.events.put_nowait(("message", message.content))

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        self.events.put_nowait(("edit", payload.message_id))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.events.put_nowait(("delete", payload.message_id))

    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        self.events.put_nowait(("thread", payload.data["thread_metadata"]["archived"]))

    async def on_resumed(self) -> None:
        self.events.put_nowait(("resumed", None))

    async def next_event(self) -> tuple[str, object]:
        return await asyncio.wait_for(self.events.get(), PATIENCE)


def at_loopback(monkeypatch: pytest.MonkeyPatch, there: LoopbackDiscord) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", there.api_url)
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(there.gateway_url))


@pytest.fixture
async def there() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(token="secret") as server:
        yield server
        assert server.unknown_routes == []
        assert server.faults.left == 0


@pytest.fixture
async def bot(there: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bare]:
    at_loopback(monkeypatch, there)
    async with Bare() as client:
        running = asyncio.create_task(client.start("secret"))
        await there.ready()
        await asyncio.wait_for(client.arrived.get(), PATIENCE)
        yield client
        await client.close()
        await running


@pytest.fixture
def ana(there: LoopbackDiscord) -> Json:
    return there.world.add_person(50, "Ana")


def room(bot: Bare, channel: int = CHANNEL) -> discord.PartialMessageable:
    return bot.get_partial_messageable(channel, guild_id=GUILD)


async def refused(doing: Awaitable[object]) -> tuple[int, int]:
    """The HTTP status and Discord's code that it fails with."""
    with pytest.raises(discord.HTTPException) as caught:
        await doing
    return caught.value.status, caught.value.code


# Logging in


async def test_a_client_logs_in_registers_its_commands_and_sees_the_server(there: LoopbackDiscord, bot: Bare) -> None:
    guild = bot.get_guild(GUILD)
    channel = bot.get_channel(CHANNEL)

    assert {sent.path for sent in there.requests} >= {"/users/@me", "/gateway/bot", "/oauth2/applications/@me"}
    assert there.gateway.sessions[0].identify["intents"] == 1 << 0 | 1 << 9
    assert {command["name"] for command in there.world.commands} >= {"Tag", "ledger", "think"}
    assert guild is not None
    assert isinstance(channel, discord.TextChannel)
    assert channel.permissions_for(guild.me).send_messages
    assert not channel.permissions_for(guild.me).manage_messages
    await there.until(lambda: there.gateway.heartbeats)


async def test_commands_keep_their_ids_when_they_are_registered_again(there: LoopbackDiscord, bot: Bare) -> None:
    before = {command["name"]: command["id"] for command in there.world.commands}
    synced = await bot.tree.sync()
    assert {command.name: str(command.id) for command in synced} == before


async def test_only_the_right_token_is_let_in(there: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    at_loopback(monkeypatch, there)
    async with Bare() as client:
        with pytest.raises(discord.LoginFailure):
            await client.login("wrong")


async def test_privileged_intents_close_the_connection_with_4014(there: LoopbackDiscord) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(there.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json({"op": 2, "d": {"token": "secret", "intents": 1 << 15}})
        await socket.receive()
        assert socket.close_code == 4014


async def test_who_asks_for_zlib_gets_one_compressed_stream(there: LoopbackDiscord) -> None:
    stream = zlib.decompressobj()
    address = f"{there.gateway_url}?compress=zlib-stream"
    async with aiohttp.ClientSession() as http, http.ws_connect(address) as socket:
        hello = json.loads(stream.decompress(await socket.receive_bytes()))
        await socket.send_json({"op": 2, "d": {"token": "secret", "intents": 1}})
        ready = json.loads(stream.decompress(await socket.receive_bytes()))
    assert hello["op"] == 10
    assert ready["t"] == "READY"


# What people do


async def test_a_message_command_opens_a_form_and_its_words_come_back(
    there: LoopbackDiscord, bot: Bare, ana: Json
) -> None:
    message = await there.say(CHANNEL, ana, "Rents fall")
    asked = people.message_command(there.world, "Tag", message, ana)
    form = await there.ask(asked)
    as_it_was = await there.ask(people.modal_submit(there.world, form, asked, ana))
    form = await there.ask(again := people.message_command(there.world, "Tag", message, ana))
    changed = await there.ask(people.modal_submit(there.world, form, again, ana, kind="crux", words="other words"))

    assert form.type == 9
    assert as_it_was.text == "claim: Rents fall"
    assert changed.text == "crux: other words"


async def test_a_slash_command_knows_its_asker_and_completes_what_they_type(
    there: LoopbackDiscord, bot: Bare, ana: Json
) -> None:
    choices = await there.ask(people.autocomplete(there.world, "/ledger show", "entry", ana, entry="re"))
    shown = await there.ask(people.slash(there.world, "/ledger show", ana, entry=2))
    to_mod = await there.ask(people.slash(there.world, "/ledger show", ana, entry=2, permissions=MODERATOR))

    assert [choice["name"] for choice in choices.data["choices"]] == ["#1 starts with re", "#2 starts with re"]
    assert (shown.text, to_mod.text) == ("#2 member", "#2 mod")
    assert shown.data["flags"] == 64
    assert there.world.channels[CHANNEL].messages == {}


async def test_nobody_can_do_what_a_discord_client_would_not_offer(
    there: LoopbackDiscord, bot: Bare, ana: Json
) -> None:
    with pytest.raises(people.NotPossible, match="not registered"):
        people.slash(there.world, "/nothing", ana)
    with pytest.raises(people.NotPossible, match="needs"):
        people.slash(there.world, "/ledger show", ana)
    with pytest.raises(people.NotPossible, match="another type"):
        people.slash(there.world, "/ledger show", ana, entry="two")


async def test_a_button_changes_its_message(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    asked = people.slash(there.world, "/panel", ana)
    await there.ask(asked)
    panel = await there.until(lambda: asked.original)
    clicked = await there.ask(people.click(there.world, panel, people.buttons(panel)["Agree"], ana))

    there_now = there.world.channels[CHANNEL].messages[int(panel["id"])]
    assert clicked.type == 7
    assert (there_now["content"], there_now["components"]) == ("ana agrees", [])


async def test_after_thinking_the_first_follow_up_fills_the_answer_with_its_file(
    there: LoopbackDiscord, bot: Bare, ana: Json
) -> None:
    asked = people.slash(there.world, "/think", ana)
    answer = await there.ask(asked)
    first, second = await there.followup_to(asked), await there.followup_to(asked, 2)
    await there.request("DELETE", f"/webhooks/2000/{asked.token}/messages/@original")

    sent = next(sent for sent in there.requests if sent.files)
    assert answer.type == 5
    assert (first["content"], first["attachments"][0]["filename"]) == ("here", "ledger.csv")
    assert first["flags"] & 64
    assert second["content"] == "it was: and edited"
    assert sent.files == (("ledger.csv", b"a,b\n"),)
    await there.until(lambda: asked.original is None)


async def test_a_second_answer_is_40060(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    await there.ask(people.slash(there.world, "/twice", ana))
    error = await asyncio.wait_for(bot.failures.get(), PATIENCE)
    assert isinstance(error, discord.HTTPException)
    assert (error.status, error.code) == (400, 40060)


async def test_an_answer_after_three_seconds_is_10062(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    released = asyncio.Event()
    bot.events.put_nowait(("wait", released))
    await there.interact(people.slash(there.world, "/late", ana))
    there.world.clock.skip(3.1)
    released.set()
    error = await asyncio.wait_for(bot.failures.get(), PATIENCE)
    assert isinstance(error, discord.NotFound)
    assert error.code == 10062


async def test_others_words_stay_hidden_without_the_intent(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    message = await there.say(CHANNEL, ana, "Rents fall")
    fetched = await room(bot).fetch_message(int(message["id"]))
    assert await bot.next_event() == ("message", "")
    assert fetched.content == ""


async def test_edits_and_deletions_are_told(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    number = int((await there.say(CHANNEL, ana, "Rents fall"))["id"])
    await there.edit(CHANNEL, number, "Rents rise")
    await there.delete(CHANNEL, number)
    told = [await bot.next_event() for _ in range(3)]
    assert told == [("message", ""), ("edit", number), ("delete", number)]


# What the bot posts


async def test_one_nonce_makes_one_message_within_the_window(there: LoopbackDiscord, bot: Bare) -> None:
    first = await room(bot).send("digest", nonce="slot-1")
    again = await room(bot).send("digest", nonce="slot-1")
    there.world.clock.skip(600)
    later = await room(bot).send("digest", nonce="slot-1")

    assert first.id == again.id != later.id
    assert (await there.posted(CHANNEL))["id"] == str(first.id)
    assert (await there.posted(CHANNEL))["id"] == str(later.id)


async def test_a_nonce_whose_message_was_deleted_is_10008(there: LoopbackDiscord, bot: Bare) -> None:
    first = await room(bot).send("digest", nonce="slot-1")
    await first.delete()
    assert await refused(room(bot).send("digest", nonce="slot-1")) == (404, 10008)


async def test_history_is_read_in_pages(there: LoopbackDiscord, bot: Bare) -> None:
    sent = [await room(bot).send(str(number)) for number in range(5)]
    after = [m.content async for m in room(bot).history(after=discord.Object(sent[0].id), oldest_first=True)]
    newest = [m.content async for m in room(bot).history(limit=2)]
    assert after == ["1", "2", "3", "4"]
    assert newest == ["4", "3"]


async def test_a_file_can_be_posted_and_read_back(there: LoopbackDiscord, bot: Bare) -> None:
    sent = await room(bot).send("with a file", file=discord.File(io.BytesIO(b"hello"), "a.txt"))
    assert await sent.attachments[0].read() == b"hello"


async def test_discord_says_why_it_refuses(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    said = await there.say(CHANNEL, ana, "mine")
    assert await refused(room(bot, 5).send("x")) == (404, 10003)
    assert await refused(room(bot).fetch_message(5)) == (404, 10008)
    assert await refused(room(bot).send("x" * 2001)) == (400, 50035)
    assert await refused(room(bot).get_partial_message(int(said["id"])).edit(content="x")) == (403, 50005)
    assert await refused(room(bot).get_partial_message(int(said["id"])).delete()) == (403, 50013)
    await there.change_channel(CHANNEL, permissions=VIEW)
    assert await refused(room(bot).send("x")) == (403, 50013)
    await there.change_channel(CHANNEL, permissions=MEMBER & ~VIEW)
    assert await refused(room(bot).send("x")) == (403, 50001)


async def test_an_archived_thread_refuses_edits_and_a_message_brings_it_back(there: LoopbackDiscord, bot: Bare) -> None:
    await there.open_channel(Channel(500, "rents", PUBLIC_THREAD, parent=CHANNEL))
    posted = await room(bot, 500).send("digest")
    await there.change_channel(500, archived=True)
    assert await refused(room(bot, 500).get_partial_message(posted.id).edit(content="x")) == (400, 50083)
    await room(bot, 500).send("back")
    assert not there.world.channels[500].archived
    told = [await bot.next_event() for _ in range(3)]
    assert told == [("message", "digest"), ("thread", True), ("thread", False)]
    await there.change_channel(500, locked=True)
    assert await refused(room(bot, 500).send("x")) == (403, 160005)


async def test_a_thread_is_made_from_a_message_and_posts_in_a_forum(there: LoopbackDiscord, bot: Bare) -> None:
    sent = await room(bot).send("start")
    channel = await bot.fetch_channel(CHANNEL)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.get_partial_message(sent.id).create_thread(name="rents")
    await there.open_channel(Channel(600, "questions", 15))
    forum = await bot.fetch_channel(600)
    assert isinstance(forum, discord.ForumChannel)
    made = await forum.create_thread(name="Do rents fall?", content="What do you think?")

    assert thread.id == sent.id
    assert made.message.id == made.thread.id
    assert made.message.content == "What do you think?"


# What goes wrong


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_server_error_is_repeated_under_one_nonce(there: LoopbackDiscord, bot: Bare, after: bool) -> None:
    there.faults.plan(Broken(500, after), "POST", MESSAGES)
    await room(bot).send("digest", nonce="slot-1")
    assert len([sent for sent in there.requests if sent[:2] == ("POST", MESSAGES)]) == 2
    assert len(there.world.channels[CHANNEL].messages) == 1


async def test_503_reaches_the_caller_who_may_ask_again(there: LoopbackDiscord, bot: Bare) -> None:
    there.faults.plan(Broken(503, after=True), "POST", MESSAGES)
    assert await refused(room(bot).send("digest", nonce="slot-1")) == (503, 0)
    await room(bot).send("digest", nonce="slot-1")
    assert len(there.world.channels[CHANNEL].messages) == 1


async def test_a_cut_connection_leaves_open_whether_it_was_done(there: LoopbackDiscord, bot: Bare) -> None:
    there.faults.plan(Cut(after=True), "POST", MESSAGES)
    with pytest.raises((OSError, aiohttp.ClientError)):
        await room(bot).send("digest", nonce="slot-1")
    await room(bot).send("digest", nonce="slot-1")
    assert len(there.world.channels[CHANNEL].messages) == 1


async def test_a_rate_limit_is_waited_for_unless_it_looks_like_cloudflares(there: LoopbackDiscord, bot: Bare) -> None:
    there.faults.plan(TooMany(), "POST", MESSAGES)
    await room(bot).send("digest")
    there.faults.plan(TooMany(via=False), "POST", MESSAGES)
    status, _ = await refused(room(bot).send("digest"))
    assert status == 429


async def test_a_slow_answer_waits_for_the_test(there: LoopbackDiscord, bot: Bare) -> None:
    slow = there.faults.plan(Slow(after=True), "POST", MESSAGES)
    sending = asyncio.create_task(room(bot).send("digest"))
    await asyncio.wait_for(slow.reached.wait(), PATIENCE)
    assert (await there.posted(CHANNEL))["content"] == "digest"
    assert not sending.done()
    slow.release()
    await sending


async def test_a_callback_can_be_refused(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    there.faults.plan(Refused(403, 50013), "POST", ANY_CALLBACK)
    await there.interact(people.slash(there.world, "/panel", ana))
    error = await asyncio.wait_for(bot.failures.get(), PATIENCE)
    assert isinstance(error, discord.Forbidden)


async def test_an_event_can_come_twice(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    there.faults.deliver_twice("MESSAGE_CREATE")
    await there.say(CHANNEL, ana, "Rents fall")
    assert [await bot.next_event() for _ in range(2)] == [("message", ""), ("message", "")]


Break = Callable[[LoopbackDiscord], Awaitable[None]]


@pytest.mark.parametrize(
    "breaks",
    [
        lambda there: there.gateway.cut(),
        lambda there: there.gateway.ask_to_reconnect(),
        lambda there: there.gateway.invalidate(resumable=True),
    ],
    ids=["cut", "asked to reconnect", "invalid but resumable"],
)
async def test_after_a_break_the_bot_resumes_and_hears_what_it_missed(
    there: LoopbackDiscord, bot: Bare, ana: Json, breaks: Break
) -> None:
    session = there.gateway.sessions[0]
    await breaks(there)
    await there.until(lambda: session.connection is None)
    await there.say(CHANNEL, ana, "said meanwhile")

    assert await bot.next_event() == ("message", "")
    assert await bot.next_event() == ("resumed", None)
    assert there.gateway.sessions == [session]
    assert there.gateway.resume_paths == ["/gateway/resume"]


async def test_an_invalid_session_makes_the_bot_identify_again(there: LoopbackDiscord, bot: Bare, ana: Json) -> None:
    old = there.gateway.sessions[0].id
    await there.gateway.invalidate()
    await there.ready()
    await there.say(CHANNEL, ana, "said after")

    assert await bot.next_event() == ("message", "")
    assert [session.id for session in there.gateway.sessions] != [old]


async def test_two_shards_hear_of_their_own_servers(there: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> None:
    second = 1 << 22
    there.world.guilds[second] = "Elsewhere"
    at_loopback(monkeypatch, there)
    there.shards = 2
    async with Bare() as client:
        running = asyncio.create_task(client.start("secret"))
        await there.ready()
        for _ in range(2):
            await asyncio.wait_for(client.arrived.get(), PATIENCE)
        guilds = {guild.id: guild.shard_id for guild in client.guilds}
        await client.close()
        await running
    assert guilds == {GUILD: 0, second: 1}


def test_sending_needs_the_permission_of_the_place() -> None:
    world = LoopbackDiscord().world
    thread = world.add_channel(Channel(500, "rents", PUBLIC_THREAD, parent=CHANNEL))
    world.channels[CHANNEL].permissions = VIEW | SEND
    assert world.permissions(thread) == VIEW | SEND
