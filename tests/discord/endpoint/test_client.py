"""What people do, over HTTP: the same handlers as over the gateway, with the first answer in the response."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest

from bot.discord.endpoint.client import EndpointClient
from bot.discord.endpoint.listening import Connections
from bot.store.sessions import Sessions
from tests.discord.endpoint.serving import served
from tests.loopback.interactions import (
    Asked,
    autocomplete,
    buttons,
    click,
    message_command,
    modal_submit,
    slash,
    text_of,
)
from tests.loopback.outgoing import signed
from tests.loopback.server import PATIENCE, LoopbackDiscord
from tests.loopback.world import CHANNEL, EPHEMERAL, GUILD, MODERATOR, PUBLIC_THREAD, Channel, Json

Served = tuple[EndpointClient, Connections]
TEXT = "I think our crux is whether rents fall when we build."


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        monkeypatch.setattr(discord.http.Route, "BASE", server.api_url)
        yield server
        assert server.faults.left == 0
        assert server.unknown_routes == []


@pytest.fixture
async def serving(there: LoopbackDiscord, committed_sessions: Sessions) -> AsyncIterator[Served]:
    async with served(there, committed_sessions) as one:
        yield one


@pytest.fixture
def ana(there: LoopbackDiscord) -> Json:
    return there.world.add_person(50, "ana")


def asked_for(there: LoopbackDiscord, method: str, ends: str) -> int:
    """How often Crux asked Discord for something by REST."""
    return sum(sent.method == method and sent.path.endswith(ends) for sent in there.requests)


async def test_a_command_and_a_click_are_answered_in_the_response(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    ben = there.world.add_person(51, "ben")
    claiming = slash(there.world, "/claim", ana, statement="Rents fall")
    claimed = await there.ask(claiming)
    shown = claiming.original
    assert shown is not None
    agreed = await there.ask(pressed := click(there.world, shown, buttons(shown)["Agree"], ben))
    listed = await there.ask(slash(there.world, "/ledger show", ben))

    assert "**#1** “Rents fall”" in claimed.text
    assert "You agree with **#1**" in agreed.text
    assert agreed.data["flags"] & EPHEMERAL
    assert "Rents fall" in listed.text
    assert pressed.statuses == [200]
    assert asked_for(there, "POST", "/callback") == 0


async def test_a_tag_with_its_form_shows_its_line_and_answers_its_author(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    message = await there.say(CHANNEL, ana, TEXT)
    opened = message_command(there.world, "Tag as crux", message, ana)
    form = await there.ask(opened)
    filled = modal_submit(there.world, form, opened, ana, statement="Rents fall when we build")
    line = await there.ask(filled)
    receipt = await there.followup_to(filled)
    undone = await there.ask(click(there.world, receipt, buttons(receipt)["Undo"], ana))

    assert form.data["title"] == "Tag as crux"
    assert "**Crux** by <@50>: **#1**" in line.text
    assert receipt["flags"] & EPHEMERAL
    assert "#1 is withdrawn" in undone.text
    assert filled.original is not None
    shown, here = int(filled.original["id"]), there.world.channels[CHANNEL]
    await there.until(lambda: shown not in here.messages)


async def test_a_form_that_is_refused_comes_back_filled_in(there: LoopbackDiscord, serving: Served, ana: Json) -> None:
    message = await there.say(CHANNEL, ana, TEXT)
    opened = message_command(there.world, "Tag as claim", message, ana)
    form = await there.ask(opened)
    filled = modal_submit(there.world, form, opened, ana, statement="Rents fall", passage="not in the message")
    refused = await there.ask(filled)
    assert filled.original is not None
    again = await there.ask(click(there.world, filled.original, buttons(filled.original)["Edit and try again"], ana))

    assert refused.data["flags"] & EPHEMERAL
    assert "Rents fall" in str(again.data)


async def test_what_is_typed_is_completed(there: LoopbackDiscord, serving: Served, ana: Json) -> None:
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))

    offered = await there.ask(autocomplete(there.world, "/ledger entry", "entry", ana, entry="ren"))

    assert [choice["name"] for choice in offered.data["choices"]] == ["#1 Rents fall"]


async def test_a_file_follows_what_was_deferred(there: LoopbackDiscord, serving: Served, ana: Json) -> None:
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    exporting = slash(there.world, "/ledger export", ana, permissions=MODERATOR, format="csv")

    deferred = await there.ask(exporting)
    exported = await there.followup_to(exporting)

    assert deferred.type == 5
    assert exporting.statuses == [200]
    (attached,) = exported["attachments"]
    assert attached["filename"].endswith(".csv")


async def test_what_follows_waits_until_discord_has_read_the_first_answer(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))
    there.outgoing.late_by = 0.2
    exporting = slash(there.world, "/ledger export", ana, permissions=MODERATOR, format="csv")
    tagging = await tagged(there, ana)

    await there.ask(exporting)
    exported = await there.followup_to(exporting)
    await there.ask(tagging)
    receipt = await there.followup_to(tagging)

    (attached,) = exported["attachments"]
    assert there.world.uploads[attached["url"].removeprefix(there.world.files_url)].startswith(b"\xef\xbb\xbf")
    assert "**#2**" in receipt["content"]


async def tagged(there: LoopbackDiscord, who: Json) -> Asked:
    """A form that is filled in, and not sent yet."""
    message = await there.say(CHANNEL, who, TEXT)
    opened = message_command(there.world, "Tag as claim", message, who)
    return modal_submit(there.world, await there.ask(opened), opened, who, statement="We build too little")


async def test_a_late_answer_and_one_whose_request_broke_off_are_posted_as_ever(
    there: LoopbackDiscord, serving: Served, ana: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.endpoint.connections.ANSWER_WITHIN", 0.0)
    asking = slash(there.world, "/help", ana)
    client, _ = serving
    held = client.houses.know
    released = asyncio.Event()

    async def know(execute: Any) -> None:
        await released.wait()
        await held(execute)

    monkeypatch.setattr(client.houses, "know", know)
    await there.interact(asking)
    await there.until(lambda: asking.statuses)
    released.set()
    answer = await there.answer_to(asking)

    assert asking.statuses == [202]
    assert "Crux keeps a ledger of a debate" in answer.text
    assert asked_for(there, "POST", "/callback") == 1


async def test_an_interaction_that_comes_again_is_written_and_answered_once_and_not_waited_for(
    there: LoopbackDiscord, serving: Served, ana: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _ = serving
    asking = slash(there.world, "/claim", ana, statement="Rents fall")
    first = await there.ask(asking)
    # What is not said at once is not said within the test's patience.
    monkeypatch.setattr("bot.discord.endpoint.connections.ANSWER_WITHIN", 2 * PATIENCE)
    body = json.dumps(asking.payload).encode()

    async with asyncio.timeout(PATIENCE):
        once_more = await there.outgoing.post(body, headers := signed(body, int(time.time()) + 1))
        replayed = await there.outgoing.post(body, headers)

    listed = await there.ask(slash(there.world, "/ledger show", ana))
    assert "**#1**" in first.text
    # The one that was signed anew has no other answer: what it asks for was done, and told before.
    assert (once_more.status, once_more.body) == (202, b"")
    assert replayed.status == 401
    assert "#2" not in listed.text
    assert client.metrics.registry.get_sample_value("crux_requests_refused_total", {"reason": "repeated"}) == 1


async def test_an_interaction_that_comes_again_while_it_is_answered_is_answered_in_the_first_response(
    there: LoopbackDiscord, serving: Served, ana: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.endpoint.connections.ANSWER_WITHIN", 2 * PATIENCE)
    asking = slash(there.world, "/help", ana)
    client, _ = serving
    know, begun, released = client.houses.know, asyncio.Event(), asyncio.Event()

    async def held(execute: Any) -> None:
        begun.set()
        await released.wait()
        await know(execute)

    monkeypatch.setattr(client.houses, "know", held)
    body = json.dumps(asking.payload).encode()
    await there.interact(asking)
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
        once_more = await there.outgoing.post(body, signed(body, int(time.time()) + 1))
    released.set()
    answer = await there.answer_to(asking)

    assert (once_more.status, once_more.body) == (202, b"")
    assert asking.statuses == [200]
    assert "Crux keeps a ledger of a debate" in answer.text
    assert asked_for(there, "POST", "/callback") == 0


async def test_where_the_commands_alone_were_added_it_is_said_what_is_missing(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    del there.world.guilds[GUILD]

    refused = await there.ask(slash(there.world, "/digest now", ana, permissions=MODERATOR))

    assert "Only Crux's commands were added to this server" in refused.text
    assert asked_for(there, "GET", f"/guilds/{GUILD}") == 1
    await there.ask(slash(there.world, "/help", ana))
    assert asked_for(there, "GET", f"/guilds/{GUILD}") == 1, "it is kept"


async def test_an_overview_shows_what_who_asks_may_see(there: LoopbackDiscord, serving: Served, ana: Json) -> None:
    hidden = there.world.add_channel(Channel(120, "hidden", permissions=0))
    thread = there.world.add_channel(Channel(121, "rents", PUBLIC_THREAD, parent=CHANNEL))
    for place in (CHANNEL, thread.id, hidden.id):
        await there.ask(slash(there.world, "/debate open", ana, channel=place, question=f"What of {place}?"))

    await there.ask(asking := slash(there.world, "/overview", ana))
    overview = await there.followup_to(asking)

    assert "What of 99?" in text_of(overview)
    assert "What of 121?" in text_of(overview)


async def test_what_everybody_sees_is_in_the_language_that_the_server_has_in_discord(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    claiming = slash(there.world, "/claim", ana, statement="Mieten fallen")
    claiming.payload["guild_locale"] = "de"

    line = await there.ask(claiming)

    assert "**These** von <@50>" in line.text


async def test_a_digest_is_posted_by_rest(there: LoopbackDiscord, serving: Served, ana: Json) -> None:
    await there.ask(slash(there.world, "/claim", ana, statement="Rents fall"))

    await there.ask(asking := slash(there.world, "/digest now", ana, permissions=MODERATOR))
    await there.followup_to(asking)

    posted = await there.posted(CHANNEL)
    assert "Rents fall" in text_of(posted)


async def test_what_is_signed_and_no_interaction_is_refused_and_the_next_one_is_answered(
    there: LoopbackDiscord, serving: Served, ana: Json
) -> None:
    for body in (b"", b"{", b"[]", b"7", b'{"type":2}', b'{"type":"x"}', b'{"type":3,"id":"7"}', b"\xff\xfe"):
        said = await there.outgoing.post(body, signed(body))
        assert said.status == 400

    helped = await there.ask(slash(there.world, "/help", ana))
    assert "Crux keeps a ledger of a debate" in helped.text
