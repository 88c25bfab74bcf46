"""Forums on Discord: their tags and their posts."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from bot.actions.clock.due import CannotPost, PostFailed
from bot.actions.clock.posts import PostNow, UnknownTag
from bot.discord.posting import UNCLEAR, is_archived, meaning
from bot.discord.rate_limit import Priority, RateLimit
from bot.ledger.forums import AvailableTag, Forum, Post, Renaming
from bot.ledger.refusals import NoForumNamed

Payload = Mapping[str, Any]
"""A channel or thread as Discord tells of it."""

PUBLIC_THREAD = discord.ChannelType.public_thread.value

FORUMS = (discord.ChannelType.forum.value, discord.ChannelType.media.value)
"""The channels whose threads are posts with tags."""

UNKNOWN_TAG = 10087
"""Discord's code for a tag that the forum does not have."""

NAME_CHANGED = discord.MessageType.channel_name_change.value
"""The kind of message that Discord itself writes into a thread that somebody has renamed, in that person's name."""

MOST_READ = 100
"""How many messages or archived posts Discord gives with one answer, the latest ones: so many messages are looked
through for that note."""


def is_open_post(thread: Payload) -> bool:
    """Whether a thread can be a post of a forum, and is not archived."""
    return is_post(thread) and not is_archived(thread)


def is_post(thread: Payload) -> bool:
    """Whether a thread can be a post of a forum."""
    is_public = thread.get("type") == PUBLIC_THREAD and thread.get("parent_id") is not None
    return is_public and thread.get("owner_id") is not None


def post_from(thread: Payload) -> Post:
    """A thread that can be a post."""
    return Post(
        id=int(thread["id"]),
        guild=int(thread["guild_id"]),
        forum=int(thread["parent_id"]),
        title=str(thread.get("name", "")),
        author=int(thread["owner_id"]),
        tags=_applied(thread),
        archived=is_archived(thread),
    )


def _archived_at(thread: Payload) -> datetime:
    return datetime.fromisoformat(thread["thread_metadata"]["archive_timestamp"])


def _applied(thread: Payload) -> tuple[int, ...]:
    return tuple(int(tag) for tag in thread.get("applied_tags", ()))


class Forums:
    """What Crux reads of forums and changes in them, within the rate limit.

    Its methods raise CannotPost where Discord refuses it, and PostFailed where Discord gave no clear answer.
    """

    def __init__(self, client: discord.Client, limit: RateLimit, priority: Priority = Priority.FIRST) -> None:
        self._client = client
        self._limit = limit
        self._priority = priority

    def is_ready(self) -> bool:
        """Whether Discord can be reached."""
        return self._client.is_ready()

    async def tags_of(self, forum: int) -> tuple[AvailableTag, ...]:
        """The tags that a forum has. Raises NoForumNamed for any other channel."""
        return _tags(await self._asked(lambda: self._client.http.get_channel(forum)))

    async def put_tags(self, forum: int, tags: Sequence[AvailableTag]) -> tuple[AvailableTag, ...]:
        """Have a forum have these tags, in that order: all of them, since those left out would be deleted."""
        there = await self._asked(lambda: self._client.http.get_channel(forum))
        stored = {int(tag["id"]): tag for tag in there.get("available_tags", ())}
        wanted = [_tag_payload(tag, stored) for tag in tags]
        return _tags(await self._asked(lambda: self._client.http.edit_channel(forum, available_tags=wanted)))

    async def post(self, post: int) -> PostNow:
        """A post with its tags, archived or not."""
        there = await self._asked(lambda: self._client.http.get_channel(post))
        return PostNow(is_archived(there), _applied(there))

    async def apply(self, post: int, tags: Sequence[int], *, opens: bool = False) -> None:
        """Have a post have these tags; with `opens`, an archived one is opened. Raises UnknownTag."""
        changes: dict[str, Any] = {"applied_tags": [str(tag) for tag in tags]}
        if opens:
            changes["archived"] = False
        await self._asked(lambda: self._client.http.edit_channel(post, **changes))

    async def open_posts(self, guild: int) -> list[Post]:
        """Every open thread of a server that can be a post of a forum."""
        there = await self._asked(lambda: self._client.http.get_active_threads(guild))
        threads = ({**thread, "guild_id": guild} for thread in there["threads"])
        return [post_from(thread) for thread in threads if is_open_post(thread)]

    async def archived_posts(self, forum: Forum) -> AsyncIterator[list[Post]]:
        """The archived posts of a forum, some at a time, the one that was archived last first.

        Those are left out that were archived before new posts were debates.
        """
        since, before = discord.utils.snowflake_time(forum.after), None
        while True:
            there = await self._archived(forum.id, before)
            threads = [thread for thread in there["threads"] if _archived_at(thread) >= since]
            yield [post_from({**thread, "guild_id": forum.guild}) for thread in threads if is_post(thread)]
            if not there["has_more"] or len(threads) < len(there["threads"]):
                return
            before = threads[-1]["thread_metadata"]["archive_timestamp"]

    async def _archived(self, forum: int, before: Any) -> Payload:
        http = self._client.http
        there: Payload = await self._asked(lambda: http.get_public_archived_threads(forum, before, MOST_READ))
        return there

    async def name_of(self, guild: int, person: int) -> str:
        """What somebody is called in a server; nothing where nobody of that number is there."""
        try:
            async with self._limit.request(self._priority):
                member: Payload = await self._client.http.get_member(guild, person)
        except discord.NotFound:
            return ""
        user = member["user"]
        return str(member.get("nick") or user.get("global_name") or user["username"])

    async def renaming(self, post: Post, after: int) -> Renaming:
        """What a post is called by now, and who renamed it last, after that message.

        The note that Discord writes into the post says who: it tells it nowhere else.
        """
        there = await self._asked(lambda: self._client.http.get_channel(post.id))
        title = str(there.get("name", ""))
        try:
            written: list[Payload] = await self._asked(lambda: self._client.http.logs_from(post.id, MOST_READ))
        except CannotPost:
            written = []
        since = [message for message in written if int(message["id"]) > after]
        upto = int(since[0]["id"]) if since else None
        note = next((message for message in since if message["type"] == NAME_CHANGED), None)
        # Without the intent for it, Discord leaves out what the note says.
        if note is None or note["content"] not in ("", title):
            return Renaming(title, upto)
        return Renaming(title, upto, *await self._author(post.guild, note["author"]))

    async def _author(self, guild: int, user: Payload) -> tuple[int, str]:
        name = await self.name_of(guild, int(user["id"]))
        return int(user["id"]), name or str(user.get("global_name") or user["username"])

    async def _asked(self, ask: Callable[[], Awaitable[Any]]) -> Any:
        try:
            async with self._limit.request(self._priority):
                return await ask()
        except UNCLEAR as unclear:
            raise PostFailed from unclear
        except discord.HTTPException as error:
            if error.code == UNKNOWN_TAG:
                raise UnknownTag from error
            raise meaning(error) from error


def _tags(forum: Payload) -> tuple[AvailableTag, ...]:
    if forum.get("type") not in FORUMS:
        raise NoForumNamed
    told = forum.get("available_tags", ())
    return tuple(AvailableTag(int(tag["id"]), tag["name"], tag["moderated"]) for tag in told)


def _tag_payload(tag: AvailableTag, stored: Mapping[int, Payload]) -> dict[str, object]:
    """A tag as it is told to Discord; of one that is there, its emoji stays."""
    if tag.id is None:
        return {"name": tag.name, "moderated": tag.moderated}
    return {**stored.get(tag.id, {"id": str(tag.id), "moderated": tag.moderated}), "name": tag.name}
