"""Crux's own messages on a Discord of sockets: posted once under a reference, found, edited and taken back."""

from datetime import timedelta

import pytest
from discord import ui

from bot.actions.clock.due import CannotPost, PostedAndDeleted, PostFailed
from bot.discord import posting
from bot.discord.posting import NONCE_LENGTH, POST_TRIES, OwnMessages, nonce_of
from bot.ledger.pauses import Obstacle
from tests.discord.conftest import POSTS, Place
from tests.loopback.faults import Broken, Cut, Refused, TooMany
from tests.loopback.world import CHANNEL, GUILD, HISTORY, MEMBER

REFERENCE = "8b1f" * 16
MOMENT = timedelta(seconds=1)


@pytest.fixture
def messages(place: Place) -> OwnMessages:
    return place.client.own_messages


def view(words: str) -> ui.LayoutView:
    made = ui.LayoutView(timeout=None)
    made.add_item(ui.TextDisplay(words))
    return made


async def post(messages: OwnMessages, reference: str = REFERENCE) -> int:
    return await messages.post(CHANNEL, GUILD, view(f"A digest. {nonce_of(reference)}"), reference)


def test_a_nonce_is_as_much_of_a_reference_as_discord_takes() -> None:
    assert REFERENCE.startswith(nonce_of(REFERENCE))
    assert len(nonce_of(REFERENCE)) == NONCE_LENGTH < 25


async def test_what_is_posted_again_under_its_reference_is_the_same_message(
    place: Place, messages: OwnMessages
) -> None:
    first, again = await post(messages), await post(messages)
    another = await post(messages, "another reference")

    assert first == again
    assert place.shown == [first, another]


async def test_an_earlier_versions_message_is_found_by_the_reference_in_its_text(
    place: Place, messages: OwnMessages
) -> None:
    begun = place.clock.now()
    message = await post(messages)
    somebody = place.discord.world.add_person(50, "ana")
    await place.discord.say(CHANNEL, somebody, f"I quote {nonce_of('their own')}")

    assert await messages.find_posted(CHANNEL, GUILD, REFERENCE, begun) == message
    assert await messages.find_posted(CHANNEL, GUILD, "another reference", begun) is None
    assert await messages.find_posted(CHANNEL, GUILD, "their own", begun) is None
    place.let_pass(timedelta(hours=3))
    assert await messages.find_posted(CHANNEL, GUILD, REFERENCE, place.clock.now()) is None


async def test_it_is_found_too_where_this_clock_was_an_hour_ahead_when_it_was_posted(
    place: Place, messages: OwnMessages
) -> None:
    message = await post(messages)

    ahead = place.clock.now() + timedelta(hours=1)

    assert await messages.find_posted(CHANNEL, GUILD, REFERENCE, ahead) == message


async def test_a_message_is_found_by_the_reference_that_a_button_carries(place: Place, messages: OwnMessages) -> None:
    begun = place.clock.now()
    made = ui.LayoutView(timeout=None)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(ui.Button(label="Map", custom_id=f"crux:map:{nonce_of(REFERENCE)}"))
    made.add_item(ui.Container(ui.TextDisplay("A digest, and no reference in its words."), row))
    message = await messages.post(CHANNEL, GUILD, made, REFERENCE)

    assert await messages.find_posted(CHANNEL, GUILD, REFERENCE, begun) == message
    assert await messages.find_posted(CHANNEL, GUILD, "another reference", begun) is None


async def test_a_hidden_history_is_no_empty_one(place: Place, messages: OwnMessages) -> None:
    assert await messages.find_posted(CHANNEL, GUILD, REFERENCE, place.clock.now()) is None

    await post(messages)
    await place.discord.change_channel(CHANNEL, permissions=MEMBER & ~HISTORY)

    with pytest.raises(CannotPost) as refused:
        await messages.find_posted(CHANNEL, GUILD, REFERENCE, place.clock.now())
    assert refused.value.reason is Obstacle.HISTORY_HIDDEN


async def test_what_somebody_deleted_is_neither_edited_nor_posted_again(place: Place, messages: OwnMessages) -> None:
    message = await post(messages)
    await place.discord.delete(CHANNEL, message)

    with pytest.raises(PostedAndDeleted):
        await messages.edit(CHANNEL, GUILD, message, view("Another"))
    with pytest.raises(PostedAndDeleted):
        await post(messages)
    assert place.shown == []


async def test_a_message_is_edited_and_taken_back_as_often_as_asked_for(place: Place, messages: OwnMessages) -> None:
    message = await post(messages)

    await messages.edit(CHANNEL, GUILD, message, view("What stands now"))
    assert "What stands now" in str(place.discord.world.channels[CHANNEL].messages[message]["components"])

    await messages.take_back(CHANNEL, GUILD, message)
    await messages.take_back(CHANNEL, GUILD, message)
    assert place.shown == []


OF_THE_CHANNEL = {
    (404, 10003): Obstacle.CHANNEL_GONE,
    (404, 10004): Obstacle.SERVER_GONE,
    (403, 50001): Obstacle.CHANNEL_HIDDEN,
    (403, 50009): Obstacle.POSTING_FORBIDDEN,
    (403, 50013): Obstacle.POSTING_FORBIDDEN,
    (400, 50008): Obstacle.NO_PLACE_FOR_MESSAGES,
    (400, 50024): Obstacle.NO_PLACE_FOR_MESSAGES,
    (400, 50083): Obstacle.THREAD_ARCHIVED,
    (400, 160005): Obstacle.THREAD_LOCKED,
    (403, 160005): Obstacle.THREAD_LOCKED,
}

OF_THE_MOMENT = {
    (401, 0): "the token is refused",
    (403, 0): "Cloudflare",
    (403, 40333): "Cloudflare, of a user agent",
    (408, 0): "too slow",
    (400, 40004): "sending is switched off for now",
    (403, 20016): "slow mode",
    (503, 130000): "Discord is overloaded",
    (400, 200000): "AutoMod blocks a word",
    (400, 240000): "a link is blocked",
    (403, 10008): "an unknown message, and no 404",
    (400, 30046): "edited too often",
    (400, 50035): "an invalid form",
    (404, 0): "an unknown route",
    (400, 0): "nothing is said",
}


@pytest.mark.parametrize(("refusal", "obstacle"), OF_THE_CHANNEL.items(), ids=str)
async def test_what_discord_says_of_a_channel_stands_in_the_way(
    place: Place, messages: OwnMessages, refusal: tuple[int, int], obstacle: Obstacle
) -> None:
    place.discord.faults.plan(Refused(*refusal), "POST", POSTS)

    with pytest.raises(CannotPost) as refused:
        await post(messages)

    assert refused.value.reason is obstacle


async def test_all_else_that_discord_refuses_says_nothing_about_the_channel(
    place: Place, messages: OwnMessages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "FIRST_WAIT", 0.001)
    for status, code in OF_THE_MOMENT:
        tries = POST_TRIES if status >= 500 else 1
        place.discord.faults.plan(Refused(status, code), "POST", POSTS, tries)

        with pytest.raises(PostFailed):
            await post(messages)

    assert place.discord.faults.left == 0
    assert place.shown == []


async def test_a_limit_that_cloudflare_sets_says_nothing_about_the_channel(place: Place, messages: OwnMessages) -> None:
    place.discord.faults.plan(TooMany(via=False), "POST", POSTS)

    with pytest.raises(PostFailed):
        await post(messages)


async def test_an_edit_without_a_clear_answer_may_be_done_or_not(place: Place, messages: OwnMessages) -> None:
    message = await post(messages)
    place.discord.faults.plan(Broken(503), "PATCH", rf"{POSTS}/{message}")

    with pytest.raises(PostFailed):
        await messages.edit(CHANNEL, GUILD, message, view("Another"))


async def test_a_post_is_repeated_under_its_reference_until_there_is_an_answer(
    place: Place, messages: OwnMessages
) -> None:
    place.discord.faults.plan(Cut(after=True), "POST", POSTS, times=2)

    message = await post(messages)

    assert place.shown == [message]
    assert POST_TRIES > 2


async def test_what_may_have_been_posted_too_long_ago_for_its_reference_to_be_known_is_not_repeated(
    place: Place,
) -> None:
    impatient = OwnMessages(place.client, place.client.limit, repeated_within=0.0)
    begun = place.clock.now()
    place.discord.faults.plan(Cut(after=True), "POST", POSTS)

    with pytest.raises(PostFailed):
        await post(impatient)

    assert place.shown == [await impatient.find_posted(CHANNEL, GUILD, REFERENCE, begun)]
    assert sum(sent[:2] == ("POST", POSTS) for sent in place.discord.requests) == 1
