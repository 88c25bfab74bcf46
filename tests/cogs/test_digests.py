"""Digests: seen, posted, scheduled; exactly one for each slot."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.actions.clock import digests
from bot.discord.due import due_digests
from bot.discord.posters import post_digest
from bot.discord.ticks.due import DueTick
from bot.render.front_ends import DISCORD
from cogs._digest_view import digest_view
from tests.cogs.conftest import NOW, World, new_client, shown, words


async def tick(world: World) -> None:
    await DueTick(due_digests(world.client, digest_view), together=24, seconds=3600).tick()


async def debate(world: World) -> None:
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall when we build")
    await world.claim(world.ben, "Quality suffers @everyone")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")


async def test_a_digest_shows_where_the_sides_stand_and_its_buttons_work_after_a_restart(world: World) -> None:
    await debate(world)

    posted = await world.mod.slash(world.channel, "digest now")
    message = world.channel.last_message

    assert message is not None
    text = shown(message)
    assert "Posted: https://discord.com/channels/" in words(posted)
    assert "**A** Yes (1) · **B** No (1)" in text
    assert "**Both accept**" in text
    assert "Also: 1 awaits one side." in text
    assert "@everyone" not in text
    assert message.flags.suppress_notifications
    await world.env.restart_bot(new_client(world.client.sessions, world.clock))
    waiting = await world.ana.click(message, label="Answer what waits for you")
    assert "Quality suffers" in words(waiting)
    await world.ana.slash(world.channel, "stance", entry=2, answer="disagree")
    ledger = await world.ledger()
    assert [digest.message for digest in ledger.digests] == [message.id]
    world.clock.at += timedelta(hours=1)
    await world.mod.slash(world.channel, "digest now")
    later = world.channel.last_message
    assert later is not None
    assert "**Still diverge**" in shown(later)
    assert "New since last time: The sides now diverge on" in shown(later)


@pytest.mark.parametrize(
    ("later", "moved", "question"),
    [
        (timedelta(minutes=10), True, "Shall another one be posted?"),
        (timedelta(days=2), False, "nothing has moved since"),
    ],
)
async def test_another_digest_is_asked_about_once(world: World, later: timedelta, moved: bool, question: str) -> None:
    await debate(world)
    await world.ana.slash(world.channel, "digest now")
    first = world.channel.last_message
    world.clock.at += later
    if moved:
        await world.ana.slash(world.channel, "stance", entry=2, answer="disagree")

    asked = await world.ana.slash(world.channel, "digest now")

    assert question in words(asked)
    assert world.channel.last_message is not None
    assert first is not None
    assert world.channel.last_message.id == first.id
    assert asked.response is not None
    again = await world.ana.click(asked.response, label="Post it all the same")
    assert "Posted: " in words(again)
    assert len((await world.ledger()).digests) == 2


async def test_a_digest_is_posted_by_who_takes_part_and_by_moderators(world: World) -> None:
    await debate(world)
    passer_by = world.guild.add_member(world.env.create_user("dora"))

    refused = await passer_by.slash(world.channel, "digest now")

    assert "Only people who take part in this debate and moderators" in words(refused)
    assert (await world.ledger()).digests == ()


async def test_a_preview_is_for_one_person_and_counts_as_no_digest(world: World) -> None:
    await debate(world)

    preview = await world.ana.slash(world.channel, "digest preview")

    assert preview.ephemeral
    answer = next(a for a in (preview.response, *preview.followups) if a is not None and a.components)
    assert "Should we build?" in shown(answer)
    assert (await world.ledger()).digests == ()


async def test_a_schedule_is_checked_told_and_paused(world: World) -> None:
    await debate(world)
    zones = await world.mod.autocomplete(world.channel, "digest schedule", "timezone", "berl", cadence="daily")

    refused = await world.ana.slash(world.channel, "digest schedule", cadence="daily")
    too_often = await world.mod.slash(world.channel, "digest schedule", cadence="cron", cron="* * * * *")
    no_time = await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="25:00")
    done = await world.mod.slash(
        world.channel, "digest schedule", cadence="weekly", at="18:30", timezone="Europe/Berlin", days="mon,thu"
    )
    status = await world.ana.slash(world.channel, "digest status")
    await world.mod.slash(world.channel, "digest pause")
    paused = await world.ana.slash(world.channel, "digest status")

    assert zones[0]["value"] == "Europe/Berlin"
    assert "Only who opened this debate and moderators" in words(refused)
    assert "the shortest here is every hour" in words(too_often)
    assert "“25:00” is not a time" in words(no_time)
    assert "every Monday and Thursday at 18:30 (Europe/Berlin)" in words(done)
    assert "every Monday and Thursday at 18:30" in words(status)
    assert "Paused: paused by a moderator" in words(paused)


async def test_a_due_slot_gives_one_digest_and_a_quiet_one_none(world: World) -> None:
    await debate(world)
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    before = len(world.channel.history())

    await tick(world)
    assert len(world.channel.history()) == before

    world.clock.at = datetime(2026, 3, 2, 18, 0, 1, tzinfo=UTC)
    await tick(world)
    await tick(world)
    assert len(world.channel.history()) == before + 1
    assert len((await world.ledger()).digests) == 1

    world.clock.at += timedelta(days=1)
    await tick(world)
    assert len(world.channel.history()) == before + 1, "nothing moved, so it stays silent"

    await world.ana.slash(world.channel, "stance", entry=2, answer="disagree")
    world.clock.at += timedelta(days=5)
    await tick(world)
    assert len(world.channel.history()) == before + 2, "five missed days give one digest"


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, 50001, "Crux cannot post here: Crux cannot see the channel. A moderator can give it the permission View"),
        (403, 50013, "Crux cannot post here: Crux lacks the permission to post. A moderator can give it"),
        (400, 50083, "Crux cannot post here: the thread is archived. Whoever writes in the thread opens it again"),
        (400, 160005, "Crux cannot post here: the thread is locked. A moderator can unlock it"),
        (403, 40333, "Discord did not take the message just now"),
    ],
)
async def test_who_asks_for_a_digest_is_told_why_crux_cannot_post_it_and_what_to_do(
    world: World, status: int, code: int, told: str
) -> None:
    await debate(world)
    await world.mod.slash(world.channel, "debate card", shown=False)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=status, code=code, times=4)

    digest = await world.mod.slash(world.channel, "digest now")
    card = await world.mod.slash(world.channel, "debate card")

    assert told in words(digest)
    assert (told if code != 40333 else "The status card cannot be posted just now") in words(card)
    assert "went wrong" not in words(digest) + words(card)


async def test_a_forbidden_channel_pauses_the_schedule_and_says_why(world: World) -> None:
    await debate(world)
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    world.clock.at = NOW + timedelta(days=1)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013, times=2)

    await tick(world)
    by_anybody = await world.ana.slash(world.channel, "side list")
    by_moderator = await world.mod.slash(world.channel, "side list")
    again = await world.mod.slash(world.channel, "side list")
    status = await world.ana.slash(world.channel, "digest status")

    paused = "Paused: Crux lacks the permission to post. A moderator can give it the permission Send Messages"
    assert paused in words(status)
    assert "goes on once it may post" in words(status)
    assert paused in words(by_moderator)
    assert paused not in words(by_anybody) + words(again)


async def test_a_digest_that_was_posted_but_not_recorded_is_found_and_not_posted_again(world: World) -> None:
    world.clock.at = world.env.now()  # a message's age is told by Discord's clock
    await debate(world)
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    await world.env.advance_time(86_400)
    world.clock.at = world.env.now()
    (claimed,) = await digests.claim(world.client.sessions, world.clock.at, "a process that dies")
    ready = await digests.ready(world.client.sessions, claimed, world.clock.at)
    assert ready is not None
    assert await digests.renew(world.client.sessions, ready, world.clock.at)
    with world.env.time_context():
        await post_digest(world.client.own_messages, DISCORD, ready.digest, digest_view)
    before = len(world.channel.history())

    await tick(world)
    assert (await world.ledger()).digests == (), "the claim still belongs to the process that died"

    world.clock.at += digests.LEASE + timedelta(seconds=1)
    await tick(world)

    assert len(world.channel.history()) == before
    message = world.channel.last_message
    assert message is not None
    assert [digest.message for digest in (await world.ledger()).digests] == [message.id]


async def test_a_claim_that_was_never_posted_is_posted_by_whoever_takes_it_over(world: World) -> None:
    await debate(world)
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    world.clock.at = datetime(2026, 3, 2, 18, 0, 1, tzinfo=UTC)
    await digests.claim(world.client.sessions, world.clock.at, "a process that dies")
    before = len(world.channel.history())

    world.clock.at += timedelta(days=3)
    await tick(world)

    assert len(world.channel.history()) == before + 1
