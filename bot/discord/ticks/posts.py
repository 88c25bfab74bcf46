"""The tick that keeps the tags of forum posts in step with their debates. What is due stands in Postgres."""

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.actions.clock import posts
from bot.actions.clock.due import CannotPost, PostFailed
from bot.actions.clock.one_message import owner
from bot.actions.clock.posts import DuePost, PostNow, TagBoard, UnknownTag
from bot.clock import Clock
from bot.discord.ticks.tick import Tick
from bot.ledger.forums import Forum
from bot.ledger.pauses import Obstacle
from bot.ledger.rules.forums import applied_with
from bot.store.sessions import Sessions
from bot.store.waiting.posts import ClaimedPost

log = structlog.get_logger(__name__)


class PostTags:
    """Looks every few seconds which posts' debates have moved on, and puts the tag on each that it should have.

    One post after the other: they come after digests and answers.
    """

    def __init__(self, sessions: Sessions, clock: Clock, board: TagBoard, seconds: float) -> None:
        self._sessions = sessions
        self._clock = clock
        self._board = board
        self._owner = owner()
        self._tick = Tick(seconds, self.tick)

    def start(self) -> None:
        """Begin to tick, in the running event loop."""
        self._tick.start()

    def stop(self) -> None:
        """Tick no more; a post that was claimed is looked at once its claim has ended."""
        self._tick.stop()

    async def tick(self) -> None:
        """See to all posts that are due now. Where the database cannot be reached, the next tick tries again."""
        while self._board.is_ready() and (claimed := await self._claim()):
            for one in claimed:
                await self._see_to(one)

    async def _claim(self) -> Sequence[ClaimedPost]:
        try:
            return await posts.claim(self._sessions, self._clock.now(), self._owner)
        except Exception as error:  # the next tick looks again
            log.error("cannot look for posts that are due", exc_info=error)
            return []

    async def _see_to(self, claimed: ClaimedPost) -> None:
        try:
            due = await posts.ready(self._sessions, claimed)
            if due is not None:
                await self._tag(due)
        except Exception as error:  # one post never stops another; it is tried again when its claim ends
            log.error("tag of a post failed", debate=claimed.debate, attempt=claimed.attempts, exc_info=error)

    async def _tag(self, due: DuePost) -> None:
        claimed = due.claimed
        try:
            await self._bring_in_step(due)
        except (PostFailed, UnknownTag):
            await posts.put_off(self._sessions, claimed, self._clock.now())
        except CannotPost as refused:
            if refused.reason is Obstacle.THREAD_ARCHIVED:
                await posts.wait_until_open(self._sessions, claimed)
                return
            log.warning("cannot put a tag on a post", debate=claimed.debate, reason=str(refused.reason))
            await posts.put_off(self._sessions, claimed, self._clock.now(), obstructed=True)

    async def _bring_in_step(self, due: DuePost) -> None:
        """Put the tag on the post, where it has another; an archived one waits, unless its forum opens those."""
        now = await self._board.post(due.claimed.debate)
        if now.archived and not due.forum.revives:
            await posts.wait_until_open(self._sessions, due.claimed)
            return
        try:
            await self._apply(due, now)
        except UnknownTag:
            there = await self._tags_there(due.forum)
            forum = await posts.keep_tags(self._sessions, due.forum, there)
            known = tuple(tag for tag in now.tags if tag in there)
            await self._apply(replace(due, forum=forum), replace(now, tags=known), anew=True)

    async def _apply(self, due: DuePost, now: PostNow, *, anew: bool = False) -> None:
        wanted = applied_with(due.forum, now.tags, due.tag)
        if anew or wanted != now.tags:
            await self._board.apply(due.claimed.debate, wanted, opens=now.archived)
        await posts.record(self._sessions, due, wanted, self._clock.now())

    async def _tags_there(self, forum: Forum) -> set[int]:
        """The tags that a forum has: somebody has deleted one that Crux knew of, or that the post had."""
        return {tag.id for tag in (await self._board.tags_of(forum.id)) if tag.id is not None}
