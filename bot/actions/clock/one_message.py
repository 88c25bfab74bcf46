"""Exactly one message for what is due, whatever crashes and however many processes run.

Claim, reference, find, show, record: what is due is claimed in one transaction and recorded in another. Between them
its message is posted, outside of any transaction, with a reference that is the same at each attempt. A process that
takes over a claim without a record looks for a message with its reference before posting, where that was to be posted:
until somebody has looked there, it is posted nowhere else. The platform returns the earlier message where a reference
is repeated within minutes; if a second message is posted all the same, it is deleted.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import uuid4

import structlog

from bot.actions.clock.archived import may_open
from bot.actions.clock.due import CannotPost, Claimed, Due, PostedAndDeleted, Poster, PostFailed, Ready
from bot.clock import Clock
from bot.ledger.pauses import FailedRepeatedly, NotPosted
from bot.store.sessions import Sessions

log = structlog.get_logger(__name__)

PATIENCE = 16
"""How many times its lease something waits at most between two attempts, when attempt after attempt fails."""

RETRIED_AFTER = timedelta(hours=1)
"""After how long it is tried again for the first time to post where something stood in the way."""

FAILURES = 5
"""After so many attempts that failed because of a bug in Crux, no further one is made."""

RENEWED_EVERY = 20.0
"""Seconds after which a claim is renewed while its message waits for the platform: a third of its lease."""


class Unshown(StrEnum):
    """How an attempt to show something ends that does not show it."""

    REFUSED = "refused"
    UNCLEAR = "unclear"
    DELETED = "deleted"
    FAILED = "failed"
    """By a fault of Crux's own, or since the database was away."""


def _uncounted(how: Unshown) -> None:
    """Nobody counts them."""


C = TypeVar("C", bound=Claimed)
R = TypeVar("R", bound=Ready)


class OneMessage(Generic[C, R]):
    """Claims, posts and records what is due of one kind."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        due: Due[C, R],
        poster: Poster[R],
        renewed_every: float = RENEWED_EVERY,
        count: Callable[[Unshown], None] = _uncounted,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._due = due
        self._poster = poster
        self._renewed_every = renewed_every
        self._count = count

    def is_ready(self) -> bool:
        """Whether the platform can be reached."""
        return self._poster.is_ready()

    async def claim(self, limit: int) -> Sequence[C]:
        """Claim some of what is due."""
        return await self._due.claim(self._sessions, self._clock.now(), owner(), limit)

    async def see_to(self, claimed: C) -> NotPosted | None:
        """Show and record what is claimed; gives what stands in the way. What cannot be done now is tried again."""
        try:
            return await self._settle(claimed)
        except Exception as error:  # one debate's trouble must not cost the others their message
            self._count(Unshown.FAILED)
            log.error("message failed", **_about(claimed), exc_info=error)
            return None

    async def _settle(self, claimed: C) -> NotPosted | None:
        try:
            await self._show(claimed)
        except CannotPost as refused:
            self._count(Unshown.REFUSED)
            log.warning("cannot post", **_about(claimed), reason=str(refused.reason))
            await self._give_up(claimed, refused.reason)
            return refused.reason
        except PostedAndDeleted:
            self._count(Unshown.DELETED)
            log.info("message was deleted", **_about(claimed))
            await self._due.deleted(self._sessions, claimed)
        except PostFailed:
            self._count(Unshown.UNCLEAR)
            log.warning("left for another try", **_about(claimed))
            await self._due.put_off(self._sessions, claimed, self._clock.now())
        except Exception:
            if claimed.attempts >= FAILURES:
                await self._give_up(claimed, FailedRepeatedly(claimed.attempts))
            raise
        return None

    async def _give_up(self, claimed: C, reason: NotPosted) -> None:
        await self._due.give_up(self._sessions, claimed, reason, self._clock.now())

    async def _show(self, claimed: C) -> None:
        ready = await self._due.ready(self._sessions, claimed, self._clock.now())
        if ready is None or await self._edited(ready):
            return
        message = await self._found(ready)
        if message is None:
            message = await self._posted(ready) if await self._may_be_posted(ready) else None
        elif ready.is_kept_up_to_date:
            await self._poster.edit(ready, message)
        if message is not None and not await self._due.record(self._sessions, ready, message, self._clock.now()):
            log.warning("message that is one too many is taken back", **_about(claimed))
            await self._poster.take_back(ready, message)

    async def _edited(self, ready: R) -> bool:
        """Whether a message shows it now that was there before; False where it has none, or it was deleted."""
        if ready.message is None:
            return False
        try:
            await self._poster.edit(ready, ready.message)
        except PostedAndDeleted:
            return False
        await self._due.record(self._sessions, ready, ready.message, self._clock.now())
        return True

    async def _found(self, ready: R) -> int | None:
        """The message that an earlier attempt has posted, if one has."""
        since = ready.posted_since
        return await self._poster.find(ready, since) if since is not None else None

    async def _may_be_posted(self, ready: R) -> bool:
        """Whether it is to be posted, after no earlier attempt's message was found."""
        return ready.posted_since is None or await self._due.absent(self._sessions, ready, self._clock.now())

    async def _posted(self, ready: R) -> int | None:
        """The message that is posted now; None where another process has taken the claim over."""
        if not await may_open(self._sessions, ready.channel, wanted=ready.opens_archived):
            await self._poster.require_open(ready)
        post = await self._poster.prepare(ready)
        if not await self._due.renew(self._sessions, ready, self._clock.now()):
            return None
        try:
            async with self._kept(ready):
                return await post()
        except CannotPost:
            await self._due.absent(self._sessions, ready, self._clock.now())
            raise

    @asynccontextmanager
    async def _kept(self, ready: R) -> AsyncIterator[None]:
        """Renew the claim for as long as the message waits for the platform, which may let it wait for minutes."""
        over = asyncio.Event()
        keeping = asyncio.create_task(self._keep(ready, over))
        try:
            yield
        finally:
            over.set()
            await keeping

    async def _keep(self, ready: R, over: asyncio.Event) -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self._renewed_every)
                return
            await self._renew_again(ready)

    async def _renew_again(self, ready: R) -> None:
        try:
            await self._due.renew(self._sessions, ready, self._clock.now())
        except Exception as error:  # the lease outlasts two renewals that fail
            log.warning("claim not renewed", channel=ready.channel, error=type(error).__name__)


def owner() -> str:
    """A new name for a process that claims.

    In containers, machines and processes often have the same names and numbers, so a random part is added.
    """
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


def put_off_for(lease: timedelta, attempts: int) -> timedelta:
    """How long something waits for its next attempt: the lease, and after each further attempt twice as long."""
    return lease * min(1 << attempts - 1, PATIENCE)


def _about(claimed: Claimed) -> dict[str, object]:
    return {"channel": claimed.channel, "attempt": claimed.attempts}
