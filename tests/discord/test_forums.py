"""A forum whose posts are debates, on the loopback Discord: its posts, and the tags that show where each stands."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import discord
import pytest
import yarl

from bot.actions import debates, moderation, schedules, sides, stances, tags
from bot.actions.clock import posts
from bot.actions.request import Request
from bot.actions.tagging import TagForm
from bot.discord import forums as forums_on_discord
from bot.discord.client import CruxClient
from bot.discord.due import due_cards, due_digests
from bot.discord.ticks.due import DueTick
from bot.discord.ticks.posts import PostTags
from bot.ledger.entries import Answer, Kind
from bot.ledger.forums import Post
from bot.ledger.pauses import Obstacle
from bot.ledger.record.events import DebateOpened, QuestionAsked
from bot.store.reading import histories, ledgers
from bot.store.sessions import Sessions
from cogs._card_view import card_view
from cogs._digest_view import digest_view
from tests.discord.conftest import LoopbackClock, logged_in
from tests.loopback.interactions import autocomplete, message_command, modal_submit, slash, text_of
from tests.loopback.server import LoopbackDiscord
from tests.loopback.world import CHANNEL, FORUM, GUILD, MEMBER, MODERATOR, Channel, Json

FORUM_ID = 500
MAY_ALL = MODERATOR | 1 << 4
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ANA, BEN = 50, 51
OTHERS = [{"id": "71", "name": "Housing", "moderated": False, "emoji_id": None, "emoji_name": "🏠"}]


@dataclass
class DebateForum:
    """A forum on the loopback Discord, and a bot that is there at times."""

    discord: LoopbackDiscord
    sessions: Sessions
    clock: LoopbackClock
    mod: Json

    async def set_up(self, **options: object) -> str:
        """A moderator has its posts be debates; gives the answer and the guidelines."""
        await self.discord.ready()
        asked = await self.discord.interact(
            slash(self.discord.world, "/forum set", self.mod, permissions=MODERATOR, forum=FORUM_ID, **options)
        )
        await self.discord.followup_to(asked, 2)
        return "\n".join(text_of(message) for message in asked.followups)

    async def post(self, title: str, tags: Sequence[str] = ()) -> Channel:
        return await self.discord.post(FORUM_ID, title, self.discord.world.people[ANA], "I think so.", tags)

    async def become_debates(self, *posts: Channel) -> None:
        """Wait until each has its debate."""
        async with asyncio.timeout(10):
            for post in posts:
                while await self.question(post.id) is None:
                    pass

    async def question(self, post: int) -> str | None:
        async with self.sessions() as session:
            ledger = await ledgers.load(session, post)
        return ledger.debate.question if ledger is not None else None

    async def until_asked(self, post: Channel, question: str) -> None:
        """Wait until the debate of a post asks that."""
        async with asyncio.timeout(10):
            while await self.question(post.id) != question:
                pass

    async def asked(self, post: int) -> list[tuple[str | None, str | None]]:
        """What the debate of a post has asked, and who asked it each time."""
        told = await histories.of_debate(self.sessions.execute, post, 10)
        return [
            (told.names.get(event.actor), event.change.question)
            for event in told.events
            if isinstance(event.change, DebateOpened | QuestionAsked)
        ]

    def by(self, user: int, post: Channel) -> Request:
        return Request(GUILD, post.id, post.name, user, f"person {user}", False, self.clock.now())

    async def claim(self, post: Channel, *answers: Answer) -> None:
        """Ana claims something, and others answer."""
        form = TagForm(Kind.CLAIM, f"Rents fall by {self.clock.now()}")
        number = (await tags.state(self.sessions, self.by(ANA, post), form)).entry.number
        for user, answer in enumerate(answers, start=BEN):
            await stances.take_stance(self.sessions, self.by(user, post), number, answer)

    async def close(self, post: Channel) -> None:
        await debates.close_debate(self.sessions, self.by(ANA, post))

    async def tick(self, client: CruxClient, *, later: timedelta = 2 * MINUTE) -> None:
        """Bring the tags in step, once the changes so far have gathered."""
        self.discord.world.clock.skip(later.total_seconds())
        await PostTags(self.sessions, self.clock, client.forums, 3600).tick()

    def shown(self, post: Channel) -> list[str]:
        """The names of the tags on a post."""
        names = {tag["id"]: tag["name"] for tag in self.discord.world.channels[FORUM_ID].tags}
        return [names[tag] for tag in self.discord.world.channels[post.id].applied]

    def tag(self, name: str) -> str:
        return next(tag["id"] for tag in self.discord.world.channels[FORUM_ID].tags if tag["name"] == name)

    def changes_of(self, post: Channel) -> int:
        """How often the bot has changed a post."""
        return sum(sent[:2] == ("PATCH", f"/channels/{post.id}") for sent in self.discord.requests)


@pytest.fixture
async def forum(committed_sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DebateForum]:
    async with LoopbackDiscord() as there:
        monkeypatch.setattr(discord.http.Route, "BASE", there.api_url)
        monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(there.gateway_url))
        for number, name in ((ANA, "Ana"), (BEN, "Ben")):
            there.world.add_person(number, name)
        there.world.add_channel(Channel(FORUM_ID, "debates", FORUM, permissions=MAY_ALL, tags=list(OTHERS)))
        mod = there.world.add_person(60, "Mo")
        yield DebateForum(there, committed_sessions, LoopbackClock(there.world.clock), mod)
        assert there.unknown_routes == []


@asynccontextmanager
async def running(forum: DebateForum) -> AsyncIterator[CruxClient]:
    async with logged_in(forum.sessions, forum.clock) as client:
        await forum.discord.ready()
        yield client


async def test_twelve_posts_in_three_states_show_where_they_stand_after_each_change_and_after_a_restart(
    forum: DebateForum,
) -> None:
    async with running(forum) as client:
        told = await forum.set_up()
        posts = [await forum.post(f"Should we build {n}?", ["71"]) for n in range(12)]
        await forum.become_debates(*posts)
        diverging, agreed, waiting = posts[:4], posts[4:8], posts[8:]
        for post in diverging:
            await forum.claim(post, Answer.DISAGREE)
        for post in agreed:
            await forum.claim(post, Answer.AGREE)
        for post in waiting[:2]:
            await forum.claim(post)
        await forum.tick(client)

        assert "Diverging, Common ground, Settled, Needs answers" in told
        assert [forum.shown(post) for post in diverging] == [["Housing", "Diverging"]] * 4
        assert [forum.shown(post) for post in agreed] == [["Housing", "Common ground"]] * 4
        assert [forum.shown(post) for post in waiting] == [["Housing", "Needs answers"]] * 4
        assert [forum.changes_of(post) for post in posts] == [1] * 12

        await forum.claim(agreed[0], Answer.DISAGREE)
        await forum.claim(waiting[0], Answer.AGREE)
        await forum.close(agreed[1])
        await forum.tick(client)
        await forum.tick(client)

        assert forum.shown(agreed[0]) == ["Housing", "Diverging"]
        assert forum.shown(agreed[1]) == ["Housing", "Settled"]
        assert [forum.changes_of(post) for post in posts[:4]] == [1] * 4

    # While the bot is away, somebody tags by hand, and a debate moves on.
    await forum.discord.change_channel(diverging[0].id, applied=["71", forum.tag("Settled")])
    await forum.discord.change_channel(diverging[1].id, applied=[])
    await forum.claim(agreed[2], Answer.DISAGREE)
    async with running(forum) as client:
        await forum.discord.until(lambda: forum.discord.gateway.is_ready)
        await looked_at(client)
        await forum.tick(client)

        assert forum.shown(diverging[0]) == ["Housing", "Diverging"]
        assert forum.shown(diverging[1]) == ["Diverging"]
        assert forum.shown(agreed[2]) == ["Housing", "Diverging"]
        assert forum.shown(agreed[1]) == ["Housing", "Settled"]
        assert [forum.changes_of(post) for post in diverging] == [2, 2, 1, 1]


async def looked_at(client: CruxClient) -> None:
    """Wait until the bot has looked at what was posted and changed while it was away."""
    cog = client.get_cog("forum")
    assert cog is not None
    await asyncio.wait_for(cog.looked.wait(), 10)  # type: ignore[attr-defined]


async def test_a_post_becomes_one_debate_by_itself_with_one_card_also_where_nobody_listened(forum: DebateForum) -> None:
    async with running(forum) as client:
        before = await forum.post("Earlier?")
        await forum.set_up()
        first = await forum.post("Should we build?")
        await forum.become_debates(first)
        # Discord tells of a post again, whatever is changed in it.
        await forum.discord.change_channel(first.id, applied=["71"])
    meanwhile = await forum.post("Should we wait?")
    async with running(forum) as client:
        await forum.become_debates(meanwhile)
        await DueTick(due_cards(client, card_view), together=1, seconds=3600).tick()

        assert await forum.question(first.id) == "Should we build?"
        assert await forum.question(meanwhile.id) == "Should we wait?"
        assert await forum.question(before.id) is None
        for post in (first, meanwhile):
            card = await forum.discord.posted(post.id)
            assert post.name in text_of(card)
            assert len(forum.discord.world.channels[post.id].messages) == 2
        async with forum.sessions() as session:
            ledger = await ledgers.load(session, meanwhile.id)
        assert ledger is not None
        assert ledger.participants[ledger.debate.opened_by].name == "Ana"


async def test_a_post_that_is_renamed_asks_what_it_is_called_then_by_whom_and_also_where_nobody_listened(
    forum: DebateForum,
) -> None:
    world = forum.discord.world
    async with running(forum):
        await forum.set_up()
        post, other = await forum.post("Should we build?"), await forum.post("Should we wait?")
        await forum.become_debates(post, other)
        await forum.claim(post, Answer.DISAGREE)

        await forum.discord.rename(post.id, world.people[ANA], "Should we ever build?")
        await forum.until_asked(post, "Should we ever build?")
        # Without its note, nobody knows who it was.
        await forum.discord.change_channel(other.id, name="Must we wait?")
        await forum.until_asked(other, "Must we wait?")

    await forum.discord.rename(post.id, forum.mod, "Should we build here?")
    async with running(forum) as client:
        await forum.discord.until(lambda: forum.discord.gateway.is_ready)
        await looked_at(client)

        assert await forum.asked(post.id) == [
            ("Ana", "Should we build?"),
            ("Ana", "Should we ever build?"),
            ("Mo", "Should we build here?"),
        ]
        assert await forum.asked(other.id) == [("Ana", "Should we wait?"), (None, "Must we wait?")]


async def test_posts_that_were_archived_while_nobody_listened_are_debates_too_and_stay_archived(
    forum: DebateForum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forums_on_discord, "MOST_READ", 2)
    earlier = await forum.post("Earlier?")
    await forum.discord.change_channel(earlier.id, archived=True)
    async with running(forum):
        await forum.set_up()
        known, renamed = [await forum.post(f"Should we build {n}?") for n in range(2)]
        await forum.become_debates(known, renamed)

    made = await forum.post("Should we wait?")
    await forum.discord.rename(renamed.id, forum.mod, "Should we ever build?")
    for post in (made, renamed, known):
        await forum.discord.change_channel(post.id, archived=True)
    async with running(forum) as client:
        await forum.discord.until(lambda: forum.discord.gateway.is_ready)
        await looked_at(client)
        await DueTick(due_cards(client, card_view), together=1, seconds=3600).tick()
        await forum.tick(client)

    asked = [await forum.question(post.id) for post in (earlier, known, renamed, made)]
    assert asked == [None, "Should we build 0?", "Should we ever build?", "Should we wait?"]
    assert all(forum.discord.world.channels[post.id].archived for post in (known, renamed, made))
    assert len(forum.discord.world.channels[made.id].messages) == 1


async def test_a_question_that_was_corrected_stays_until_the_post_is_renamed(forum: DebateForum) -> None:
    async with running(forum):
        await forum.set_up()
        post, closed = await forum.post("Build?"), await forum.post("Wait?")
        await forum.become_debates(post, closed)
        await debates.edit_debate(forum.sessions, forum.by(ANA, post), "Should we build?", {})
        await forum.close(closed)
        await forum.discord.change_channel(post.id, applied=["71"])
        await forum.discord.rename(closed.id, forum.mod, "[Closed] Wait?")

        await forum.discord.rename(post.id, forum.mod, "Build houses?")
        await forum.until_asked(post, "Build houses?")
        await forum.discord.rename(post.id, forum.mod, "Build?")
        await forum.until_asked(post, "Build?")

        asked = ["Build?", "Should we build?", "Build houses?", "Build?"]
        assert [question for _, question in await forum.asked(post.id)] == asked
        assert await forum.question(closed.id) == "Wait?"


async def test_who_is_kept_from_writing_does_not_change_a_question_by_renaming_the_post(forum: DebateForum) -> None:
    async with running(forum) as client:
        await forum.set_up()
        post, last = await forum.post("Build?"), await forum.post("Wait?")
        await forum.become_debates(post, last)
        asked = Request(GUILD, CHANNEL, "housing", 60, "Mo", True, forum.clock.now())
        await moderation.bar(forum.sessions, asked, client.houses, ANA, "")
        for one in (post, last):
            await forum.discord.rename(one.id, forum.discord.world.people[ANA], "Nonsense?")
        await forum.discord.change_channel(post.id, name="More nonsense?")

        await forum.discord.rename(last.id, forum.mod, "Should we wait?")
        await forum.until_asked(last, "Should we wait?")
        assert await forum.question(post.id) == "Build?"
        assert [question for _, question in await forum.asked(last.id)] == ["Wait?", "Should we wait?"]


async def test_only_posts_with_the_chosen_tag_become_debates_and_others_once_they_get_it(forum: DebateForum) -> None:
    async with running(forum):
        told = await forum.set_up(tag="housing")
        chosen, other = await forum.post("Build?", ["71"]), await forum.post("News")
        await forum.become_debates(chosen)

        assert "new posts with the tag “housing”" in told
        assert await forum.question(other.id) is None

        await forum.discord.change_channel(other.id, applied=["71"])
        await forum.become_debates(other)


async def test_the_post_of_somebody_who_is_kept_from_writing_is_no_debate(forum: DebateForum) -> None:
    async with running(forum) as client:
        await forum.set_up()
        asked = Request(GUILD, CHANNEL, "housing", 60, "Mo", True, forum.clock.now())
        await moderation.bar(forum.sessions, asked, client.houses, ANA, "")
        post = Post(forum.discord.world.new_id(), GUILD, FORUM_ID, "Why?", ANA)

        house = client.houses.of(GUILD)
        assert not await posts.post_seen(forum.sessions, post, house, client.forums, forum.clock.now())
        assert await forum.question(post.id) is None


async def test_a_debate_that_people_open_in_an_older_post_has_its_tag_too(forum: DebateForum) -> None:
    world, ana = forum.discord.world, forum.discord.world.people[ANA]
    async with running(forum) as client:
        older = await forum.post("Should we build?")
        await forum.set_up()
        starter = world.channels[older.id].messages[older.id]
        asked = message_command(world, "Tag as claim", starter, ana)
        form = await forum.discord.ask(asked)
        await forum.discord.ask(modal_submit(world, form, asked, ana))
        await until_looked_at_again(forum, client, older)

        assert forum.shown(older) == ["Needs answers"]
        async with forum.sessions() as session:
            ledger = await ledgers.load(session, older.id)
        assert ledger is not None
        assert ledger.entries[1].statement == "I think so."


async def test_an_archived_post_is_left_alone_until_somebody_opens_it(forum: DebateForum) -> None:
    async with running(forum) as client:
        await forum.set_up()
        post = await forum.post("Should we build?")
        await forum.become_debates(post)
        daily = ("daily", "18:00", "UTC", None, None)
        opener = replace(forum.by(ANA, post), moderator=True)
        await schedules.schedule_digest(forum.sessions, opener, HOUR, *daily)
        await forum.claim(post, Answer.DISAGREE)
        await forum.discord.change_channel(post.id, archived=True)
        await forum.tick(client, later=timedelta(days=1))
        await DueTick(due_digests(client, digest_view), together=1, seconds=3600).tick()

        stored = await schedules.schedule_here(forum.sessions, opener)
        assert stored is not None
        assert stored.pause_reason is Obstacle.THREAD_ARCHIVED
        assert forum.discord.world.channels[post.id].archived
        assert forum.changes_of(post) == 0

        await forum.discord.say(post.id, forum.discord.world.people[ANA], "Hello?")
        await until_looked_at_again(forum, client, post)
        assert forum.shown(post) == ["Diverging"]


async def until_looked_at_again(forum: DebateForum, client: CruxClient, post: Channel) -> None:
    """Ticks until the post has a tag: what Discord tells arrives by itself."""
    async with asyncio.timeout(10):
        while not forum.shown(post):
            await forum.tick(client)


async def test_a_forum_that_lets_it_opens_archived_posts(forum: DebateForum) -> None:
    async with running(forum) as client:
        told = await forum.set_up(revive=True)
        post = await forum.post("Should we build?")
        await forum.become_debates(post)
        await forum.discord.change_channel(post.id, archived=True)
        await forum.tick(client)

        assert "open them again" in told
        assert forum.shown(post) == ["Needs answers"]
        assert not forum.discord.world.channels[post.id].archived


async def test_what_crux_lacks_is_named_and_the_tag_comes_once_it_is_granted(forum: DebateForum) -> None:
    async with running(forum) as client:
        await forum.discord.change_channel(FORUM_ID, permissions=MEMBER)
        told = await forum.set_up()
        forum.discord.world.channels[FORUM_ID].tags.append(OTHERS[0] | {"id": "72", "name": "Needs answers"})

        assert "Tags that this forum lacks: Diverging, Common ground, Settled, Needs answers." in told
        assert "Crux lacks: Manage Threads." in told

        assert "Needs answers" in await forum.set_up()
        post = await forum.post("Should we build?")
        await forum.become_debates(post)
        await forum.tick(client)
        await forum.tick(client)
        assert forum.shown(post) == []
        assert forum.changes_of(post) == 1

        await forum.discord.change_channel(FORUM_ID, permissions=MAY_ALL)
        await until_looked_at_again(forum, client, post)
        assert forum.shown(post) == ["Needs answers"]


async def test_without_a_tag_that_somebody_has_deleted_posts_do_without(forum: DebateForum) -> None:
    async with running(forum) as client:
        await forum.set_up()
        post, other = await forum.post("Should we build?"), await forum.post("Should we wait?")
        await forum.become_debates(post, other)
        there = forum.discord.world.channels[FORUM_ID]
        there.tags = [tag for tag in there.tags if tag["name"] != "Needs answers"]
        await forum.tick(client)
        assert forum.shown(post) == forum.shown(other) == []

        await forum.claim(post, Answer.DISAGREE)
        await forum.tick(client)
        assert forum.shown(post) == ["Diverging"]


async def test_moderators_alone_decide_and_see_what_holds_and_stop_it(forum: DebateForum) -> None:
    ana, world = forum.discord.world.people[ANA], forum.discord.world
    async with running(forum):
        await forum.discord.ready()
        refused = await forum.discord.ask(slash(world, "/forum set", ana, forum=FORUM_ID))
        unnamed = await forum.discord.ask(slash(world, "/forum set", forum.mod, permissions=MODERATOR, channel=CHANNEL))
        guidelines = await forum.set_up()
        offered = await forum.discord.ask(
            autocomplete(world, "/forum set", "tag", forum.mod, permissions=MODERATOR, forum=FORUM_ID)
        )
        post = await forum.post("Should we build?")
        await forum.become_debates(post)
        asked = await forum.discord.interact(
            slash(world, "/forum status", forum.mod, channel=post.id, permissions=MODERATOR)
        )
        status = await forum.discord.followup_to(asked)
        stopped = await forum.discord.ask(
            slash(world, "/forum stop", forum.mod, channel=post.id, permissions=MODERATOR)
        )
        later = await forum.post("And now?")
        again = await forum.discord.ask(slash(world, "/forum stop", forum.mod, channel=post.id, permissions=MODERATOR))

        assert "moderators" in refused.text
        assert "Say which forum" in unnamed.text
        assert "```" in guidelines
        assert "Housing" in [choice["name"] for choice in offered.data["choices"]]
        assert "New posts in this forum become debates." in text_of(status)
        assert "do not become debates any more" in stopped.text
        assert "nothing to stop" in again.text
        assert await forum.question(later.id) is None
        await sides.join_side(forum.sessions, forum.by(ANA, post), "Build", open_it=True)
