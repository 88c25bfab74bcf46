"""Posts of forums that are debates: whose tags are to be looked at, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.standing.debate_tag import DebateTag
from bot.store.arrays import DEBATES_OF
from bot.store.prepared import Execute, Prepared
from bot.store.tables import debates, forum_posts, forums
from bot.store.waiting import claims
from bot.store.waiting.cards import CHANGES_GATHER
from bot.store.waiting.claims import CLAIM_ENDS, CLAIMED_BY, LIMIT, NOW, is_one_of, moment
from bot.store.waiting.slots import AHEAD

_P = forum_posts.c


@dataclass(frozen=True, slots=True)
class ClaimedPost:
    """A post whose tags are to be looked at. `attempts` counts the claims since it was last done."""

    debate: int
    forum: int
    owner: str
    attempts: int


async def put(session: AsyncSession, debate: int, forum: int, title: int) -> bool:
    """Keep the tags of a debate's post in step from now on, and its question with its title; False: they are already.

    `title` is the mark of what it is called now.
    """
    row = insert(forum_posts).values(debate=debate, forum=forum, title=title)
    fresh = row.on_conflict_do_nothing().returning(_P.debate)
    return await session.scalar(fresh) is not None


async def titles(execute: Execute, those: Sequence[int]) -> dict[int, int | None]:
    """The marks of the titles that were kept of those of these posts that are debates."""
    return {debate: title for debate, title in await execute(_TITLES, {"debates_of": list(those)})}


_TITLES = Prepared(sa.select(_P.debate, _P.title).where(_P.debate == sa.any_(DEBATES_OF)))


async def renamed_since(session: AsyncSession, debate: int, title: int) -> int | None:
    """The message after which somebody renamed a post; None where it has the title that was kept.

    Where none was kept, this one is from now on.
    """
    kept = sa.select(_P.title, _P.titled).where(_P.debate == debate)
    before, titled = (await session.execute(kept)).one()
    if before is None:
        await keep_title(session, debate, title)
    return None if before in (None, title) else titled or debate


async def keep_title(session: AsyncSession, debate: int, title: int, titled: int | None = None) -> None:
    """Keep the mark of what a post is called now, and the latest message in it."""
    kept = sa.update(forum_posts).where(_P.debate == debate)
    await session.execute(kept.values(title=title, titled=sa.func.coalesce(titled, _P.titled)))


async def seen_open(session: AsyncSession, debate: int, tag: DebateTag | None, at: datetime) -> None:
    """A post is there, not archived, with that tag of Crux's: it is looked at where another one was left on it.

    Whoever is at it now may have seen it before, so somebody looks again.
    """
    otherwise = _P.archived | _P.tag.is_distinct_from(tag)
    due = {"stale": True, "archived": False, "owner": None, "not_before": at}
    await session.execute(sa.update(forum_posts).where(_P.debate == debate, otherwise).values(due))


async def claim(execute: Execute, at: datetime, lease: timedelta, owner: str, limit: int) -> list[ClaimedPost]:
    """Take over the posts to look at, for as long as the lease: stale ones, and those whose debate has moved on.

    A moment further off than anything is put off for was said by a clock that has been set back since.
    """
    values = {**claims.given(at, lease, owner, limit), "longest_wait": at + LONGEST + AHEAD}
    return [ClaimedPost(*row) for row in await execute(_CLAIMED, values)]


LONGEST = timedelta(days=1)
"""The longest that a post is put off for."""

MOST_ATTEMPTS = 1000
"""Attempts are counted up to here."""

_WAITS = _P.not_before.is_not(None) & (_P.not_before > NOW) & (_P.not_before <= moment("longest_wait"))
_DUE = (
    sa.select(_P.debate)
    .join(debates, debates.c.id == _P.debate)
    .join(forums, forums.c.id == _P.forum)
    .where(~_P.archived, _P.stale | (debates.c.head_sequence > _P.told), ~_WAITS)
    .where(debates.c.left_at.is_(None), forums.c.left_at.is_(None))
    .limit(LIMIT)
    .with_for_update(of=forum_posts, skip_locked=True)
)
_CLAIMED = Prepared(
    sa.update(forum_posts)
    .where(is_one_of(_P.debate, _DUE))
    .values(
        owner=CLAIMED_BY,
        not_before=CLAIM_ENDS,
        attempts=sa.func.least(_P.attempts + 1, MOST_ATTEMPTS),
    )
    .returning(_P.debate, _P.forum, _P.owner, _P.attempts)
)


async def record(session: AsyncSession, claimed: ClaimedPost, tag: DebateTag | None, told: int, at: datetime) -> None:
    """Write down the tag that is on a post now, and the last event that it tells of; further changes gather first."""
    done = {"tag": tag, "told": told, "stale": False, "owner": None, "attempts": 0}
    await session.execute(_mine(claimed).values(done | {"not_before": at + CHANGES_GATHER}))


async def rest(session: AsyncSession, claimed: ClaimedPost) -> None:
    """Leave an archived post alone until it is open."""
    await session.execute(_mine(claimed).values(archived=True, owner=None, attempts=0, not_before=None))


async def put_off(session: AsyncSession, claimed: ClaimedPost, until: datetime) -> None:
    """Leave a post to whoever claims it after that moment, and count the attempts on."""
    await session.execute(_mine(claimed).values(not_before=until, owner=None))


async def retry_in_server(session: AsyncSession, guild: int) -> None:
    """Have the posts of a server that were put off be looked at now."""
    here = sa.select(forums.c.id).where(forums.c.guild == guild)
    put_off = _P.owner.is_(None) & (_P.attempts > 0)
    await session.execute(sa.update(forum_posts).where(put_off, _P.forum.in_(here)).values(not_before=None))


async def look_again(session: AsyncSession, forum: int) -> None:
    """Have all posts of a forum be looked at: what is decided of it has changed."""
    due = {"stale": True, "archived": False, "owner": None, "not_before": None}
    await session.execute(sa.update(forum_posts).where(_P.forum == forum).values(due))


async def revives(execute: Execute, debate: int) -> bool | None:
    """Whether Crux may open a debate's post again that is archived; None for what is no post of a debate forum."""
    rows = await execute(_REVIVES, {"debate_of": debate})
    return bool(rows[0][0]) if rows else None


_REVIVES = Prepared(
    sa.select(forums.c.revives)
    .join(forum_posts, _P.forum == forums.c.id)
    .where(_P.debate == sa.bindparam("debate_of", type_=sa.BigInteger))
)


def _mine(claimed: ClaimedPost) -> sa.Update:
    return sa.update(forum_posts).where(_P.debate == claimed.debate, _P.owner == claimed.owner)
