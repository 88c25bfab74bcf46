"""Posts of forums: those that become debates by themselves, and those whose tag is to show where their debate stands.

A post becomes a debate once, however often and to however many processes it is told of: a debate is opened in the
transaction that holds its row. Putting the same tags on a post twice does no harm.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.clock.one_message import RETRIED_AFTER, put_off_for
from bot.actions.deciding import Policy
from bot.actions.looks import look_now
from bot.actions.request import Request
from bot.actions.writing import write_with
from bot.ledger.forums import AvailableTag, Forum, Post, Renaming
from bot.ledger.house import House, Who
from bot.ledger.people import CRUX_ITSELF, Participant
from bot.ledger.refusals import Barred, Refusal
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import asked, opened, require_open, require_unlocked
from bot.ledger.rules.forums import becomes_debate, tag_on, title_mark
from bot.ledger.rules.moderation import require_not_barred
from bot.ledger.standing.debate_tag import DebateTag, debate_tag
from bot.ledger.statements import one_line
from bot.store import forums
from bot.store.prepared import execute_in
from bot.store.reading import debates
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from bot.store.threads import worked_out
from bot.store.waiting import posts
from bot.store.waiting.posts import ClaimedPost
from bot.store.writing import append, debate_rows, places

log = structlog.get_logger(__name__)

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


class Teller(Protocol):
    """What a front end tells of posts where it is asked. Both raise CannotPost and PostFailed."""

    async def name_of(self, guild: int, person: int) -> str:
        """What somebody is called in a server; nothing where nobody of that number is there."""

    async def renaming(self, post: Post, after: int) -> Renaming:
        """What a post is called by now, and who renamed it last, after that message."""


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


async def has_forums(sessions: Sessions, guild: int) -> bool:
    """Whether a server has such forums."""
    async with sessions() as session:
        return bool(await forums.of_server(session, guild))


async def post_seen(sessions: Sessions, post: Post, house: House, teller: Teller, at: datetime) -> bool:
    """A post is open: if its forum's posts are debates, it becomes one; if it is one, its tag and its title are
    compared with those left on it.

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
            await _follow(sessions, post, debate.question, house, await teller.renaming(post, renamed_since), at)
        return False
    if not becomes_debate(forum, post):
        return False
    return await _open(sessions, post, _request(post, house, await teller.name_of(post.guild, post.author), at))


async def _compare(session: AsyncSession, forum: Forum, post: Post, at: datetime) -> int | None:
    """The message after which the post was renamed; None where it has the title that was left on it."""
    if await _put(session, post):
        return None
    await posts.seen_open(session, post.id, tag_on(forum, post.tags), at)
    return await posts.renamed_since(session, post.id, title_mark(post.id, post.title))


async def _put(session: AsyncSession, post: Post) -> bool:
    """Keep a debate's post in step from now on; False where it is already."""
    new = await posts.put(session, post.id, post.forum, title_mark(post.id, post.title))
    if new:
        await places.keep(execute_in(session), [Place(post.id, post.forum)])
    return new


async def _follow(
    sessions: Sessions, post: Post, question: str | None, house: House, renaming: Renaming, at: datetime
) -> None:
    """The question becomes the title, where who renamed the post might have corrected the question by a command.

    A renaming that is not followed is not followed later either.
    """
    try:
        if one_line(renaming.title) != question:
            await _ask(sessions, post, house, renaming, at)
            return
    except Refusal as refused:
        log.info("title not followed", debate=post.id, reason=type(refused).__name__)
    async with sessions.begin() as session:
        await _keep_title(session, post, renaming)


async def _ask(sessions: Sessions, post: Post, house: House, renaming: Renaming, at: datetime) -> None:
    if renaming.by is None:
        await _ask_for_nobody(sessions, post, house, renaming, at)
        return

    async def keep(session: AsyncSession, _: Participant) -> None:
        await _keep_title(session, post, renaming)

    def decide(look: DebateLook, _: Participant) -> Changes:
        return asked(look.ledger.debate, renaming.title)

    request = _request(replace(post, author=renaming.by), house, renaming.name, at)
    # Beside its author, only those rename a post who may manage threads: moderators.
    await write_with(sessions, replace(request, moderator=renaming.by != post.author), keep, decide)


async def _ask_for_nobody(sessions: Sessions, post: Post, house: House, renaming: Renaming, at: datetime) -> None:
    """Nobody knows who renamed the post: it may have been its author."""
    async with sessions.begin() as session:
        head = await debate_rows.lock(session, post.id)
        if head is None:
            return
        require_open(head.debate)
        require_unlocked(head.debate)
        require_not_barred(house, post.author, moderator=False)
        changes = asked(head.debate, renaming.title)
        if changes:
            await append.record(session, head, CRUX_ITSELF, changes, at)
        await _keep_title(session, post, renaming)
    sessions.answers.drop(post.id)


async def _keep_title(session: AsyncSession, post: Post, renaming: Renaming) -> None:
    await posts.keep_title(session, post.id, title_mark(post.id, renaming.title), renaming.upto)


def _request(post: Post, house: House, author_name: str, at: datetime) -> Request:
    """What the post's author asks for by posting: whoever decided that posts are debates has let them all."""
    return Request(
        guild=post.guild,
        channel=post.id,
        channel_name=post.title,
        user=post.author,
        user_name=author_name,
        moderator=False,
        at=at,
        can_post=True,
        keeps_card=house.card_by_itself,
        house=replace(house, opens_debates=Who.EVERYBODY),
    )


async def _open(sessions: Sessions, post: Post, request: Request) -> bool:
    """Whether the post is a debate now; not that of somebody whom moderators keep from writing."""

    async def keep_in_step(session: AsyncSession, _: Participant) -> None:
        await _put(session, post)

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
