"""The status card: one message, edited and never posted again, with buttons that need no memory."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import discord
import simcord
from simcord.results import ResponseMessage

from bot.actions import cards
from bot.actions.clock import cards as due
from bot.actions.request import Request
from bot.discord.due import due_cards, due_digests
from bot.discord.posters import CardPoster
from bot.discord.ticks.due import DueTick
from bot.ledger.entries import Answer
from bot.render.front_ends import DISCORD
from bot.words.front_end import FrontEnd
from cogs._card_view import card_view
from cogs._digest_view import digest_view
from tests.cogs.conftest import World, new_client, shown, words

MINUTE = timedelta(minutes=1)


async def in_english(_: int) -> FrontEnd:
    return DISCORD


async def open_debate(world: World) -> None:
    """A debate that has no card until somebody asks for one."""
    world.client.houses.default = replace(world.client.houses.default, card_by_itself=False)
    await world.mod.slash(world.channel, "debate open", question="Should we build?", side_a="Yes", side_b="No")
    await world.ana.slash(world.channel, "side join", side="Yes")


async def card(world: World) -> discord.Message:
    """The card of a debate, freshly posted."""
    await world.mod.slash(world.channel, "debate card")
    message = world.channel.last_message
    assert message is not None
    return message


async def tick(world: World) -> None:
    await DueTick(due_cards(world.client, card_view), together=1, seconds=3600).tick()


def cards_in(world: World) -> list[discord.Message]:
    return [message for message in world.channel.history() if "Crux card" in shown(message)]


def edits(world: World) -> int:
    """How many times a message of the channel was edited."""
    path = f"/channels/{world.channel.id}/messages/"
    return sum(request.method == "PATCH" and request.path.startswith(path) for request in world.env.http_requests)


async def test_a_card_shows_the_debate_and_says_where_it_is(world: World) -> None:
    await open_debate(world)
    await world.claim(world.ana, "Rents fall when we build")

    answered = await world.mod.slash(world.channel, "debate card")

    (message,) = cards_in(world)
    assert answered.ephemeral
    assert str(message.id) in words(answered)
    text = shown(message)
    assert "### Should we build?" in text
    assert "**A** Yes (1) · **B** No (0)" in text
    assert "Also: 1 awaits one side. One answer of B can decide \\#1." in text


async def test_changes_within_a_minute_make_one_edit_and_the_message_stays_the_same(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    for said in ("Rents fall", "Quality suffers", "Cranes are loud"):
        await world.claim(world.ana, said)
        world.clock.at += timedelta(seconds=15)
        await tick(world)
    assert edits(world) == 0, "a minute has not passed since the first change"

    world.clock.at += MINUTE
    await tick(world)
    await tick(world)

    assert edits(world) == 1
    (message,) = cards_in(world)
    assert message.id == posted.id
    assert "3 await one side" in shown(message)


async def test_a_card_is_not_touched_while_nothing_changes(world: World) -> None:
    await open_debate(world)
    await card(world)

    world.clock.at += timedelta(days=3)
    await tick(world)

    assert edits(world) == 0


async def test_asked_for_again_a_card_is_where_it_was_and_up_to_date(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    await world.claim(world.ana, "Rents fall")

    answered = await world.mod.slash(world.channel, "debate card")

    (message,) = cards_in(world)
    assert message.id == posted.id
    assert str(posted.id) in words(answered)
    assert "1 awaits one side" in shown(message)


async def test_a_deleted_card_comes_back_once_with_the_next_change(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    await world.client.get_partial_messageable(world.channel.id).get_partial_message(posted.id).delete()
    world.clock.at += timedelta(hours=1)
    await tick(world)
    assert cards_in(world) == []

    await world.claim(world.ana, "Rents fall")
    world.clock.at += MINUTE
    await tick(world)
    await world.claim(world.ana, "Quality suffers")
    world.clock.at += MINUTE
    await tick(world)

    (message,) = cards_in(world)
    assert message.id != posted.id
    assert "2 await one side" in shown(message)


async def test_a_card_that_was_posted_but_not_recorded_is_found_and_not_posted_again(world: World) -> None:
    world.clock.at = world.env.now()  # a message's age is told by Discord's clock
    await open_debate(world)
    await world.claim(world.ana, "Rents fall")
    sessions = world.client.sessions
    who = Request(world.guild.id, world.channel.id, "", world.mod.id, "mod", True, world.clock.at)
    await cards.want_card(sessions, who)
    (claimed,) = await due.claim(sessions, world.clock.at, "a process that dies")
    ready = await due.ready(sessions, claimed, world.clock.at)
    assert ready is not None
    assert await due.renew(sessions, ready, world.clock.at)
    post = await CardPoster(world.client.own_messages, in_english, card_view).prepare(ready)
    with world.env.time_context():
        await post()

    world.clock.at += 2 * MINUTE
    await tick(world)

    assert len(cards_in(world)) == 1
    known = await cards.card_here(sessions, who)
    assert known is not None
    assert known.message == cards_in(world)[0].id


async def test_two_processes_at_once_post_one_card(world: World) -> None:
    await open_debate(world)
    who = Request(world.guild.id, world.channel.id, "", world.mod.id, "mod", True, world.clock.at)
    await cards.want_card(world.client.sessions, who)

    await asyncio.gather(tick(world), tick(world))

    assert len(cards_in(world)) == 1


async def test_where_it_cannot_be_edited_the_card_is_tried_again_with_the_next_change(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    await world.claim(world.ana, "Rents fall")
    world.clock.at += MINUTE
    world.env.inject_error("PATCH", f"/channels/{world.channel.id}/messages/*", status=400, code=50083)

    await tick(world)
    tried = edits(world)
    world.clock.at += timedelta(minutes=20)
    await tick(world)
    assert edits(world) == tried

    await world.claim(world.ana, "Quality suffers")
    world.clock.at += MINUTE
    await tick(world)
    (message,) = cards_in(world)
    assert message.id == posted.id
    assert "2 await one side" in shown(message)


async def test_it_says_what_stands_in_the_way_of_the_digest_until_the_digest_is_there(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    await world.claim(world.ana, "Rents fall")
    await world.mod.slash(world.channel, "digest schedule", cadence="daily", at="18:00")
    world.clock.at += timedelta(days=1)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    digests = DueTick(due_digests(world.client, digest_view), together=1, seconds=3600)

    await digests.tick()
    await tick(world)
    (message,) = cards_in(world)
    assert message.id == posted.id
    assert (
        "The digest is paused: Crux lacks the permission to post. A moderator can give it the permission Send Messages "
        "here, in a thread Send Messages in Threads. Crux tries again by itself, and goes on once it may post."
    ) in shown(message)

    world.clock.at += timedelta(hours=1)
    await digests.tick()
    await tick(world)
    assert "paused" not in shown(cards_in(world)[0])


async def test_its_buttons_join_a_side_after_a_restart_too(world: World) -> None:
    await open_debate(world)
    posted = await card(world)
    await world.env.restart_bot(new_client(world.client.sessions, world.clock))

    joined = await world.ben.click(posted, label="Join B")

    assert "You are on the side **No** now" in words(joined)
    assert {p.side for p in (await world.ledger()).participants.values() if p.name == "ben"} == {2}


async def test_the_walk_goes_through_what_waits_one_by_one_in_one_message(world: World) -> None:
    await open_debate(world)
    for said in ("Rents fall", "Quality suffers", "Cranes are loud"):
        await world.claim(world.ana, said)
    posted = await card(world)

    told = []
    seen = await world.ben.click(posted, label="Answer what waits for you")
    for label in ("Agree", "Skip", "Disagree", "Show the skipped ones", "Unsure"):
        told.append(words(seen))
        seen = await world.ben.click(response_of(seen), label=label)

    assert "3 entries wait for your stance.\n**#1** Rents fall" in told[0]
    assert "You agree with **#1** “Rents fall”.\n2 entries wait for your stance.\n**#2** Quality suffers" in told[1]
    assert "2 entries wait for your stance.\n**#3** Cranes are loud" in told[2]
    assert "Nothing more waits for your stance, but the one you skipped" in told[3]
    assert "1 entry waits for your stance.\n**#2** Quality suffers" in told[4]
    assert "Nothing waits for your stance." in words(seen)
    ben = next(p.number for p in (await world.ledger()).participants.values() if p.name == "ben")
    stances = {s.entry: s.answer for s in (await world.ledger()).stances.values() if s.person == ben}
    assert stances == {1: Answer.AGREE, 2: Answer.UNSURE, 3: Answer.DISAGREE}


def response_of(result: simcord.InteractionResult) -> ResponseMessage:
    assert result.response is not None
    return result.response


async def test_the_map_button_opens_the_map(world: World) -> None:
    await open_debate(world)
    await world.claim(world.ana, "Rents fall")
    posted = await card(world)

    opened = await world.ben.click(posted, label="Map")

    assert opened.ephemeral
    (picture,) = (a.filename for m in (opened.response, *opened.followups) if m for a in m.attachments)
    assert "-map-" in picture


async def test_a_closed_debates_card_says_so_and_asks_for_nothing(world: World) -> None:
    await open_debate(world)
    await world.claim(world.ana, "Rents fall")
    await card(world)

    await world.close(world.mod)
    world.clock.at += MINUTE
    await tick(world)

    (message,) = cards_in(world)
    assert "This debate is closed" in shown(message)
    assert "Join" not in str([component.to_dict() for component in message.components])
    assert "Answer what waits" not in str([component.to_dict() for component in message.components])


async def test_a_card_is_taken_away_for_good(world: World) -> None:
    await open_debate(world)
    await card(world)

    answered = await world.mod.slash(world.channel, "debate card", shown=False)
    again = await world.mod.slash(world.channel, "debate card", shown=False)
    await world.claim(world.ana, "Rents fall")
    world.clock.at += MINUTE
    await tick(world)

    assert "No status card is kept here any more" in words(answered)
    assert "keeps no status card" in words(again)
    assert cards_in(world) == []


async def test_only_who_opened_the_debate_and_moderators_decide_about_the_card(world: World) -> None:
    await open_debate(world)

    refused = await world.ana.slash(world.channel, "debate card")

    assert "moderators" in words(refused)
    assert cards_in(world) == []


async def test_whoever_is_forgotten_vanishes_from_the_card(world: World) -> None:
    await open_debate(world)
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "Rents fall when we build")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")
    message = await world.ana.send(world.channel, "Supply matters")
    await world.tag(world.ben, "Tag as claim", message, statement="Supply matters")
    posted = await card(world)
    assert "Both sides accept “Rents fall when we build”" in shown(posted)
    assert "1 awaits its author" in shown(posted)

    request = await world.ana.slash(world.channel, "privacy forget")
    await world.ana.click(response_of(request), custom_id="crux:forget")
    world.clock.at += MINUTE
    await tick(world)

    (kept,) = cards_in(world)
    assert kept.id == posted.id
    assert not any(word in shown(kept) for word in ("ana", "Rents fall", "Supply matters", "awaits its author"))


async def test_people_s_words_have_no_force_on_a_card(world: World) -> None:
    await open_debate(world)
    await world.ben.slash(world.channel, "side join", side="No")
    await world.claim(world.ana, "@everyone [free](https://example.org) **<@1>**")
    await world.ben.slash(world.channel, "stance", entry=1, answer="agree")

    posted = await card(world)

    assert "free" in shown(posted)
    assert "@everyone" not in shown(posted)
    assert "](https://example.org)" not in shown(posted)
    assert posted.mentions == []
