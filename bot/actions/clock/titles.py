"""The titles of posts that are debates, which their questions follow."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.request import Request
from bot.actions.writing import write_with
from bot.ledger.forums import Post, Renaming
from bot.ledger.house import House, Who
from bot.ledger.people import CRUX_ITSELF, Participant
from bot.ledger.refusals import Refusal
from bot.ledger.rules import Changes
from bot.ledger.rules.debates import asked, require_open, require_unlocked
from bot.ledger.rules.forums import title_mark
from bot.ledger.rules.moderation import require_not_barred
from bot.ledger.statements import one_line
from bot.store.prepared import execute_in
from bot.store.reading.debate_look import DebateLook
from bot.store.reading.server_debates import Place
from bot.store.sessions import Sessions
from bot.store.waiting import posts
from bot.store.writing import append, debate_rows, places

log = structlog.get_logger(__name__)


class Teller(Protocol):
    """What a front end tells of posts where it is asked. Both raise CannotPost and PostFailed."""

    async def name_of(self, guild: int, person: int) -> str:
        """What somebody is called in a server; nothing where nobody of that number is there."""

    async def renaming(self, post: Post, after: int) -> Renaming:
        """What a post is called by now, and who renamed it last, after that message."""


async def put(session: AsyncSession, post: Post) -> bool:
    """Keep a debate's post in step from now on; False where it is already."""
    new = await posts.put(session, post.id, post.forum, title_mark(post.id, post.title))
    if new:
        await places.keep(execute_in(session), [Place(post.id, post.forum)])
    return new


async def follow(
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

    request = request_of(replace(post, author=renaming.by), house, renaming.name, at)
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


def request_of(post: Post, house: House, author_name: str, at: datetime) -> Request:
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
