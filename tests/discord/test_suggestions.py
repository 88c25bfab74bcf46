"""/suggest over sockets: a thread's messages are read only where Discord gives their words."""

from tests.discord.conftest import Place
from tests.loopback.interactions import Asked, buttons, click, slash, text_of
from tests.loopback.world import CHANNEL, CONTENT_GRANTED, EPHEMERAL, MODERATOR, PUBLIC_THREAD, Channel, Json

TALK = 88


async def test_a_thread_is_read_once_its_words_are_granted_and_what_is_accepted_its_author_confirms(
    place: Place,
) -> None:
    there, world = place.discord, place.discord.world
    await there.ready()
    ana, mod = world.add_person(50, "ana"), world.add_person(51, "mo")
    await there.open_channel(Channel(TALK, "Rents", PUBLIC_THREAD, parent=CHANNEL))
    await there.say(TALK, ana, "I still think that rents fall. Bye.")

    async def suggest() -> Json:
        return await there.followup_to(
            await there.interact(slash(world, "/suggest", mod, channel=TALK, permissions=MODERATOR))
        )

    async def press(message: Json, label: str, who: Json) -> tuple[Asked, Json]:
        """The press, and what became of the message."""
        asked = await there.interact(click(world, message, buttons(message)[label], who, permissions=MODERATOR))
        return asked, await there.until(lambda: asked.original)

    refused = await suggest()
    world.application_flags = CONTENT_GRANTED
    found = await suggest()
    _, shown = await press(found, "Look through them", mod)
    accepted, told = await press(shown, "Accept", mod)
    proposal = await there.followup_to(accepted)
    await press(proposal, "Confirm", ana)
    entry = await there.ask(slash(world, "/ledger entry", ana, channel=TALK, entry=1))

    assert "it was not granted the message content intent" in text_of(refused)
    assert "New: 1 suggestion. 1 suggestion waits here." in text_of(found)
    assert "This may be a claim, because of “I still think”:\n> I still think that rents fall." in text_of(shown)
    assert "#1 is proposed to its author." in text_of(told)
    assert [bool(message["flags"] & EPHEMERAL) for message in (refused, found, proposal)] == [True, True, False]
    assert "I still think that rents fall." in entry.text
    assert [sent[:2] for sent in there.requests].count(("GET", f"/channels/{TALK}/messages")) == 1
