"""Posts of forums whose tags are to be looked at: claimed by one process, and gathered."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ledger.forums import Forum
from bot.ledger.standing.debate_tag import DebateTag
from bot.store import forums
from bot.store.prepared import execute_in
from bot.store.tables import forum_posts
from bot.store.waiting import posts
from tests.store.reading.test_events import DEBATE, LIFE, NOON, begin

OTHER, GUILD, FORUM, ELSEWHERE = DEBATE + 1, 77, 500, 501
MINUTE = timedelta(minutes=1)
AT = datetime(2026, 12, 24, 12, tzinfo=UTC)
DECIDED = Forum(FORUM, GUILD, 10, None, False, {DebateTag.SETTLED: 13})


@pytest.fixture
async def kept(session: AsyncSession) -> AsyncSession:
    """Two debates, of which one is a post of a forum."""
    await begin(session)
    await begin(session, OTHER, LIFE[:12])
    await forums.put(session, DECIDED)
    await posts.put(session, DEBATE, FORUM, 1)
    return session


async def claimed(session: AsyncSession, at: datetime = AT, owner: str = "one") -> list[int]:
    return [one.debate for one in await posts.claim(execute_in(session), at, MINUTE, owner, 20)]


async def done(session: AsyncSession, at: datetime = AT) -> None:
    """The post is looked at, and has the tag that it should."""
    (one,) = await posts.claim(execute_in(session), at, MINUTE, "one", 20)
    await posts.record(session, one, DebateTag.SETTLED, 10_000, at)


async def test_a_new_post_is_looked_at_once_until_its_claim_ends(kept: AsyncSession) -> None:
    assert await claimed(kept) == [DEBATE]
    assert await claimed(kept) == []
    assert await claimed(kept, AT + 2 * MINUTE, "another") == [DEBATE]


async def test_one_in_step_is_looked_at_again_where_somebody_has_changed_its_tag(kept: AsyncSession) -> None:
    await done(kept)
    await posts.seen_open(kept, DEBATE, DebateTag.SETTLED, AT + 2 * MINUTE)
    assert await claimed(kept, AT + 3 * MINUTE) == []

    await posts.seen_open(kept, DEBATE, None, AT + 3 * MINUTE)
    assert await claimed(kept, AT + 3 * MINUTE) == [DEBATE]


async def test_that_one_was_renamed_is_told_until_its_new_title_is_kept(kept: AsyncSession) -> None:
    assert await posts.renamed_since(kept, DEBATE, 1) is None
    assert await posts.renamed_since(kept, DEBATE, 2) == DEBATE

    await posts.keep_title(kept, DEBATE, 2, titled=990)
    assert await posts.renamed_since(kept, DEBATE, 2) is None
    assert await posts.renamed_since(kept, DEBATE, 1) == 990


async def test_one_whose_title_was_never_seen_is_not_taken_for_renamed(kept: AsyncSession) -> None:
    await kept.execute(sa.update(forum_posts).values(title=None))

    assert await posts.renamed_since(kept, DEBATE, 1) is None
    assert await posts.renamed_since(kept, DEBATE, 2) == DEBATE


async def test_further_changes_of_its_debate_gather_for_a_minute(kept: AsyncSession) -> None:
    (one,) = await posts.claim(execute_in(kept), AT, MINUTE, "one", 20)
    await posts.record(kept, one, None, 3, AT)

    assert await claimed(kept, AT + MINUTE / 2) == []
    assert await claimed(kept, AT + MINUTE) == [DEBATE]


async def test_an_archived_one_is_left_alone_until_it_is_open(kept: AsyncSession) -> None:
    (one,) = await posts.claim(execute_in(kept), AT, MINUTE, "one", 20)
    await posts.rest(kept, one)
    assert await claimed(kept, AT + timedelta(days=1)) == []

    await posts.seen_open(kept, DEBATE, None, AT)
    assert await claimed(kept) == [DEBATE]


async def test_one_that_was_put_off_is_tried_where_rights_have_changed(kept: AsyncSession) -> None:
    (one,) = await posts.claim(execute_in(kept), AT, MINUTE, "one", 20)
    await posts.put_off(kept, one, AT + timedelta(hours=1))
    assert await claimed(kept, AT + 2 * MINUTE) == []

    await posts.retry_in_server(kept, GUILD + 1)
    assert await claimed(kept, AT + 2 * MINUTE) == []
    await posts.retry_in_server(kept, GUILD)
    assert await claimed(kept, AT + 2 * MINUTE) == [DEBATE]


async def test_a_moment_that_a_clock_said_which_was_set_back_is_not_waited_for(kept: AsyncSession) -> None:
    (one,) = await posts.claim(execute_in(kept), AT + timedelta(days=400), MINUTE, "one", 20)
    await posts.put_off(kept, one, AT + timedelta(days=400))

    assert await claimed(kept) == [DEBATE]


async def test_a_forum_decides_whether_its_archived_posts_are_opened(kept: AsyncSession) -> None:
    execute = execute_in(kept)
    assert await posts.revives(execute, DEBATE) is False
    assert await posts.revives(execute, OTHER) is None

    await forums.put(kept, Forum(FORUM, GUILD, 10, revives=True))
    assert await posts.revives(execute, DEBATE) is True


async def test_the_same_posts_stay_new_while_the_same_ones_are_chosen(kept: AsyncSession) -> None:
    await forums.put(kept, Forum(FORUM, GUILD, 20, revives=True))
    assert await forums.get(execute_in(kept), FORUM) == Forum(FORUM, GUILD, 10, revives=True)

    await forums.put(kept, Forum(FORUM, GUILD, 30, chosen=5))
    assert await forums.get(execute_in(kept), FORUM) == Forum(FORUM, GUILD, 30, chosen=5)


async def test_with_its_forum_a_post_goes_and_its_debate_stays(kept: AsyncSession) -> None:
    assert await forums.drop(kept, FORUM)
    assert not await forums.drop(kept, FORUM)
    assert await claimed(kept) == []
    assert await posts.put(kept, OTHER, await _elsewhere(kept), 1)


async def _elsewhere(session: AsyncSession) -> int:
    await forums.put(session, Forum(ELSEWHERE, GUILD, 0))
    return ELSEWHERE


async def test_a_server_that_was_left_keeps_what_it_decided_for_a_while(kept: AsyncSession) -> None:
    await forums.left(kept, GUILD, NOON)
    assert await claimed(kept) == []
    await forums.back(kept, GUILD)
    await forums.forget_left_since(kept, NOON)
    assert await forums.of_server(kept, GUILD) == [DECIDED]

    await forums.left(kept, GUILD, NOON)
    await forums.forget_left_since(kept, NOON)
    assert await forums.servers(kept) == []
