"""Posts of forums: those that become debates by themselves, and those whose tag is to show where their debate stands.

A post becomes a debate once, however often and to however many processes it is told of: a debate is opened in the
transaction that holds its row. Putting the same tags on a post twice does no harm.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.clock.one_message import RETRIED_AFTER, put_off_for
from bot.actions.clock.titles import Teller, follow, put, request_of
from bot.actions.deciding import Policy
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.writing import write_with
from bot.ledger.forums import AvailableTag, Forum, Post
from bot.ledger.house import House
from bot.ledger.people import Participant
from bot.ledger.refusals import Barred
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import opened
from bot.ledger.rules.forums import becomes_debate, tag_on, title_mark
from bot.ledger.standing.debate_tag import DebateTag, debate_tag
from bot.ledger.statements import one_line
from bot.store import forums
from bot.store.reading import debates
from bot.store.reading.debate_look import DebateLook
from bot.store.sessions import Sessions
from bot.store.threads import worked_out
from bot.store.waiting import posts
from bot.store.waiting.posts import ClaimedPost

LEASE = timedelta(minutes=1)
"""How long a claimed post belongs to the process that claimed it."""

NO_SIDES = ("", "")
"""A post names no sides: they are named by who takes part."""


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post whose debate stands there, with all events up to `upto`."""

    claimed: ClaimedPost
    forum: Forum
    tag: DebateTag
    upto: int


@dataclass(frozen=True, slots=True)
class PostNow:
    """A post as it is now."""

    archived: bool
    tags: tuple[int, ...]


class UnknownTag(Exception):
    """The forum does not have one of the tags: somebody has deleted it."""


class TagBoard(Protocol):
    """How a front end reads and changes the tags of posts. All but `is_ready` raise CannotPost and PostFailed."""

    def is_ready(self) -> bool:
        """Whether the platform can be reached."""

    async def post(self, post: int) -> PostNow:
        """A post with its tags, archived or not."""

    async def apply(self, post: int, tags: Sequence[int], *, opens: bool = False) -> None:
        """Have a post have these tags; with `opens`, an archived one is opened. Raises UnknownTag."""

    async def tags_of(self, forum: int) -> tuple[AvailableTag, ...]:
        """The tags that a forum has."""


# What the platform tells of


async def servers_with_forums(sessions: Sessions) -> list[int]:
    """The servers that have forums whose posts are debates."""
    async with sessions() as session:
        return await forums.servers(session)


async def forums_of(sessions: Sessions, guild: int) -> list[Forum]:
    """The forums of a server whose posts are debates."""
    async with sessions() as session:
        return await forums.of_server(session, guild)


async def unseen(sessions: Sessions, forum: Forum, archived: Sequence[Post]) -> list[Post]:
    """Those of a forum's archived posts that are no debates yet and become some, or were renamed."""
    kept = await posts.titles(sessions.execute, [post.id for post in archived])
    return [
        post
        for post in archived
        if (kept[post.id] != title_mark(post.id, post.title) if post.id in kept else becomes_debate(forum, post))
    ]


async def post_seen(sessions: Sessions, post: Post, house: House, teller: Teller, at: datetime) -> bool:
    """A post is there: if its forum's posts are debates, it becomes one; if it is one, its title is compared with the
    one that was left on it, and while it is open its tag.

    Gives whether it became a debate now.
    """
    forum = await forums.get(sessions.execute, post.forum)
    if forum is None or forum.guild != post.guild:
        return False
    async with sessions.begin() as session:
        debate = await debates.find(session, post.id)
        renamed_since = await _compare(session, forum, post, at) if debate is not None else None
    if debate is not None:
        if renamed_since is not None:
            await follow(sessions, post, debate.question, house, await teller.renaming(post, renamed_since), at)
        return False
    if not becomes_debate(forum, post):
        return False
    return await _open(sessions, post, request_of(post, house, await teller.name_of(post.guild, post.author), at))


async def _compare(session: AsyncSession, forum: Forum, post: Post, at: datetime) -> int | None:
    """The message after which the post was renamed; None where it has the title that was left on it."""
    if await put(session, post):
        return None
    if not post.archived:
        await posts.seen_open(session, post.id, tag_on(forum, post.tags), at)
    return await posts.renamed_since(session, post.id, title_mark(post.id, post.title))


async def _open(sessions: Sessions, post: Post, request: Request) -> bool:
    """Whether the post is a debate now; not that of somebody whom moderators keep from writing."""

    async def keep_in_step(session: AsyncSession, _: Participant) -> None:
        await put(session, post)

    def decide(look: DebateLook, _: Participant) -> Changes:
        return _opened(look, post)

    try:
        await write_with(sessions, request, keep_in_step, decide, Policy(in_closed=True, opens=True))
    except Barred:
        return False
    return True


def _opened(look: DebateLook, post: Post) -> Changes:
    """The title of the post is its author's question; one of blanks alone is no more than the channel's name."""
    if look.is_opened or not one_line(post.title):
        return ()
    return opened(post.guild, look.ledger, post.title, NO_SIDES)


# What is due


async def claim(sessions: Sessions, at: datetime, owner: str, limit: int = 20) -> Sequence[ClaimedPost]:
    """Claim posts whose debate has moved on, or that are to be looked at for another reason."""
    return await posts.claim(sessions.execute, at, LEASE, owner, limit)


async def ready(sessions: Sessions, claimed: ClaimedPost) -> DuePost | None:
    """Where the debate of a claimed post stands; None where the debate is gone, or its forum's posts are none."""
    look = await look_now(sessions, claimed.debate)
    forum = await forums.get(sessions.execute, claimed.forum)
    if look is None or forum is None:
        return None
    debate, standing = look.ledger.debate, look.standing
    tag = await worked_out(len(look.ledger.entries), lambda: debate_tag(debate, standing))
    return DuePost(claimed, forum, tag, look.upto)


async def record(sessions: Sessions, due: DuePost, applied: Sequence[int], at: datetime) -> None:
    """Write down which tags the post has now."""
    async with sessions.begin() as session:
        await posts.record(session, due.claimed, tag_on(due.forum, applied), due.upto, at)


async def wait_until_open(sessions: Sessions, claimed: ClaimedPost) -> None:
    """The post is archived, and its forum leaves those alone: it is looked at once it is open again."""
    async with sessions.begin() as session:
        await posts.rest(session, claimed)


async def put_off(sessions: Sessions, claimed: ClaimedPost, at: datetime, *, obstructed: bool = False) -> None:
    """The tag could not be put on the post: it is tried again, each time later; with an obstacle, in an hour first."""
    until = at + put_off_for(RETRIED_AFTER if obstructed else LEASE, claimed.attempts)
    async with sessions.begin() as session:
        await posts.put_off(session, claimed, until)


async def keep_tags(sessions: Sessions, forum: Forum, there: Collection[int]) -> Forum:
    """The forum with those of its tags that are there still: somebody has deleted the others."""
    kept = replace(forum, tags={tag: number for tag, number in forum.tags.items() if number in there})
    async with sessions.begin() as session:
        await forums.put_tags(session, kept)
    return kept
