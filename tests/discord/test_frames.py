"""A frame of the gateway that cannot be read is dropped and logged, and whoever clicks next is answered.

So they are after a stream that cannot be read any further, by a connection that is made anew.
"""

import pytest
from structlog.testing import capture_logs

from bot.discord.frames import without_lone_surrogates
from tests.discord.conftest import Place
from tests.loopback.interactions import Asked, slash
from tests.loopback.world import CHANNEL, GUILD, Channel, Json

SERVER = {"id": str(GUILD)}
UNREADABLE: tuple[tuple[str, Json], ...] = (
    ("GUILD_CREATE", {"id": "no number"}),
    ("GUILD_UPDATE", {}),
    ("CHANNEL_DELETE", {"guild_id": str(GUILD)}),
    ("THREAD_UPDATE", {"id": "1", "guild_id": str(GUILD)}),
    ("THREAD_LIST_SYNC", {"threads": [{}], "guild_id": str(GUILD)}),
    ("MESSAGE_DELETE", {"id": "no number", "channel_id": str(CHANNEL)}),
    ("INTERACTION_CREATE", {"type": 99}),
    ("INTERACTION_CREATE", {"type": 3, "id": "1", "data": {}}),
)
NO_JSON = (b'{"op":0,"t":"MESSAGE_DELETE","s":2,"d":', b"", b"nothing")


def status(place: Place) -> Asked:
    return slash(place.discord.world, "/digest status", place.discord.world.add_person(50, "ana"))


async def test_an_event_that_cannot_be_read_is_dropped_and_logged(place: Place) -> None:
    with capture_logs() as logged:
        for event, data in UNREADABLE:
            await place.discord.gateway.dispatch(event, data, GUILD)
        answer = await place.discord.ask(status(place))

    assert "A digest comes every day" in answer.text
    dropped = [line["event_type"] for line in logged if line["event"] == "event dropped"]
    assert dropped == [event for event, _ in UNREADABLE]
    (session,) = place.discord.gateway.sessions
    assert session.resumed == 0, "nothing had to be connected again"


async def test_an_event_of_a_later_day_is_passed_over(place: Place) -> None:
    await place.discord.gateway.dispatch("SOMETHING_NEW", SERVER, GUILD)

    assert "A digest comes every day" in (await place.discord.ask(status(place))).text


@pytest.mark.parametrize("text", NO_JSON, ids=["half", "empty", "no JSON"])
async def test_a_frame_that_is_no_json_is_dropped_and_logged(place: Place, text: bytes) -> None:
    with capture_logs() as logged:
        await place.discord.gateway.garble(text)
        answer = await place.discord.ask(status(place))

    assert "A digest comes every day" in answer.text
    assert [line["event"] for line in logged].count("frame dropped") == 1


async def test_a_broken_stream_ends_its_connection_and_the_session_goes_on(place: Place) -> None:
    with capture_logs() as logged:
        await place.discord.gateway.break_streams(b"\x07no stream\x00\x00\xff\xff")
        answer = await place.discord.ask(status(place))

    assert "A digest comes every day" in answer.text
    assert [line["event"] for line in logged].count("connection broken") == 1
    (session,) = place.discord.gateway.sessions
    assert session.resumed == 1


async def test_half_a_character_in_a_name_costs_nobody_an_answer(place: Place) -> None:
    asked = status(place)
    asked.payload["member"]["user"]["global_name"] = "ana \ud83d"
    asked.payload["channel"]["name"] = "\udc00"

    assert "A digest comes every day" in (await place.discord.ask(asked)).text


async def test_who_asks_in_a_voice_channel_is_answered_whatever_discord_leaves_out(place: Place) -> None:
    await place.discord.open_channel(Channel(90, "voice", kind=2))
    asked = slash(place.discord.world, "/digest status", place.discord.world.add_person(50, "ana"), channel=90)
    for left_out in ("bitrate", "user_limit", "position"):
        asked.payload["channel"].pop(left_out, None)

    assert "no debate" in (await place.discord.ask(asked)).text.casefold()


async def test_an_unknown_component_in_the_message_costs_nobody_an_answer(place: Place) -> None:
    await place.tick()
    digest = await place.discord.posted(CHANNEL)
    asked = status(place)
    asked.payload |= {"type": 3, "data": {"component_type": 99, "custom_id": "crux:unheard_of", "id": 1}}
    asked.payload["message"] = digest | {"components": [{"type": 99, "id": 1}]}

    assert (await place.discord.ask(asked)).text


def test_what_is_whole_stays_as_it_is() -> None:
    assert without_lone_surrogates('{"a": "\\ud83d\\ude00 \\ud83d"}') == '{"a": "\U0001f600 ?"}'
