"""A forum of debates, kept by a bot as it runs: a new post is a debate, its tag right after changes and a restart."""

import asyncio
from pathlib import Path

from tests.loopback.interactions import message_command, modal_submit, slash, text_of
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import FORUM, MODERATOR, Channel
from tests.process.bot_process import TOKEN, start_bot
from tests.process.test_process import stop

PATIENCE = 60.0
OFTEN = {"CRUX_TICK_SECONDS": "0.2"}
FORUM_ID = 500
MAY_ALL = MODERATOR | 1 << 4
"""What the bot may do in the forum: its tags are made and put on posts."""


async def test_a_moderator_makes_a_forum_one_of_debates_and_its_tags_stay_right(
    fresh_database: str, tmp_path: Path
) -> None:
    async with LoopbackDiscord(TOKEN) as there:
        world = there.world
        ana, ben, mod = (world.add_person(50 + place, name) for place, name in enumerate(("ana", "ben", "mo")))
        forum = world.add_channel(Channel(FORUM_ID, "debates", FORUM, permissions=MAY_ALL))

        async def until_shown(post: Channel, *names: str) -> None:
            def shown() -> bool:
                called = {tag["id"]: tag["name"] for tag in forum.tags}
                return tuple(called[tag] for tag in post.applied) == names

            await there.until(shown, PATIENCE)

        process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
        await there.ready(PATIENCE)
        set_up = await there.interact(slash(world, "/forum set", mod, permissions=MODERATOR, forum=FORUM_ID))
        told = await there.followup_to(set_up, within=PATIENCE)
        post = await there.post(FORUM_ID, "Should we build?", ana, "Rents fall where more is built.")
        card = await there.posted(post.id, PATIENCE)
        await until_shown(post, "Needs answers")

        asked = message_command(world, "Tag as claim", post.messages[post.id], ana)
        tagged = await there.ask(modal_submit(world, await there.ask(asked, PATIENCE), asked, ana), PATIENCE)
        await there.ask(slash(world, "/stance", ben, channel=post.id, entry=1, answer="disagree"), PATIENCE)
        # A tag that somebody else changes is looked at before further changes have gathered for a minute.
        await there.change_channel(post.id, applied=[])
        await until_shown(post, "Diverging")
        await stop(process)

        settled = next(tag["id"] for tag in forum.tags if tag["name"] == "Settled")
        await there.change_channel(post.id, applied=[settled])
        await there.rename(post.id, mod, "Should we ever build?")
        process = await start_bot(there, fresh_database, tmp_path, **OFTEN)
        await there.ready(PATIENCE)
        await until_shown(post, "Diverging")
        history = ""
        async with asyncio.timeout(PATIENCE):
            while "ever build" not in history:
                history = (await there.ask(slash(world, "/debate history", ben, channel=post.id), PATIENCE)).text
        await stop(process)

    assert "new posts in this forum become debates" in text_of(told)
    assert [tag["name"] for tag in forum.tags] == ["Diverging", "Common ground", "Settled", "Needs answers"]
    assert list(post.messages)[:2] == [post.id, int(card["id"])]
    assert "Should we build?" in text_of(card)
    assert "Rents fall where more is built." in tagged.text
    assert "mo: changed the question: “Should we ever build?”" in history
